package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.LogEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Between the log and the state machine: applies committed entries in order, captures snapshots, restores them. Not
 * thread safe.
 */
final class Applier {
    private final Ports ports;
    private final int snapshotEntries;
    private final boolean takesSnapshots;
    private long appliedIndex;
    /** The last entry of the newest snapshot, taken, being taken or restored. */
    private long snapshotIndex;

    /** The last entry of the snapshot that is being taken; null where none is. */
    private EntryId saving;

    /** Snapshots that end with that entry, too, and that nobody needs. */
    private final List<SnapshotMeta> unneeded = new ArrayList<>();

    /** Term and time of the entry at {@link #appliedIndex}; 0 where this process has neither applied nor restored. */
    private long appliedTerm;

    private long appliedTimeNanos;

    /**
     * Brings the state machine to the snapshot that the log stands on, unless it has a memory of its own that reaches
     * further.
     *
     * @throws IllegalArgumentException where the two do not go together
     */
    Applier(ReplicaOptions options, Ports ports, Restored restored) {
        this.ports = ports;
        snapshotEntries = options.snapshotEntries();
        takesSnapshots = Capabilities.have(options.core().capabilities(), Capabilities.SNAPSHOT);
        StateMachine stateMachine = ports.stateMachine();
        SnapshotMeta snapshot =
                restored.start() == null ? null : restored.start().snapshot();
        snapshotIndex = snapshot == null ? 0 : snapshot.last().index();
        if (stateMachine.lastApplied() > restored.lastIndex()) {
            throw new IllegalArgumentException("the state machine has applied entry " + stateMachine.lastApplied()
                    + ", but the log ends at " + restored.lastIndex());
        }
        appliedIndex = stateMachine.lastApplied();
        if (snapshotIndex > appliedIndex) {
            String failure = restore(snapshot);
            if (failure != null) {
                throw new IllegalArgumentException(failure);
            }
        }
    }

    /** The last entry whose effect the state machine shows. */
    long appliedIndex() {
        return appliedIndex;
    }

    /**
     * Replaces the state by a durable snapshot's.
     *
     * @return why that is impossible; null where it is done
     */
    String restore(SnapshotMeta snapshot) {
        try (InputStream in = ports.snapshots().open(snapshot)) {
            ports.stateMachine().restore(in);
            if (ports.stateMachine().lastApplied() > snapshot.last().index()) {
                return "after the snapshot of entry " + snapshot.last()
                        + " was restored, the state machine says that it " + "has applied entry "
                        + ports.stateMachine().lastApplied();
            }
        } catch (IOException | RuntimeException e) {
            return "the snapshot of entry " + snapshot.last() + " cannot be restored: " + e.getMessage();
        }
        appliedIndex = snapshot.last().index();
        appliedTerm = snapshot.last().term();
        appliedTimeNanos = snapshot.timeNanos();
        snapshotIndex = appliedIndex;
        ports.observer().onRestored(snapshot);
        return null;
    }

    /**
     * Applies an entry, the next one, and tells who waits for it.
     *
     * @return why that is impossible; null where it is done
     */
    String apply(LogEntry entry, Waiting waiting) {
        assert entry.index() == appliedIndex + 1 : "entry " + entry.index() + " follows " + appliedIndex;
        byte[] result = null;
        if (entry.kind() == EntryKind.COMMAND) {
            try {
                result = ports.stateMachine().apply(entry.index(), entry.timeNanos(), entry.payload());
            } catch (RuntimeException e) {
                return "the state machine failed at entry " + entry.index() + " of term " + entry.term() + ": " + e;
            }
            if (result == null) {
                return "the state machine answered entry " + entry.index() + " of term " + entry.term()
                        + " with null: where there is nothing to say, an answer is an empty array";
            }
        }
        appliedIndex++;
        appliedTerm = entry.term();
        appliedTimeNanos = entry.timeNanos();
        ports.observer().onApplied(entry, result);
        waiting.proposals().applied(entry, result);
        if (entry.kind() == EntryKind.CONFIGURATION) {
            EntryId id = new EntryId(entry.term(), entry.index());
            waiting.change().applied(id, ConfigurationCodec.decode(entry.payload()));
        }
        return null;
    }

    /**
     * Captures the state where it is time to, for a snapshot to be written aside.
     *
     * @return why that is impossible; null where it is done, or not yet time
     */
    String captureIfDue(RaftCore core) {
        if (takesSnapshots && saving == null && appliedTerm > 0 && appliedIndex - snapshotIndex >= snapshotEntries) {
            EntryId last = new EntryId(appliedTerm, appliedIndex);
            SnapshotView view;
            try {
                view = ports.stateMachine().snapshot();
            } catch (RuntimeException e) {
                return "the state machine's state after entry " + last + " could not be captured: " + e;
            }
            saving = last;
            snapshotIndex = appliedIndex;
            ports.observer().onSnapshotCaptured(last);
            ports.snapshots()
                    .save(
                            last,
                            appliedTimeNanos,
                            core.configurationIndexAt(appliedIndex),
                            core.configurationAt(appliedIndex),
                            view);
        }
        return null;
    }

    /** A snapshot was taken: to be told before the core hears of it, and stands on it. */
    void snapshotSaved(SnapshotMeta saved) {
        saving = null;
        for (SnapshotMeta snapshot : unneeded) {
            if (!snapshot.equals(saved)) {
                ports.snapshots().drop(snapshot);
            }
        }
        unneeded.clear();
    }

    /**
     * Nobody needs this snapshot, as far as the core knows. It does not know the one that is being taken: the same
     * state makes the same snapshot, and what was received is in the very place of what is being written.
     */
    void drop(SnapshotMeta snapshot) {
        if (snapshot.last().equals(saving)) {
            unneeded.add(snapshot);
        } else {
            ports.snapshots().drop(snapshot);
        }
    }
}
