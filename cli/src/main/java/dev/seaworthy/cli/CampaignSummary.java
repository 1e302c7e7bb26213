package dev.seaworthy.cli;

import dev.seaworthy.cli.disk.DirectoryCounts;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Finding;
import dev.seaworthy.sim.campaign.Totals;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** A campaign's result for people: two columns, then what broke. */
final class CampaignSummary {
    private static final int VIOLATIONS_SHOWN_MAX = 5;
    private static final String INDENT = "  ";
    private static final int GAP = 3;

    private final PrintWriter out;
    private final Paint paint;
    private final List<String[]> rows = new ArrayList<>();

    CampaignSummary(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints the totals, and what was done with directories, where disks were such. */
    void totals(CampaignResult result, Optional<DirectoryCounts> directories) {
        counts(result.totals());
        directories.ifPresent(this::directories);
        row("wall time", Figures.duration(result.wallNanos()));
        row("events per second", Math.round(result.eventsPerSecond()));
        row("  and core", Math.round(result.eventsPerSecondPerCore()));
        row("seeds per second and core", Figures.rate(result.seedsPerSecondPerCore()));
        row("violations", result.violations());
        flushRows();
    }

    /** Prints the totals of what ran at several times or on several machines. */
    void sum(CampaignResult result) {
        counts(result.totals());
        row("time at work", Figures.duration(result.busyNanos()));
        row("events per second and core", Math.round(result.eventsPerSecondPerCore()));
        row("seeds per second and core", Figures.rate(result.seedsPerSecondPerCore()));
        row("violations", result.violations());
        flushRows();
        hash(result.totals().hash());
    }

    /** Prints what tells these runs from all others. */
    void hash(String hash) {
        out.println(INDENT + "hash   " + hash);
    }

    private void counts(Totals totals) {
        row("seeds", totals.seeds());
        row("events", totals.events());
        row("virtual time", Figures.duration(totals.virtualNanos()));
        row("elections", totals.elections());
        row("commits", totals.commits());
        row("operations checked", totals.operations());
        row("  of unknown outcome", totals.unknownOperations());
        row(
                "faults injected",
                totals.faults().values().stream().mapToLong(Long::longValue).sum());
        totals.faults().forEach((kind, count) -> {
            if (count > 0) {
                row(INDENT + kind.replace('_', ' '), count);
            }
        });
    }

    private void directories(DirectoryCounts counts) {
        row("storage", "LevelDB");
        row(INDENT + "directories", counts.directories());
        row(INDENT + "opened after a power failure", counts.powerFailures());
        row(INDENT + "batches lost in those", counts.lostBatches());
        row(INDENT + "torn tails cut", counts.tornTails());
        row(INDENT + "opened after a kill", counts.kills());
    }

    /** Prints the first findings, and how each is seen again. */
    void findings(CampaignResult result, LongFunction<String> replay) {
        if (result.isClean()) {
            out.println();
            out.println(paint.green("No violation."));
            return;
        }
        result.findings().stream().limit(VIOLATIONS_SHOWN_MAX).forEach(finding -> finding(finding, replay));
        long hidden = result.violations()
                - Math.min(VIOLATIONS_SHOWN_MAX, result.findings().size());
        if (hidden > 0) {
            out.println();
            out.println("and " + Figures.count(hidden, "more violation") + ".");
        }
    }

    private void finding(Finding finding, LongFunction<String> replay) {
        out.println();
        out.println(
                paint.red("VIOLATION") + " " + paint.bold(finding.violation().property()) + " in seed " + finding.seed()
                        + (finding.violation().atNanos() > 0
                                ? " at " + Figures.millis(finding.violation().atNanos()) + " ms"
                                : ""));
        out.println(INDENT + finding.violation().story());
        out.println(INDENT + paint.dim("replay: ") + replay.apply(finding.seed()));
    }

    private void row(String name, long count) {
        row(name, Figures.count(count));
    }

    private void row(String name, String value) {
        rows.add(new String[] {name, value});
    }

    private void flushRows() {
        int nameWidth = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
        int valueWidth = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
        for (String[] row : rows) {
            out.println(INDENT
                    + row[0]
                    + " ".repeat(nameWidth - row[0].length() + GAP + valueWidth - row[1].length())
                    + row[1]);
        }
        rows.clear();
    }
}
