package dev.seaworthy.cli;

/** What memory this JVM has. Stateless. */
final class Heap {
    private static final int BYTES_PER_MEGABYTE = 1 << 20;

    private Heap() {}

    /** How much can still be taken, once what nobody needs any more was given back. */
    static long freeBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (used > runtime.maxMemory() / 4) {
            System.gc();
            used = runtime.totalMemory() - runtime.freeMemory();
        }
        return runtime.maxMemory() - used;
    }

    static long maxMegabytes() {
        return Runtime.getRuntime().maxMemory() / BYTES_PER_MEGABYTE;
    }
}
