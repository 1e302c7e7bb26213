package dev.seaworthy.cli;

import dev.seaworthy.sim.campaign.CampaignProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a campaign is, on a terminal with a bar. Called by one thread at a time. */
final class ProgressBar implements CampaignProgress {
    private static final int WIDTH = 30;
    private static final long PLAIN_LINE_NANOS = 10_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ProgressLine line;
    private final long seedsMax;
    private final long nanosMax;

    /**
     * A bar for a campaign that begins now and ends after so many seeds or so much time, whichever comes first.
     *
     * @param terminal whether {@code out} is one
     */
    ProgressBar(PrintWriter out, LongSupplier nanoTime, boolean terminal, long seedsMax, long nanosMax) {
        line = new ProgressLine(out, terminal, nanoTime, PLAIN_LINE_NANOS);
        this.seedsMax = seedsMax;
        this.nanosMax = nanosMax;
    }

    @Override
    public void seedDone(long seeds, long events, long violations) {
        if (!line.isDue()) {
            return;
        }
        long nanos = line.nanos();
        double done = Math.min(1, Math.max((double) seeds / seedsMax, (double) nanos / nanosMax));
        String text = String.format(
                Locale.ROOT,
                "%3.0f %%  %,d seeds  %,.0f events/s  %s",
                100 * done,
                seeds,
                events / (nanos / NANOS_PER_SECOND),
                violations == 0 ? "no violation" : Figures.count(violations, "violation"));
        if (line.isTerminal()) {
            int filled = (int) (WIDTH * done);
            String left = Figures.duration((long) (nanos * (1 - done) / done));
            line.show("[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + text + "  " + left + " left");
        } else {
            line.show(text.strip());
        }
    }

    /** Leaves the terminal as if no bar had been there. */
    void erase() {
        line.erase();
    }
}
