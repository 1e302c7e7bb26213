package dev.seaworthy.cli;

import dev.seaworthy.cli.disk.DirectoryCounts;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Finding;
import dev.seaworthy.sim.campaign.Totals;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.LongFunction;

/** A campaign's result for people: two columns, then what broke. */
final class CampaignSummary {
    private static final int VIOLATIONS_SHOWN_MAX = 5;
    private static final String INDENT = "  ";

    private final PrintWriter out;
    private final Paint paint;

    CampaignSummary(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints the totals, and what was done with directories, where disks were such. */
    void totals(CampaignResult result, Optional<DirectoryCounts> directories) {
        TwoColumns columns = counts(result.totals());
        directories.ifPresent(counts -> directories(columns, counts));
        columns.row("wall time", Figures.duration(result.wallNanos()));
        columns.row("events per second", Math.round(result.eventsPerSecond()));
        columns.row("  and core", Math.round(result.eventsPerSecondPerCore()));
        columns.row("seeds per second and core", Figures.rate(result.seedsPerSecondPerCore()));
        columns.row("violations", result.violations());
        columns.print(out);
    }

    /** Prints the totals of what ran at several times or on several machines. */
    void sum(CampaignResult result) {
        TwoColumns columns = counts(result.totals());
        columns.row("time at work", Figures.duration(result.busyNanos()));
        columns.row("events per second and core", Math.round(result.eventsPerSecondPerCore()));
        columns.row("seeds per second and core", Figures.rate(result.seedsPerSecondPerCore()));
        columns.row("violations", result.violations());
        columns.print(out);
        hash(result.totals().hash());
    }

    /** Prints what tells these runs from all others. */
    void hash(String hash) {
        out.println(INDENT + "hash   " + hash);
    }

    private static TwoColumns counts(Totals totals) {
        TwoColumns columns = new TwoColumns();
        columns.row("seeds", totals.seeds());
        columns.row("events", totals.events());
        columns.row("virtual time", Figures.duration(totals.virtualNanos()));
        columns.row("elections", totals.elections());
        columns.row("commits", totals.commits());
        columns.row("operations checked", totals.operations());
        columns.row("  of unknown outcome", totals.unknownOperations());
        columns.row(
                "faults injected",
                totals.faults().values().stream().mapToLong(Long::longValue).sum());
        totals.faults().forEach((kind, count) -> {
            if (count > 0) {
                columns.row(INDENT + kind.replace('_', ' '), count);
            }
        });
        return columns;
    }

    private static void directories(TwoColumns columns, DirectoryCounts counts) {
        columns.row("storage", "LevelDB");
        columns.row(INDENT + "directories", counts.directories());
        columns.row(INDENT + "opened after a power failure", counts.powerFailures());
        columns.row(INDENT + "batches lost in those", counts.lostBatches());
        columns.row(INDENT + "torn tails cut", counts.tornTails());
        columns.row(INDENT + "opened after a kill", counts.kills());
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
}
