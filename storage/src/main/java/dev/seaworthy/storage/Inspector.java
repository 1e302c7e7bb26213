package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into a data directory that no node uses and changes nothing in it. LevelDB cannot be opened without being
 * written to: that happens to a copy in a temporary directory, which needs as much room as the log takes. Stateless.
 */
public final class Inspector {
    private Inspector() {}

    /**
     * Looks at everything but the contents of snapshots.
     *
     * @throws DirectoryInUseException where a node uses it
     * @throws StoreException where it is no data directory, or cannot be read
     */
    public static Inspection inspect(Path directory) {
        return look(directory, false);
    }

    /** The same, and reads and verifies every byte of every snapshot. */
    public static Inspection verify(Path directory) {
        return look(directory, true);
    }

    private static Inspection look(Path directory, boolean contents) {
        StoreIdentity identity = DataDirectory.identityOf(directory);
        DirectoryLock lock = DirectoryLock.takeIfThere(directory);
        Path copy = null;
        try {
            copy = Files.createTempDirectory("seaworthy-inspect");
            copy(directory, copy);
            return new Found(identity, snapshots(directory, contents)).in(copy);
        } catch (IOException e) {
            throw new StoreException("the data directory " + directory + " could not be copied to be looked at", e);
        } finally {
            if (lock != null) {
                lock.close();
            }
            clear(copy);
        }
    }

    private static void copy(Path directory, Path copy) throws IOException {
        for (Slot slot : Slot.values()) {
            Path file = directory.resolve(slot.fileName());
            if (Files.exists(file)) {
                Files.copy(file, copy.resolve(slot.fileName()));
            }
        }
        if (Files.exists(directory.resolve(DataDirectory.LOG))) {
            Directories.copy(directory.resolve(DataDirectory.LOG), copy.resolve(DataDirectory.LOG));
        }
    }

    private static void clear(Path copy) {
        if (copy != null) {
            try {
                Directories.delete(copy);
            } catch (IOException e) {
                throw new StoreException("the temporary copy " + copy + " could not be removed: remove it", e);
            }
        }
    }

    private static List<Inspection.Snapshot> snapshots(Path directory, boolean contents) {
        List<Inspection.Snapshot> snapshots = new ArrayList<>();
        if (!Files.isDirectory(directory.resolve(DataDirectory.SNAPSHOTS))) {
            return snapshots;
        }
        try (BlobStore blobs = FileBlobStore.view(directory.resolve(DataDirectory.SNAPSHOTS))) {
            for (String name : blobs.names()) {
                if (SnapshotFormat.isName(name)) {
                    snapshots.add(snapshot(blobs, name, contents));
                }
            }
        }
        return snapshots;
    }

    private static Inspection.Snapshot snapshot(BlobStore blobs, String name, boolean contents) {
        SnapshotMeta meta = null;
        try {
            meta = SnapshotFormat.read(blobs, name);
            if (contents) {
                new SnapshotReader(blobs, meta).verify();
            }
            return new Inspection.Snapshot(name, meta, null);
        } catch (StoreException e) {
            return new Inspection.Snapshot(name, meta, e.getMessage());
        }
    }

    /** What is found, piece by piece: what comes after a piece that cannot be read is left out. */
    private static final class Found {
        private final StoreIdentity identity;
        private final List<Inspection.Snapshot> snapshots;
        private HardState hardState;
        private Inspection.Log log;
        private List<Inspection.Batch> batches = List.of();
        private long acknowledged;

        private Found(StoreIdentity identity, List<Inspection.Snapshot> snapshots) {
            this.identity = identity;
            this.snapshots = snapshots;
        }

        private Inspection in(Path copy) {
            Verdict verdict;
            try (SlotStore slots = FileSlotStore.open(copy)) {
                verdict = judge(copy, slots);
            } catch (AmnesiaException e) {
                verdict = e.verdict();
            }
            return new Inspection(identity, verdict, hardState, log, batches, acknowledged, snapshots);
        }

        private Verdict judge(Path copy, SlotStore slots) {
            hardState = HardStateCopies.read(slots).state();
            Marks marks = Marks.read(slots, MarkSync.LATER);
            acknowledged = marks.newest() == null ? 0 : marks.newest().sequence();
            if (!Files.exists(copy.resolve(DataDirectory.LOG))) {
                return new Verdict.Amnesia("the directory 'log' is missing");
            }
            LevelDbLogFiles files =
                    LevelDbLogFiles.open(copy.resolve(DataDirectory.LOG), slots, LevelDbOptions.DEFAULT);
            try (OrderedStore store = files.store()) {
                LogScan scan = LogScan.of(store, hardState, marks);
                log = shape(scan);
                batches = scan.head().chained().stream()
                        .map(header -> new Inspection.Batch(
                                header.sequence(),
                                header.firstIndex(),
                                header.last().entry()))
                        .toList();
                return withSnapshot(DurableLogStore.worse(scan.damage(), files.verdict()));
            }
        }

        /** The log may stand on a snapshot that is not there. */
        private Verdict withSnapshot(Verdict verdict) {
            boolean there = log.snapshot() == null
                    || snapshots.stream()
                            .anyMatch(snapshot ->
                                    snapshot.damage() == null && log.snapshot().equals(snapshot.meta()));
            return there
                    ? verdict
                    : new Verdict.Amnesia("the snapshot of entry "
                            + log.snapshot().last().index() + ", on which the log stands, is missing or damaged");
        }

        private static Inspection.Log shape(LogScan scan) {
            List<Inspection.TermRun> terms = new ArrayList<>();
            List<Inspection.ConfigurationEntry> configurations = new ArrayList<>();
            for (LogEntry entry : scan.entries()) {
                int end = terms.size() - 1;
                boolean goesOn = end >= 0 && terms.get(end).term() == entry.term();
                long first = goesOn ? terms.get(end).firstIndex() : entry.index();
                Inspection.TermRun run = new Inspection.TermRun(entry.term(), first, entry.index());
                if (goesOn) {
                    terms.set(end, run);
                } else {
                    terms.add(run);
                }
                if (entry.kind() == EntryKind.CONFIGURATION) {
                    configurations.add(new Inspection.ConfigurationEntry(
                            entry.index(), ConfigurationCodec.decode(entry.payload())));
                }
            }
            return new Inspection.Log(
                    scan.base().entry(),
                    scan.last().entry(),
                    scan.payloadBytes(),
                    scan.start() == null ? null : scan.start().snapshot(),
                    scan.configuration(),
                    terms,
                    configurations);
        }
    }
}
