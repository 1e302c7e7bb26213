package dev.seaworthy.cli;

import dev.seaworthy.cli.torture.TortureRun;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far the torture is: on a terminal one line that rewrites itself, elsewhere a line now and then. One thread.
 */
final class TortureProgress implements TortureRun.Progress {
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final long REDRAW_MILLIS = 200;
    private static final long PLAIN_LINE_MILLIS = 10_000;

    private final PrintWriter out;
    private final boolean terminal;
    private final long millisMax;
    private long shownMillis;
    private boolean drawn;

    TortureProgress(PrintWriter out, boolean terminal, long millisMax) {
        this.out = out;
        this.terminal = terminal;
        this.millisMax = millisMax;
    }

    @Override
    public void at(long millis, long operations, String doing) {
        if (millis - shownMillis < (terminal ? REDRAW_MILLIS : PLAIN_LINE_MILLIS)) {
            return;
        }
        shownMillis = millis;
        String text = TimeUnit.MILLISECONDS.toSeconds(millis) + " s of "
                + Figures.duration(TimeUnit.MILLISECONDS.toNanos(millisMax)) + "  "
                + Figures.count(operations, "operation") + "  wrong now: " + doing;
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
