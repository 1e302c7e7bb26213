package dev.seaworthy.cli;

import dev.seaworthy.sim.scenario.Departures;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.shrink.ShrinkProgress;
import dev.seaworthy.sim.shrink.Shrunk;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Shows how shrinking gets on, and what came of it. One thread. */
final class ShrinkLine implements ShrinkProgress {
    private static final long PLAIN_LINE_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final ProgressLine line;

    ShrinkLine(PrintWriter out, LongSupplier nanoTime, boolean terminal) {
        this.out = out;
        line = new ProgressLine(out, terminal, nanoTime, PLAIN_LINE_NANOS);
    }

    @Override
    public void tried(long tries, Scenario smallest) {
        if (line.isDue()) {
            line.show(Figures.count(tries) + " tries: " + size(smallest));
        }
    }

    /** Leaves the terminal as if no line had been there. */
    void erase() {
        line.erase();
    }

    /** Says what came of it. */
    void summary(Scenario before, Shrunk shrunk, String story) {
        out.println("shrunk to " + size(shrunk.scenario()) + "; it was " + size(before) + "; "
                + Figures.count(shrunk.tries()) + " tries in " + Figures.duration(line.nanos())
                + (shrunk.minimal() ? ", no part of it can go" : ", given up: more may go"));
        out.println();
        out.println(story);
        String departures = Departures.sentence(shrunk.scenario());
        if (!departures.isEmpty()) {
            out.println();
            out.println(departures);
        }
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
