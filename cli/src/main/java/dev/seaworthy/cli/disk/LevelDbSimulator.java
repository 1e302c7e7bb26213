package dev.seaworthy.cli.disk;

import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The simulator with every disk on a LevelDB directory of its own. The directories of a run are removed after it,
 * unless it broke a property or crashed: then they stay as they were at its end, every store as if its process had been
 * killed.
 */
public final class LevelDbSimulator implements Simulator, AutoCloseable {
    private final RunDirectories directories;
    private final DirectoryTally tally = new DirectoryTally();

    private LevelDbSimulator(RunDirectories directories) {
        this.directories = directories;
    }

    /** With its directories in a temporary one, in memory where there is enough of it. */
    public static LevelDbSimulator temporary() throws IOException {
        return new LevelDbSimulator(RunDirectories.temporary());
    }

    /**
     * With its directories in this one.
     *
     * @throws IOException where it holds anything, or cannot be made
     */
    public static LevelDbSimulator in(Path root) throws IOException {
        return new LevelDbSimulator(RunDirectories.in(root));
    }

    @Override
    public Scenario scenario(long seed, Portfolio portfolio) {
        return ScenarioGenerator.generate(seed, portfolio);
    }

    @Override
    public RunResult run(Scenario scenario, TraceSink trace) {
        boolean clean = false;
        Path directory = directories.begin(scenario.seed());
        try (LevelDbPlatters platters = new LevelDbPlatters(directory, tally)) {
            RunResult result = ScenarioRun.runOn(platters, scenario, trace);
            clean = result.violation().isEmpty();
            return result;
        } finally {
            directories.end(scenario.seed(), !clean);
        }
    }

    /** What was done with directories until now. */
    public DirectoryCounts counts() {
        return tally.counts();
    }

    /** The directories that stay, in the order of their seeds. */
    public List<Path> kept() {
        return directories.kept();
    }

    /** Removes what was made but what is kept; no run is under way any more. */
    @Override
    public void close() {
        directories.close();
    }
}
