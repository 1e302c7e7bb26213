package dev.seaworthy.bench.node;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Prints cells as they are measured: a line for each system, and one for the ratio of the first to the second. */
final class LoadTable {
    /** More work than this beside the benchmark, in processors, and a turn counts as disturbed. */
    private static final double FOREIGN_CORES_MAX = 0.1;

    private static final double STOLEN_SHARE_MAX = 0.03;
    private static final double WHOLE = 100;

    private int cells;
    private int disturbed;
    private double foreignMost;
    private double stolenMost;

    void head() {
        System.out.println(
                "Latencies in ms. cpu: microseconds of all servers' processor time per request. written: bytes"
                        + " they had written");
        System.out.println("to disks per request. ratio: the first system to the second; above 1 is better for"
                + " requests/s, below 1 for the rest.");
        System.out.println(
                "other: processors that worked for something else meanwhile; !: so much that times mean" + " little.");
        System.out.println();
        System.out.println(
                "load   value  clients | system      requests/s      p50      p99    p99.9      cpu   written"
                        + " |  other");
    }

    void print(Cell cell, List<Figures> systems) {
        String what = String.format(
                Locale.ROOT,
                "%-5s %4d B  %7d |",
                cell.workload().name().toLowerCase(Locale.ROOT),
                cell.valueBytes(),
                cell.clients());
        String blank = " ".repeat(what.length() - 1) + "|";
        for (int i = 0; i < systems.size(); i++) {
            Figures it = systems.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "%s %-10s %,11.0f %8.2f %8.2f %8.2f %8.0f %3.0f%% %9.0f | %6.2f%s%s%n",
                    i == 0 ? what : blank,
                    it.system(),
                    it.perSecond(),
                    it.p50(),
                    it.p99(),
                    it.p999(),
                    it.cpuMicros(),
                    WHOLE * it.compilingShare(),
                    it.writtenBytes(),
                    it.foreignCores(),
                    isDisturbed(it) ? " !" : "",
                    it.failures() == 0 ? "" : " " + it.failures() + " failed");
        }
        if (systems.size() > 1) {
            Figures one = systems.get(0);
            Figures other = systems.get(1);
            System.out.printf(
                    Locale.ROOT,
                    "%s %-10s %11.2f %8.2f %8.2f %8.2f %8.2f      %9.2f |%n",
                    blank,
                    "ratio",
                    ratio(one, other, Figures::perSecond),
                    ratio(one, other, Figures::p50),
                    ratio(one, other, Figures::p99),
                    ratio(one, other, Figures::p999),
                    ratio(one, other, Figures::cpuMicros),
                    ratio(one, other, Figures::writtenBytes));
        }
        cells++;
        disturbed += systems.stream().anyMatch(LoadTable::isDisturbed) ? 1 : 0;
        for (Figures it : systems) {
            foreignMost = Math.max(foreignMost, it.foreignCores());
            stolenMost = Math.max(stolenMost, it.stolenShare());
        }
    }

    /** Whether the machine had other things to do. */
    void verdict() {
        System.out.printf(
                Locale.ROOT,
                "%n%s: at most %.2f processors worked for something else, and the host kept %.0f %% of the time; %d of"
                        + " %d lines disturbed%n",
                disturbed == 0 ? "The machine was quiet" : "THE MACHINE WAS NOT QUIET",
                foreignMost,
                WHOLE * stolenMost,
                disturbed,
                cells);
    }

    boolean wasQuiet() {
        return disturbed == 0;
    }

    private static boolean isDisturbed(Figures it) {
        return it.foreignCores() > FOREIGN_CORES_MAX || it.stolenShare() > STOLEN_SHARE_MAX;
    }

    static double ratio(Figures one, Figures other, ToDoubleFunction<Figures> figure) {
        return figure.applyAsDouble(one) / figure.applyAsDouble(other);
    }
}
