package dev.seaworthy.checker.knossos;

import java.util.Objects;

/**
 * How Knossos is run.
 *
 * @param algorithm how it decides
 * @param classPath where Clojure and Knossos are, looked at before the class path of this JVM; may be empty
 * @param timeMaxMillis after how long it is ended, in milliseconds, its start included, which alone takes 5 to 20 s
 * @param heapMaxMegabytes how much heap its JVM may use
 */
public record KnossosSettings(KnossosAlgorithm algorithm, String classPath, long timeMaxMillis, int heapMaxMegabytes) {
    private static final long TIME_MAX_MILLIS = 120_000;
    private static final int HEAP_MAX_MEGABYTES = 2_048;

    public KnossosSettings {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(classPath, "classPath");
        if (timeMaxMillis <= 0 || heapMaxMegabytes <= 0) {
            throw new IllegalArgumentException("no time or no heap: " + timeMaxMillis + ", " + heapMaxMegabytes);
        }
    }

    /** This algorithm, from the class path of this JVM, for two minutes, with 2 GB of heap. */
    public static KnossosSettings of(KnossosAlgorithm algorithm) {
        return new KnossosSettings(algorithm, "", TIME_MAX_MILLIS, HEAP_MAX_MEGABYTES);
    }

    /** The same with another algorithm. */
    public KnossosSettings withAlgorithm(KnossosAlgorithm other) {
        return new KnossosSettings(other, classPath, timeMaxMillis, heapMaxMegabytes);
    }

    /** The same with Clojure and Knossos from elsewhere. */
    public KnossosSettings withClassPath(String path) {
        return new KnossosSettings(algorithm, path, timeMaxMillis, heapMaxMegabytes);
    }

    /** The same with another limit. */
    public KnossosSettings withTimeMaxMillis(long millis) {
        return new KnossosSettings(algorithm, classPath, millis, heapMaxMegabytes);
    }
}
