package dev.seaworthy.cli;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Portfolio;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seaworthy hash}: one number over many runs, to compare machines, JVMs and flags by. */
@Command(
        name = "hash",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print one 128-bit hash over the runs of some seeds: the same on every machine and JVM.")
final class HashCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "FROM..TO",
            required = true,
            converter = SeedRange.Converter.class,
            description = "Which seeds, both ends included.")
    private SeedRange seeds;

    @Mixin
    private PortfolioOptions options;

    @Option(names = "--each", description = "Print each seed's own hash first, to see which of them differs.")
    private boolean each;

    HashCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Portfolio portfolio = options.portfolio(spec.commandLine());
        Digest all = new Digest();
        for (long seed = seeds.from(); seed <= seeds.to(); seed++) {
            String hash = hashOf(seed, portfolio);
            all.add(hash.getBytes(StandardCharsets.UTF_8));
            if (each) {
                spec.commandLine().getOut().println(hash + "  " + seed);
            }
        }
        spec.commandLine().getOut().println(all.hex());
        return ExitCode.CLEAN;
    }

    private String hashOf(long seed, Portfolio portfolio) {
        Simulator simulator = surroundings.simulator();
        try {
            RunResult result = simulator.run(simulator.scenario(seed, portfolio), null);
            return result.hash();
        } catch (RuntimeException | AssertionError crash) {
            return "crash:" + crash.getClass().getName();
        }
    }
}
