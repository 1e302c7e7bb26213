package dev.seaworthy.cli;

import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Finding;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;

/** The folder into which a campaign writes what it found. */
final class OutputFolder {
    private final Path folder;

    private OutputFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder at this path, made if there is none.
     *
     * @throws BadInputException if that is impossible
     */
    static OutputFolder create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException failure) {
            throw new BadInputException(
                    "cannot make the folder " + path
                            + ": something else has that name, or its parent cannot be written",
                    failure);
        }
        return new OutputFolder(path);
    }

    /**
     * Writes {@code summary.json} and, of each finding, the scenario and the timeline. The timeline is that of another
     * run of the same seed, which is the same run.
     *
     * @throws BadInputException if the files cannot be written
     */
    void write(CampaignResult result, Simulator simulator, Portfolio portfolio, LongFunction<String> replay) {
        try {
            Files.writeString(folder.resolve("summary.json"), Json.text(CampaignJson.of(result, replay)) + "\n");
        } catch (IOException failure) {
            throw new BadInputException("cannot write to " + folder + ": " + failure.getMessage(), failure);
        }
        writeFindings(result, simulator, portfolio);
    }

    /**
     * Writes the scenario and the timeline of each finding.
     *
     * @throws BadInputException if the files cannot be written
     */
    void writeFindings(CampaignResult result, Simulator simulator, Portfolio portfolio) {
        try {
            for (Finding finding : result.findings()) {
                write(finding, simulator, portfolio);
            }
        } catch (IOException failure) {
            throw new BadInputException("cannot write to " + folder + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * Writes the scenario of each finding, which says how it fails.
     *
     * @throws BadInputException if the files cannot be written
     */
    void save(CampaignResult result, Simulator simulator, Portfolio portfolio) {
        try {
            for (Finding finding : result.findings()) {
                save(finding, simulator.scenario(finding.seed(), portfolio));
            }
        } catch (IOException failure) {
            throw new BadInputException("cannot write to " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private void save(Finding finding, Scenario scenario) throws IOException {
        Scenario expecting = scenario.expecting(finding.violation().signature());
        Files.writeString(folder.resolve("seed-" + finding.seed() + ".json"), ScenarioJson.write(expecting));
    }

    private void write(Finding finding, Simulator simulator, Portfolio portfolio) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        try {
            Scenario scenario = simulator.scenario(finding.seed(), portfolio);
            save(finding, scenario);
            simulator.run(scenario, new Timeline(lines));
        } catch (RuntimeException | AssertionError | StackOverflowError crash) {
            // The crash is the finding; what led to it is in the timeline, and here is how it ended.
            crash.printStackTrace(lines);
        }
        lines.println(
                finding.violation().property() + ": " + finding.violation().story());
        lines.flush();
        Files.writeString(folder.resolve("seed-" + finding.seed() + ".trace"), text.toString());
    }
}
