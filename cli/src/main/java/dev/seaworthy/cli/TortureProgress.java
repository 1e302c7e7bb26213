package dev.seaworthy.cli;

import dev.seaworthy.cli.torture.TortureRun;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far the torture is. One thread.
 *
 * @param line where
 * @param millisMax how long it takes
 */
record TortureProgress(ProgressLine line, long millisMax) implements TortureRun.Progress {
    /** How far apart lines are where there is no terminal. */
    static final long PLAIN_LINE_NANOS = 10_000_000_000L;

    @Override
    public void at(long millis, long operations, String doing) {
        if (line.isDue()) {
            line.show(TimeUnit.MILLISECONDS.toSeconds(millis) + " s of "
                    + Figures.duration(TimeUnit.MILLISECONDS.toNanos(millisMax)) + "  "
                    + Figures.count(operations, "operation") + "  wrong now: " + doing);
        }
    }
}
