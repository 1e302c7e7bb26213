package dev.seaworthy.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * How far something is: on a terminal a line that rewrites itself, elsewhere a plain line now and then.
 *
 * <p>Called by one thread at a time.
 */
final class ProgressLine {
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long everyNanos;
    private final long start;
    private long lastShown;
    private boolean drawn;

    /**
     * One that begins now.
     *
     * @param terminal whether {@code out} is one
     * @param nanoTime monotonic real time in nanoseconds
     * @param plainLineNanos how far apart lines are where {@code out} is no terminal
     */
    ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanoTime, long plainLineNanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.everyNanos = terminal ? REDRAW_NANOS : plainLineNanos;
        start = nanoTime.getAsLong();
        lastShown = start;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Nanoseconds since it began. */
    long nanos() {
        return nanoTime.getAsLong() - start;
    }

    /** Whether it is time to show something again; who is told so shows it. */
    boolean isDue() {
        long now = nanoTime.getAsLong();
        if (now - lastShown < everyNanos) {
            return false;
        }
        lastShown = now;
        return true;
    }

    void show(String text) {
        if (terminal) {
            out.print(ERASE_LINE + text);
            drawn = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Leaves the terminal as if nothing had been there. */
    void erase() {
        if (drawn) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }
}
