package dev.seaworthy.cli;

import dev.seaworthy.cli.disk.LevelDbSimulator;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options by which the disks of a run stand on real directories. */
final class StorageOption {
    private static final String LEVELDB = "leveldb";
    private static final String SIMULATED = "simulated";

    @Option(
            names = "--storage",
            paramLabel = "KIND",
            description =
                    "What the disks are: simulated (the default), or leveldb: real LevelDB directories, of which a"
                            + " crash leaves what a power failure could have left.")
    private String storage;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the directories are made with --storage leveldb; default: a temporary place. They are"
                    + " removed, but for those of runs that fail.")
    private Path data;

    /**
     * What to run scenarios in.
     *
     * @throws BadInputException if there is no place for directories
     * @throws ParameterException if the options make no sense
     */
    RunStorage open(Surroundings surroundings, CommandLine command) {
        if (storage != null && !storage.equals(LEVELDB) && !storage.equals(SIMULATED)) {
            throw new ParameterException(
                    command, "--storage must be " + SIMULATED + " or " + LEVELDB + ", not '" + storage + "'");
        }
        if (!LEVELDB.equals(storage)) {
            if (data != null) {
                throw new ParameterException(command, "--data is for --storage " + LEVELDB + ": nothing else writes");
            }
            return new RunStorage(surroundings.simulator(), null);
        }
        try {
            LevelDbSimulator simulator = data == null ? LevelDbSimulator.temporary() : LevelDbSimulator.in(data);
            return new RunStorage(simulator, simulator);
        } catch (IOException failure) {
            throw new BadInputException(
                    "cannot make directories for disks in " + (data == null ? "a temporary place" : data) + ": "
                            + failure.getMessage() + "; name an empty directory, or a new one, with --data",
                    failure);
        }
    }

    /** Whether anything was said of it. */
    boolean isGiven() {
        return storage != null || data != null;
    }

    /** How it was given, but for the place, with a space before it; empty if it was not. */
    String asArguments() {
        return LEVELDB.equals(storage) ? " --storage " + LEVELDB : "";
    }
}
