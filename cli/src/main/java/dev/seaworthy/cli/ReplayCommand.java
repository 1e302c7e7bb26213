package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioFormatException;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

    @Parameters(
            paramLabel = "SEED|FILE",
            description = "A seed, or a scenario in JSON as 'seaworthy scenario SEED' prints it.")
    private String what;

    @Mixin
    private NodesOption nodes;

    @Option(names = "--trace", description = "Print the timeline of the run.")
    private boolean trace;

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
        Scenario scenario = what.matches("\\d{1,18}") ? generated() : read(Path.of(what));
        PrintWriter out = spec.commandLine().getOut();
        Timeline timeline = trace ? new Timeline(out) : null;
        long start = surroundings.nanoTime().getAsLong();
        RunResult run = null;
        CampaignResult result;
        try {
            run = surroundings.simulator().run(scenario, timeline);
            result = CampaignResult.ofOne(run, surroundings.nanoTime().getAsLong() - start);
        } catch (RuntimeException | AssertionError | StackOverflowError crash) {
            result = CampaignResult.ofCrash(
                    scenario.seed(), crash, surroundings.nanoTime().getAsLong() - start);
            if (trace) {
                crash.printStackTrace(out);
            }
        }
        print(out, scenario, run == null ? null : run.hash(), result);
        return result.isClean() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    private Scenario generated() {
        return surroundings.simulator().scenario(Long.parseLong(what), nodes.count(spec.commandLine()));
    }

    private Scenario read(Path file) {
        if (nodes.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--nodes is for seeds: a scenario says itself how many nodes it has");
        }
        try {
            return ScenarioJson.read(Files.readString(file), file.toString());
        } catch (NoSuchFileException missing) {
            throw new BadInputException("'" + file + "' is neither a seed nor a file", missing);
        } catch (MalformedInputException binary) {
            throw new BadInputException(file + ": expected a scenario in JSON, found no UTF-8 text", binary);
        } catch (IOException failure) {
            throw new BadInputException("cannot read " + file + ": " + failure.getMessage(), failure);
        } catch (ScenarioFormatException malformed) {
            throw new BadInputException(malformed.getMessage(), malformed);
        }
    }

    private void print(PrintWriter out, Scenario scenario, String hash, CampaignResult result) {
        LongFunction<String> replay = seed -> "./seaworthy replay " + what + nodes.asArguments();
        if (json) {
            ObjectNode object = CampaignJson.of(result, replay);
            object.put("hash", hash);
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
        summary.totals(result);
        out.println("  hash   " + (hash == null ? "none: the run crashed" : hash));
        summary.findings(result, replay);
    }
}
