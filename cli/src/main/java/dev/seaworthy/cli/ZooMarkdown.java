package dev.seaworthy.cli;

import dev.seaworthy.cli.zoo.ZooResult;
import dev.seaworthy.cli.zoo.ZooRow;
import dev.seaworthy.cli.zoo.ZooShrink;
import dev.seaworthy.sim.scenario.Scenario;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints hunts as the table of the track record. */
final class ZooMarkdown {
    private static final String NOTHING = "";

    private final PrintWriter out;

    ZooMarkdown(PrintWriter out) {
        this.out = out;
    }

    /** A row for each bug, and how many times more seeds it takes where faults know nothing of the protocol. */
    void print(List<ZooRow> rows) {
        out.println("| bug | property | seeds | CPU s | random: seeds | CPU s | faults, operations | shrunk | CPU s |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        rows.forEach(this::print);
        ratio(rows);
    }

    private void print(ZooRow row) {
        ZooResult found = row.found();
        ZooResult random = row.random();
        ZooShrink shrink = row.shrink();
        out.println("| `" + found.patch().name() + "` | "
                + (found.isFound() ? found.violation().property() : "not found") + " | "
                + seeds(found) + " | " + seconds(found.cpuSeconds()) + " | "
                + (random == null ? NOTHING : seeds(random)) + " | "
                + (random == null ? NOTHING : seconds(random.cpuSeconds())) + " | "
                + (shrink == null ? NOTHING : size(shrink.before())) + " | "
                + (shrink == null ? NOTHING : size(shrink.shrunk().scenario())) + " | "
                + (shrink == null ? NOTHING : seconds(shrink.cpuSeconds())) + " |");
    }

    private void ratio(List<ZooRow> rows) {
        List<ZooRow> compared = rows.stream()
                .filter(row -> row.random() != null && row.found().isFound())
                .toList();
        if (!compared.isEmpty()) {
            double logs = compared.stream()
                    .mapToDouble(row -> Math.log(
                            (double) row.random().seeds() / (double) row.found().seeds()))
                    .sum();
            out.println();
            out.println(String.format(
                    Locale.ROOT,
                    "Random faults take %.1f times as many seeds, in the geometric mean over %s; at least that, where"
                            + " they did not find one.",
                    Math.exp(logs / compared.size()),
                    Figures.count(compared.size(), "bug")));
        }
    }

    private static String seeds(ZooResult result) {
        return (result.isFound() ? NOTHING : "> ") + Figures.count(result.seeds());
    }

    private static String size(Scenario scenario) {
        return ZooShrink.faults(scenario) + ", " + ZooShrink.operations(scenario);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
