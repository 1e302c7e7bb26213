package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A store in memory. What was handed over becomes durable when a test syncs, and only that is found after a restart;
 * questions for old entries are answered when a test says so.
 */
final class MemoryDisk implements LogStore {
    private record Question(long firstIndex, long lastIndex) {}

    /** Every batch ever handed over, in order. */
    final List<StorageBatch> batches = new ArrayList<>();

    final MemorySnapshots snapshots = new MemorySnapshots();
    private final ArrayDeque<Question> questions = new ArrayDeque<>();
    private final List<LogEntry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private LogStart start;
    private int synced;

    @Override
    public void submit(StorageBatch batch) {
        batches.add(batch);
    }

    @Override
    public void read(long firstIndex, long lastIndex) {
        questions.add(new Question(firstIndex, lastIndex));
    }

    /** Makes everything handed over durable and tells the replica, if there is anything to tell. */
    void sync(Replica replica) {
        if (synced == batches.size()) {
            return;
        }
        while (synced < batches.size()) {
            write(batches.get(synced++));
        }
        replica.persisted(batches.get(synced - 1).ioSeq());
    }

    /** How many questions for entries wait for an answer. */
    int questions() {
        return questions.size();
    }

    /** Answers the oldest question. */
    void answer(Replica replica) {
        Question question = questions.remove();
        replica.entriesRead(entries.stream()
                .filter(entry -> entry.index() >= question.firstIndex() && entry.index() <= question.lastIndex())
                .toList());
    }

    LogStart start() {
        return start;
    }

    Restored restored(Configuration configuration) {
        return new Restored(configuration, hardState, start, List.copyOf(entries));
    }

    private void write(StorageBatch batch) {
        if (batch.hardState() != null) {
            hardState = batch.hardState();
        }
        if (batch.truncateFrom() > 0) {
            entries.removeIf(entry -> entry.index() >= batch.truncateFrom());
        }
        if (batch.start() != null) {
            start = batch.start();
            entries.removeIf(entry -> entry.index() <= start.base().index());
        }
        for (LogEntry entry : batch.entries()) {
            long expected = (start == null ? 0 : start.base().index()) + entries.size() + 1;
            if (entry.index() != expected) {
                throw new IllegalStateException("entry " + entry.index() + " where " + expected + " must follow");
            }
            entries.add(entry);
        }
    }
}
