package dev.seaworthy.cli;

import dev.seaworthy.sim.scenario.ScenarioJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy scenario}: prints what a seed stands for, to be edited and replayed. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print the scenario of a seed as JSON: save it, edit it, replay it.")
final class ScenarioCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SEED", converter = SeedRange.Converter.class, description = "The seed.")
    private SeedRange seed;

    @Mixin
    private PortfolioOptions options;

    ScenarioCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (seed.size() != 1) {
            throw new BadInputException("a scenario is that of one seed, not of " + seed);
        }
        spec.commandLine()
                .getOut()
                .println(ScenarioJson.write(
                                surroundings.simulator().scenario(seed.from(), options.portfolio(spec.commandLine())))
                        .strip());
        return ExitCode.CLEAN;
    }
}
