package dev.seaworthy.cli;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seaworthy events}: the events of a run with the hash after each, to compare two runs by. */
@Command(
        name = "events",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print events of a run with the hash after each.")
final class EventsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioArgument what;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Print only the hash of the scenario, the hash after every N events, and the run's own.")
    private long every;

    @Option(names = "--from", paramLabel = "N", description = "The first event to print; default: 1.")
    private long from = 1;

    @Option(names = "--to", paramLabel = "N", description = "The last event to print; default: all.")
    private long to = Long.MAX_VALUE;

    private final List<String> lines = new ArrayList<>();
    private long events;

    EventsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Scenario scenario = what.scenario(surroundings, spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        if (every > 0) {
            byte[] json = ScenarioJson.write(scenario).getBytes(StandardCharsets.UTF_8);
            out.println("scenario " + new Digest().add(json).hex());
        }
        TraceSink trace = every > 0 ? null : (atNanos, place, told) -> lines.add(place + " " + told);
        try {
            RunResult run = surroundings.simulator().run(scenario, trace, (number, atNanos, kind, target, id, hash) -> {
                events = number;
                print(out, number, atNanos, kind + " at " + target + " " + Long.toHexString(id), hash);
            });
            if (every > 0) {
                out.println("end " + run.hash());
            }
        } catch (RuntimeException | AssertionError | StackOverflowError crash) {
            out.println("crash after event " + events + ": " + crash.getClass().getName());
        }
        return ExitCode.CLEAN;
    }

    private void print(PrintWriter out, long number, long atNanos, String event, String hash) {
        if (every > 0) {
            if (number % every == 0) {
                out.println(number + " " + hash);
            }
        } else if (number >= from && number <= to) {
            out.println(String.format(Locale.ROOT, "event %d, %d ns: %s, hash %s", number, atNanos, event, hash));
            lines.forEach(line -> out.println("    " + line));
        }
        lines.clear();
    }
}
