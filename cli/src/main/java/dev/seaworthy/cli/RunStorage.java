package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.cli.disk.DirectoryCounts;
import dev.seaworthy.cli.disk.LevelDbSimulator;
import dev.seaworthy.sim.campaign.Simulator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a command runs scenarios in, and what is to be told of the directories, if the disks stand on any. */
final class RunStorage implements AutoCloseable {
    private final Simulator simulator;
    /** The same; null where disks are simulated only. */
    private final LevelDbSimulator levelDb;

    RunStorage(Simulator simulator, LevelDbSimulator levelDb) {
        this.simulator = simulator;
        this.levelDb = levelDb;
    }

    Simulator simulator() {
        return simulator;
    }

    /** What was done with directories until now; empty where there are none. */
    Optional<DirectoryCounts> counts() {
        return Optional.ofNullable(levelDb).map(LevelDbSimulator::counts);
    }

    /** Adds what was done with directories to the result for programs. */
    void addTo(ObjectNode json, Optional<DirectoryCounts> counted) {
        counted.ifPresent(counts -> {
            ObjectNode storage = json.putObject("storage");
            storage.put("kind", "leveldb");
            storage.put("directories", counts.directories());
            storage.put("openedAfterPowerFailure", counts.powerFailures());
            storage.put("lostBatches", counts.lostBatches());
            storage.put("tornTailsCut", counts.tornTails());
            storage.put("openedAfterKill", counts.kills());
            ArrayNode kept = storage.putArray("kept");
            levelDb.kept().forEach(path -> kept.add(path.toString()));
        });
    }

    /** Prints where the directories of failed runs are. */
    void printKept(PrintWriter out) {
        List<Path> kept = levelDb == null ? List.of() : levelDb.kept();
        if (!kept.isEmpty()) {
            out.println();
            out.println("What the disks held is kept in");
            kept.forEach(path -> out.println("  " + path));
        }
    }

    @Override
    public void close() {
        if (levelDb != null) {
            levelDb.close();
        }
    }
}
