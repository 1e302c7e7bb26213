package dev.seaworthy.cli;

import dev.seaworthy.sim.report.ReportPage;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioFormatException;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.testing.Simulation;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A run to look at: a seed, with the portfolio it picks its scenario from, or a scenario in a file or a report. */
final class ScenarioArgument {
    @Parameters(
            paramLabel = "SEED|FILE",
            description = "A seed, a scenario in JSON as 'seaworthy scenario SEED' prints it, or a report of a run.")
    private String what;

    @Mixin
    private PortfolioOptions options;

    /**
     * The scenario.
     *
     * @throws BadInputException if there is none
     * @throws ParameterException if the options do not fit together
     */
    Scenario scenario(Surroundings surroundings, CommandLine command) {
        if (what.matches("\\d{1,18}")) {
            return surroundings.simulator().scenario(Long.parseLong(what), options.portfolio(command));
        }
        options.requireNone(command, "a scenario says itself how many nodes it has and what goes wrong");
        return read(Path.of(what));
    }

    private static Scenario read(Path file) {
        try {
            String text = Files.readString(file);
            Scenario scenario = ScenarioJson.read(ReportPage.scenarioIn(text).orElse(text), file.toString());
            if (scenario.profile().startsWith(Simulation.OWN)) {
                throw new BadInputException(file + " is the scenario of a state machine of somebody's own, and this"
                        + " command has the key-value store only: run the test that kept it, or in a program"
                        + " Simulation.replay(ScenarioJson.read(path))");
            }
            return scenario;
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

    /** How it was given. */
    String asArguments() {
        return what + options.asArguments();
    }
}
