package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.Directories;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.StoreIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes data directories out of a state, and a state out of a data directory; of members that do not run. */
public final class MemberData {
    private static final String DRAFT = ".draft";

    private MemberData() {}

    /**
     * Makes the data directory of a member of another cluster that begins with this state. It is there wholly or not at
     * all, whatever happens meanwhile. All members of the cluster must be given the same state, and the same
     * {@code last}.
     *
     * @param data where to; must not be there yet
     * @param identity whose it will be: of a cluster and with a disk that never were
     * @param configuration the members the cluster begins with
     * @param last the entry that everything before is taken to end with
     * @throws StoreException where it is there already or cannot be written
     */
    public static void make(
            Path data, StoreIdentity identity, Configuration configuration, EntryId last, ServedStateMachine state) {
        if (Files.exists(data)) {
            throw new StoreException("no data directory is made at " + data + ", because something is there already");
        }
        Path draft = data.resolveSibling(data.getFileName() + DRAFT);
        try {
            Directories.delete(draft);
            DataDirectory.init(draft, identity, configuration);
            try (DataDirectory directory = DataDirectory.open(draft, identity)) {
                SnapshotMeta snapshot = directory
                        .snapshots()
                        .save(last, state.timeNanos(), last.index(), configuration, state.snapshot());
                directory
                        .log()
                        .write(new StorageBatch(
                                1,
                                new HardState(last.term(), null, 0, false),
                                1,
                                new LogStart(snapshot, last),
                                List.of()));
            }
            Directories.rename(draft, data);
        } catch (IOException e) {
            throw new StoreException("no data directory could be made at " + data, e);
        }
    }

    /**
     * Brings a state machine to where the log of a data directory ends, also by entries that may never have been
     * committed.
     *
     * @param state one that is new
     * @return the last entry of the log
     * @throws StoreException where the directory is in use or cannot be read, or what it holds is no state of this kind
     */
    public static EntryId replay(Path data, ServedStateMachine state) {
        try (DataDirectory directory = DataDirectory.open(data, DataDirectory.identityOf(data))) {
            Restored restored = directory.log().restored();
            EntryId last = restored.base();
            if (restored.start() != null) {
                SnapshotMeta snapshot = restored.start().snapshot();
                try (InputStream in = directory.snapshots().open(snapshot)) {
                    state.restore(in);
                }
                last = snapshot.last();
            }
            for (LogEntry entry : restored.entries()) {
                if (entry.index() > last.index()) {
                    last = new EntryId(entry.term(), entry.index());
                    apply(entry, state);
                }
            }
            return last;
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException("the state in " + data + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void apply(LogEntry entry, ServedStateMachine state) {
        switch (entry.kind()) {
            case COMMAND -> {
                byte[] unused = state.apply(entry.index(), entry.timeNanos(), entry.payload());
            }
            case NOOP, CONFIGURATION -> {
                // They say nothing to a state machine.
            }
        }
    }
}
