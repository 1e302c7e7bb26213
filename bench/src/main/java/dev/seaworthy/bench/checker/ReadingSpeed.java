package dev.seaworthy.bench.checker;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.edn.EdnHistoryWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How many operations per second are read from a file of EDN, on one thread.
 *
 * @param operations how many the file has
 */
record ReadingSpeed(int operations) {
    private static final int ROUNDS = 5;
    private static final int CLIENTS = 10;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MEGABYTE = 1 << 20;

    void print(PrintStream out) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Path file = Files.createTempFile("history", ".edn");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                EdnHistoryWriter.write(new Scene(operations, CLIENTS, 1, 1).history(), writer);
            }
            out.printf(Locale.ROOT, "reading EDN, %.1f MB:%n", Files.size(file) / BYTES_PER_MEGABYTE);
            for (int round = 0; round < ROUNDS; round++) {
                System.gc();
                long before = used();
                long start = System.nanoTime();
                long cpuStart = threads.getCurrentThreadCpuTime();
                History history = EdnHistoryReader.read(file);
                double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpuStart) / NANOS_PER_SECOND;
                double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
                System.gc();
                out.printf(
                        Locale.ROOT,
                        "  %,d operations in %.3f s: %,.0f per second, %,.0f per second of CPU time, %.1f MB kept%n",
                        history.size(),
                        seconds,
                        history.size() / seconds,
                        history.size() / cpuSeconds,
                        (used() - before) / BYTES_PER_MEGABYTE);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
