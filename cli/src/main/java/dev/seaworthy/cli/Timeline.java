package dev.seaworthy.cli;

import dev.seaworthy.sim.TraceSink;
import java.io.PrintWriter;

/** Prints a run as a table of three columns: virtual time in milliseconds, place, what happened there. */
final class Timeline implements TraceSink {
    private static final int TIME_WIDTH = 12;
    private static final int PLACE_WIDTH = 5;

    private final PrintWriter out;

    Timeline(PrintWriter out) {
        this.out = out;
        row("ms", "place", "what");
    }

    @Override
    public void line(long atNanos, String place, String what) {
        row(Figures.millis(atNanos), place, what);
    }

    private void row(String time, String place, String what) {
        out.print(" ".repeat(Math.max(0, TIME_WIDTH - time.length())));
        out.print(time);
        out.print("  ");
        out.print(place);
        out.print(" ".repeat(Math.max(0, PLACE_WIDTH - place.length())));
        out.print("  ");
        out.println(what);
    }
}
