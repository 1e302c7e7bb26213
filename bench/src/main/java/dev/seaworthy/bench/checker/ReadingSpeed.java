package dev.seaworthy.bench.checker;

import dev.seaworthy.checker.edn.EdnHistoryReader;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How many operations per second are read from EDN text in memory.
 *
 * @param operations how many the text has
 */
record ReadingSpeed(int operations) {
    private static final int ROUNDS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    void print(PrintStream out) {
        String text = text();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            int read = EdnHistoryReader.parse("bench", text).size();
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            out.printf(Locale.ROOT, "  %,d operations in %.3f s: %,.0f per second%n", read, seconds, read / seconds);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < operations; i++) {
            text.append("{:process 0, :type :invoke, :f :write, :value ")
                    .append(i)
                    .append("}\n");
            text.append("{:process 0, :type :ok, :f :write, :value ").append(i).append("}\n");
        }
        return text.toString();
    }
}
