package dev.seaworthy.engine.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replica's disk holds: every write a core asked for, and those that were synced, which is what a crash leaves.
 */
final class TestDisk {
    /** One write: those of its parts that are not null or 0 happen in the order of the fields. */
    private record Write(
            long ioSeq,
            HardState hardState,
            long truncateFrom,
            SnapshotMeta snapshot,
            EntryId base,
            List<TestEntries.Entry> entries) {}

    private final ArrayDeque<Write> unsynced = new ArrayDeque<>();
    private final Configuration configuration;
    private List<TestEntries.Entry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private EntryId base = EntryId.ZERO;
    private SnapshotMeta snapshot;

    /** An empty disk, initialised with this configuration. */
    TestDisk(Configuration configuration) {
        this.configuration = configuration;
    }

    void write(Effect.SaveHardState effect) {
        unsynced.add(new Write(effect.ioSeq(), effect.state(), 0, null, null, List.of()));
    }

    void write(Effect.TruncateLog effect) {
        unsynced.add(new Write(effect.ioSeq(), null, effect.fromIndex(), null, null, List.of()));
    }

    void write(Effect.CompactLog effect) {
        unsynced.add(new Write(effect.ioSeq(), null, 0, effect.snapshot(), effect.base(), List.of()));
    }

    void write(Effect.InstallSnapshot effect) {
        SnapshotMeta installed = effect.snapshot();
        unsynced.add(new Write(effect.ioSeq(), null, 1, installed, installed.last(), List.of()));
    }

    void write(long ioSeq, List<TestEntries.Entry> added) {
        unsynced.add(new Write(ioSeq, null, 0, null, null, List.copyOf(added)));
    }

    /** The oldest write asked for that is not synced; 0 where all are. */
    long oldest() {
        return unsynced.isEmpty() ? 0 : unsynced.peek().ioSeq();
    }

    /** The newest write asked for; 0 where all are synced. */
    long newest() {
        return unsynced.isEmpty() ? 0 : unsynced.peekLast().ioSeq();
    }

    void sync(long ioSeq) {
        while (!unsynced.isEmpty() && unsynced.peek().ioSeq() <= ioSeq) {
            carryOut(unsynced.remove());
        }
    }

    /** Power fails: what was not synced is gone. */
    void crash() {
        unsynced.clear();
    }

    /** The disk turns out to have lost every entry from {@code index} (inclusive) on, synced or not. */
    void lose(long index) {
        truncate(index);
        hardState = hardState.afterLoss();
    }

    CoreStart start() {
        boolean compacted = snapshot != null;
        return new CoreStart(
                compacted ? snapshot.configuration() : configuration,
                compacted ? snapshot.configurationIndex() : 0,
                hardState,
                snapshot,
                base,
                new TestEntries(entries),
                compacted ? snapshot.last().index() : 0);
    }

    private void carryOut(Write write) {
        if (write.hardState() != null) {
            hardState = write.hardState();
        }
        if (write.truncateFrom() > 0) {
            truncate(write.truncateFrom());
        }
        if (write.snapshot() != null) {
            snapshot = write.snapshot();
            int gone = (int) Math.min(entries.size(), write.base().index() - base.index());
            entries = new ArrayList<>(entries.subList(gone, entries.size()));
            base = write.base();
        }
        entries.addAll(write.entries());
    }

    private void truncate(long index) {
        int kept = (int) Math.max(0, Math.min(entries.size(), index - 1 - base.index()));
        entries = new ArrayList<>(entries.subList(0, kept));
    }
}
