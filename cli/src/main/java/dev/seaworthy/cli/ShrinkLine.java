package dev.seaworthy.cli;

import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.shrink.ShrinkProgress;
import dev.seaworthy.sim.shrink.Shrunk;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Shows how shrinking gets on: on a terminal one line that rewrites itself, elsewhere a plain line now and then. */
final class ShrinkLine implements ShrinkProgress {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_LINE_NANOS = 5_000_000_000L;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final boolean terminal;
    private final long start;
    private long lastShown;
    private boolean drawn;

    ShrinkLine(PrintWriter out, LongSupplier nanoTime, boolean terminal) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.terminal = terminal;
        start = nanoTime.getAsLong();
        lastShown = start;
    }

    @Override
    public void tried(long tries, Scenario smallest) {
        long now = nanoTime.getAsLong();
        if (now - lastShown < (terminal ? REDRAW_NANOS : PLAIN_LINE_NANOS)) {
            return;
        }
        lastShown = now;
        String text = Figures.count(tries) + " tries" + ": " + size(smallest);
        if (terminal) {
            out.print(ERASE_LINE + text);
            drawn = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Leaves the terminal as if no line had been there. */
    void erase() {
        if (drawn) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }

    /** Says what came of it. */
    void summary(Scenario before, Shrunk shrunk, String story) {
        long nanos = nanoTime.getAsLong() - start;
        out.println("shrunk to " + size(shrunk.scenario()) + "; it was " + size(before) + "; "
                + Figures.count(shrunk.tries()) + " tries in " + Figures.duration(nanos)
                + (shrunk.minimal() ? ", no part of it can go" : ", given up: more may go"));
        out.println();
        out.println(story);
        out.flush();
    }

    private static String size(Scenario scenario) {
        long operations = scenario.operations() == null
                ? (long) scenario.workload().clients() * scenario.workload().operationsPerClient()
                : scenario.operations().size();
        return Figures.count(scenario.faults().size(), "fault") + ", "
                + Figures.count(scenario.actions().size(), "action") + ", "
                + Figures.count(operations, "operation") + ", " + Figures.count(scenario.nodes(), "node");
    }
}
