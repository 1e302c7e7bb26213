package dev.seaworthy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The moment by which work has to be done, if there is one. May be asked by any thread.
 *
 * @param nanoTime monotonic real time in nanoseconds
 * @param start when the work began
 * @param limit how long it may take; empty for as long as it takes
 */
record Deadline(LongSupplier nanoTime, long start, Optional<Duration> limit) implements BooleanSupplier {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** From now on. */
    static Deadline in(Optional<Duration> limit, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong(), limit);
    }

    /** Whether it is over. */
    @Override
    public boolean getAsBoolean() {
        return limit.isPresent() && nanoTime.getAsLong() - start > limit.get().toNanos();
    }

    /** What is left of the limit in milliseconds, at least 1; or of another one, if there is no limit. */
    long leftMillis(Duration otherwise) {
        long spent = limit.isPresent() ? nanoTime.getAsLong() - start : 0;
        return Math.max(1, (limit.orElse(otherwise).toNanos() - spent) / NANOS_PER_MILLI);
    }

    /** The same stream, which can be read as long as it is not over, and then fails with {@link OverException}. */
    InputStream limiting(InputStream in) {
        return new LimitedStream(in);
    }

    /** The time was over before everything was read. */
    static final class OverException extends IOException {
        private static final long serialVersionUID = 1L;

        private OverException() {
            super("the time allowed was over while it was read");
        }
    }

    private final class LimitedStream extends InputStream {
        private final InputStream in;

        LimitedStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            requireTime();
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            requireTime();
            return in.read(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private void requireTime() throws OverException {
            if (getAsBoolean()) {
                throw new OverException();
            }
        }
    }
}
