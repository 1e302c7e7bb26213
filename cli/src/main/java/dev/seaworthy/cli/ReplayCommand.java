package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.campaign.Finding;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.report.Recording;
import dev.seaworthy.sim.report.RunRecorder;
import dev.seaworthy.sim.scenario.Departures;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.story.Story;
import dev.seaworthy.sim.story.TracedRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy replay}: one run again, the same to the last event. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run one seed or one scenario again: the same run, with the same hash.",
        footerHeading = "%nExit codes: ",
        footer = "0 no violation, 1 a property was violated, 2 bad usage or a scenario that cannot be read.")
final class ReplayCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioArgument what;

    @Mixin
    private StorageOption storage;

    @Option(names = "--trace", description = "Print the timeline of the run.")
    private boolean trace;

    @Option(
            names = "--html",
            paramLabel = "REPORT.html",
            description = "Write the run as one HTML file, which can be replayed itself.")
    private Path html;

    @Mixin
    private ZooOption zoo;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (json && trace) {
            throw new ParameterException(
                    spec.commandLine(), "--trace is for people and --json for programs: choose one");
        }
        if (zoo.bug() != null && !storage.asArguments().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "an engine with a bug of the zoo runs on simulated disks: leave --storage out");
        }
        Scenario scenario = what.scenario(surroundings, spec.commandLine());
        try (RunStorage disks = storage.open(surroundings, spec.commandLine())) {
            return run(scenario, disks);
        }
    }

    private int run(Scenario scenario, RunStorage disks) {
        PrintWriter out = spec.commandLine().getOut();
        Runs runs = zoo.bug() == null
                ? (one, sink) -> Crash.orViolation(disks.simulator(), one, sink)
                : zoo.runs(surroundings);
        Timeline timeline = trace ? new Timeline(out) : null;
        boolean isRecorded = html != null || zoo.bug() != null;
        RunRecorder recorder = isRecorded ? new RunRecorder(timeline) : null;
        long start = surroundings.nanoTime().getAsLong();
        RunResult run = null;
        CampaignResult result;
        try {
            TraceSink sink = isRecorded ? recorder : timeline;
            run = zoo.bug() == null ? disks.simulator().run(scenario, sink) : broken(runs, scenario, recorder);
            result = CampaignResult.ofOne(run, surroundings.nanoTime().getAsLong() - start);
        } catch (RuntimeException | AssertionError | StackOverflowError crash) {
            result = CampaignResult.ofCrash(
                    scenario.seed(), crash, surroundings.nanoTime().getAsLong() - start);
            if (trace) {
                crash.printStackTrace(out);
            }
        }
        if (html != null) {
            Optional<Violation> violation =
                    result.findings().stream().map(Finding::violation).findFirst();
            new RunReport(html, zoo, runs).write(scenario, recorder, violation, null);
        }
        print(disks, scenario, run == null || run.hash().isEmpty() ? null : run.hash(), runs, result);
        return result.isClean() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    /** A run with a bug. What it injected is not known on this side of the class loader. */
    private static RunResult broken(Runs runs, Scenario scenario, RunRecorder recorder) {
        Optional<Violation> violation = runs.run(scenario, recorder);
        Recording.Figures figures = recorder.recording().figures().orElse(new Recording.Figures("", 0, 0, 0, 0, 0, 0));
        return new RunResult(
                scenario.seed(),
                figures.hash(),
                figures.events(),
                figures.virtualNanos(),
                figures.elections(),
                figures.commits(),
                figures.operations(),
                figures.unknown(),
                new TreeMap<>(),
                violation);
    }

    private void print(RunStorage disks, Scenario scenario, String hash, Runs runs, CampaignResult result) {
        PrintWriter out = spec.commandLine().getOut();
        LongFunction<String> replay =
                seed -> "./seaworthy replay " + what.asArguments() + zoo.asArguments() + storage.asArguments();
        if (json) {
            ObjectNode object = CampaignJson.of(result, replay);
            object.put("hash", hash);
            object.put(
                    "expected", Verdict.of(scenario, result).map(Verdict::name).orElse(null));
            disks.addTo(object, disks.counts());
            Json.print(out, object);
            return;
        }
        if (trace) {
            out.println();
        }
        Paint paint = new Paint(surroundings.colours());
        CampaignSummary summary = new CampaignSummary(out, paint);
        out.println(paint.bold("Seed " + scenario.seed()) + ", " + Figures.count(scenario.nodes(), "node")
                + ", profile " + scenario.profile() + ":");
        summary.totals(result, disks.counts());
        out.println("  hash   " + (hash == null ? "none: the run crashed" : hash));
        summary.findings(result, replay);
        Verdict.of(scenario, result).ifPresent(verdict -> {
            out.println();
            out.println(paint.bold(verdict.words()) + " It was said to break " + scenario.expect() + ".");
        });
        if (!result.isClean()) {
            out.println();
            out.println(Story.of(TracedRun.of(runs, scenario)));
            String departures = Departures.sentence(scenario);
            if (!departures.isEmpty()) {
                out.println();
                out.println(departures);
            }
        }
        disks.printKept(out);
    }
}
