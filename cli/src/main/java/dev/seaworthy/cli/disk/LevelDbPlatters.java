package dev.seaworthy.cli.disk;

import dev.seaworthy.sim.disk.Platter;
import dev.seaworthy.sim.disk.Platters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories of one run, in one directory. Not thread safe. */
final class LevelDbPlatters implements Platters, AutoCloseable {
    private final Path directory;
    private final DirectoryTally tally;
    private final List<LevelDbPlatter> platters = new ArrayList<>();

    LevelDbPlatters(Path directory, DirectoryTally tally) {
        this.directory = directory;
        this.tally = tally;
    }

    @Override
    public Platter platter(int node, long disk) {
        LevelDbPlatter platter = new LevelDbPlatter(directory.resolve("node-" + node + ".disk-" + disk), tally);
        platters.add(platter);
        return platter;
    }

    /** Closes every store that is open, as if the processes were killed; the directories stay. */
    @Override
    public void close() {
        platters.forEach(LevelDbPlatter::close);
    }
}
