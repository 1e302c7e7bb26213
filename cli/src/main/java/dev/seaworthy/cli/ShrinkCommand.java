package dev.seaworthy.cli;

import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.report.RunRecorder;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.shrink.Shrinker;
import dev.seaworthy.sim.shrink.Shrunk;
import dev.seaworthy.sim.story.Story;
import dev.seaworthy.sim.story.TracedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy shrink}: the smallest scenario that fails as this one does. */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Make a failing scenario as small as it gets while it fails in the same way.",
        footerHeading = "%nExit codes: ",
        footer = "0 shrunk, 1 the scenario does not fail, 2 bad usage or a scenario that cannot be read.")
final class ShrinkCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioArgument what;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the small scenario to this file; default: standard output, without anything else.")
    private Path out;

    @Option(
            names = "--html",
            paramLabel = "REPORT.html",
            description = "Write the run of the small scenario as one HTML file, which can be replayed itself.")
    private Path html;

    @Mixin
    private ZooOption zoo;

    @Option(names = "--jobs", paramLabel = "J", description = "How many threads; default: one for each core.")
    private Integer jobs;

    ShrinkCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (jobs != null && jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs must be at least 1, not " + jobs);
        }
        Scenario scenario = what.scenario(surroundings, spec.commandLine());
        Runs runs = zoo.runs(surroundings);
        PrintWriter err = spec.commandLine().getErr();
        ShrinkLine line = new ShrinkLine(err, surroundings.nanoTime(), surroundings.errorIsTerminal());
        Optional<Shrunk> shrunk;
        try (ThreadProbe probe = new ThreadProbe(jobs == null ? surroundings.cores() : jobs)) {
            shrunk = new Shrinker(runs, probe, line, Shrinker.TRIES_MAX).shrink(scenario);
        } finally {
            line.erase();
        }
        if (shrunk.isEmpty()) {
            err.println("seed " + scenario.seed() + " does not fail: there is nothing to shrink");
            err.flush();
            return ExitCode.FOUND;
        }
        Scenario small = shrunk.get().scenario();
        write(small);
        line.summary(scenario, shrunk.get(), Story.of(TracedRun.of(runs, small)));
        if (html != null) {
            RunRecorder recorder = new RunRecorder(null);
            new RunReport(html, zoo, runs).write(small, recorder, runs.run(small, recorder), scenario);
        }
        return ExitCode.CLEAN;
    }

    private void write(Scenario small) {
        String json = ScenarioJson.write(small);
        if (out == null) {
            spec.commandLine().getOut().println(json.strip());
            return;
        }
        try {
            Files.writeString(out, json);
        } catch (IOException failure) {
            throw new BadInputException("cannot write to " + out + ": " + failure.getMessage(), failure);
        }
    }
}
