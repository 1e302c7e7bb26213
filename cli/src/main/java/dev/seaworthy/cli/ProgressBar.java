package dev.seaworthy.cli;

import dev.seaworthy.sim.campaign.CampaignProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a campaign is: on a terminal one line that rewrites itself, elsewhere a plain line now and then.
 *
 * <p>Called by one thread at a time.
 */
final class ProgressBar implements CampaignProgress {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_LINE_NANOS = 10_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final boolean terminal;
    private final long seedsMax;
    private final long nanosMax;
    private final long start;
    private long lastShown;
    private boolean drawn;

    /**
     * A bar for a campaign that begins now and ends after so many seeds or so much time, whichever comes first.
     *
     * @param terminal whether {@code out} is one
     */
    ProgressBar(PrintWriter out, LongSupplier nanoTime, boolean terminal, long seedsMax, long nanosMax) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.terminal = terminal;
        this.seedsMax = seedsMax;
        this.nanosMax = nanosMax;
        this.start = nanoTime.getAsLong();
        this.lastShown = start;
    }

    @Override
    public void seedDone(long seeds, long events, long violations) {
        long now = nanoTime.getAsLong();
        if (now - lastShown < (terminal ? REDRAW_NANOS : PLAIN_LINE_NANOS)) {
            return;
        }
        lastShown = now;
        double seconds = (now - start) / NANOS_PER_SECOND;
        double done = Math.min(1, Math.max((double) seeds / seedsMax, (double) (now - start) / nanosMax));
        String text = String.format(
                Locale.ROOT,
                "%3.0f %%  %,d seeds  %,.0f events/s  %s",
                100 * done,
                seeds,
                events / seconds,
                violations == 0 ? "no violation" : Figures.count(violations, "violation"));
        if (terminal) {
            int filled = (int) (WIDTH * done);
            String left = Figures.duration((long) ((now - start) * (1 - done) / done));
            out.print(ERASE_LINE + "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + text + "  " + left
                    + " left");
            drawn = true;
        } else {
            out.println(text.strip());
        }
        out.flush();
    }

    /** Leaves the terminal as if no bar had been there. */
    void erase() {
        if (drawn) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }
}
