package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.cli.torture.FaultKind;
import dev.seaworthy.cli.torture.Recovery.Losses;
import dev.seaworthy.cli.torture.Schedule;
import dev.seaworthy.cli.torture.TortureRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster under torture came to, for people and for programs.
 *
 * @param schedule what was to go wrong
 * @param run what came of it
 * @param check the verdict on the history
 * @param out where everything was written; empty where nothing was kept
 */
record TortureReport(Schedule schedule, TortureRun.Outcome run, CheckReport check, Optional<Path> out) {
    private static final String INDENT = "  ";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What the shell is told. */
    int exitCode() {
        if (!run.problems().isEmpty() || check.result().verdict() == Verdict.NOT_LINEARIZABLE) {
            return ExitCode.FOUND;
        }
        return check.exitCode();
    }

    private long count(Outcome outcome) {
        return run.history().operations().stream()
                .map(Operation::outcome)
                .filter(it -> it == outcome)
                .count();
    }

    private long operationsPerSecond() {
        return Math.round(count(Outcome.OK) * NANOS_PER_SECOND / Math.max(1, run.nanos()));
    }

    private int faults() {
        return run.faults().values().stream().mapToInt(Integer::intValue).sum();
    }

    void print(PrintWriter lines, Paint paint) {
        lines.println(paint.bold(schedule.nodes() + " nodes under torture for " + Figures.duration(run.nanos()))
                + ", seed " + schedule.seed() + ":");
        TwoColumns columns = new TwoColumns();
        columns.row("operations", run.history().size());
        columns.row("  acknowledged", count(Outcome.OK));
        columns.row("  certainly not done", count(Outcome.FAIL));
        columns.row("  of unknown outcome", count(Outcome.INFO));
        columns.row("acknowledged per second", operationsPerSecond());
        columns.row("faults", faults());
        run.faults().forEach((form, count) -> {
            if (count > 0) {
                columns.row(INDENT + form.name().toLowerCase(Locale.ROOT).replace('_', ' '), count);
            }
        });
        columns.print(lines);
        run.losses().forEach((kind, losses) -> lines.println(INDENT + sentence(kind, losses)));
        lines.println();
        check.printVerdict(lines, paint);
        check.printReasons(lines);
        if (run.problems().isEmpty()) {
            lines.println(paint.green("All " + schedule.nodes() + " nodes serve again, with the same history."));
        } else {
            run.problems().forEach(problem -> lines.println(paint.red("PROBLEM") + " " + problem));
        }
        out.ifPresent(folder -> lines.println("Written to " + folder + "."));
    }

    private static String sentence(FaultKind kind, Losses losses) {
        String what = switch (kind) {
            case KILL -> "leader killed";
            case PAUSE -> "leader stopped";
            case PARTITION -> "leader cut off";
            case DISK -> "leader's disk full";
        };
        List<String> parts = new ArrayList<>();
        if (!losses.nanos().isEmpty()) {
            parts.add(Figures.count(losses.nanos().size(), "time") + ", the next write after "
                    + Figures.duration(losses.percentile(50)) + " (median), "
                    + Figures.duration(losses.percentile(90)) + " (90 %), "
                    + Figures.duration(losses.percentile(100)) + " (max)");
        }
        if (!losses.disturbedNanos().isEmpty()) {
            int times = losses.disturbedNanos().size();
            parts.add(Figures.count(times, "time") + " beside other faults, after "
                    + Figures.duration(losses.disturbedNanos().get(times - 1)) + " (max)");
        }
        if (losses.open() > 0) {
            parts.add(Figures.count(losses.open(), "time") + " without any write afterwards");
        }
        return what + " " + String.join("; ", parts);
    }

    ObjectNode toJson() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("seed", schedule.seed()).put("nodes", schedule.nodes());
        object.put("seconds", run.nanos() / NANOS_PER_SECOND);
        object.put("operations", run.history().size());
        object.put("acknowledged", count(Outcome.OK));
        object.put("notDone", count(Outcome.FAIL));
        object.put("unknown", count(Outcome.INFO));
        ObjectNode faults = object.putObject("faults");
        run.faults().forEach((form, count) -> faults.put(form.name(), count));
        ObjectNode losses = object.putObject("leaderLosses");
        for (Map.Entry<FaultKind, Losses> entry : run.losses().entrySet()) {
            ObjectNode loss = losses.putObject(entry.getKey().word());
            put(loss.putArray("millis"), entry.getValue().nanos());
            put(loss.putArray("disturbedMillis"), entry.getValue().disturbedNanos());
            loss.put("open", entry.getValue().open());
        }
        object.put("verdict", check.result().verdict().name());
        object.set("check", check.toJson());
        ArrayNode problems = object.putArray("problems");
        run.problems().forEach(problems::add);
        object.put("out", out.map(Path::toString).orElse(null));
        return object;
    }

    private static void put(ArrayNode array, List<Long> nanos) {
        nanos.forEach(it -> array.add(it / NANOS_PER_MILLI));
    }
}
