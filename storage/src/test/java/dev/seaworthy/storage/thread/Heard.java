package dev.seaworthy.storage.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Everything a storage told, in words and in order. */
final class Heard implements Answers {
    private static final long PATIENCE_SECONDS = 60;

    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    /** The snapshot that was saved last; null before. */
    volatile SnapshotMeta saved;

    /** The next thing told; fails where nothing is. */
    String next() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing was told for " + PATIENCE_SECONDS + " s");
        }
        return line;
    }

    /** The next thing told is this. */
    void expect(String... expected) throws InterruptedException {
        for (String line : expected) {
            assertEquals(line, next());
        }
    }

    /** Waits until this is told, whatever comes before it. */
    void await(String line) throws InterruptedException {
        String told = next();
        while (!told.equals(line)) {
            if (told.startsWith("failed: ")) {
                throw new AssertionError(told);
            }
            told = next();
        }
    }

    /** Nothing has been told that was not yet looked at. */
    void expectNothing() {
        assertNull(lines.peek());
    }

    @Override
    public void persisted(long ioSeq) {
        lines.add("persisted " + ioSeq);
    }

    @Override
    public void entriesRead(List<LogEntry> entries) {
        lines.add(
                entries.isEmpty()
                        ? "read nothing"
                        : "read " + entries.get(0).index() + " to "
                                + entries.get(entries.size() - 1).index());
    }

    @Override
    public void chunkRead(byte[] content) {
        lines.add("piece of " + content.length);
    }

    @Override
    public void snapshotSaved(SnapshotMeta snapshot) {
        saved = snapshot;
        lines.add("saved " + snapshot.last().index());
    }

    @Override
    public void snapshotReceived(SnapshotMeta snapshot, boolean sound) {
        lines.add("received " + snapshot.last().index() + (sound ? " sound" : " unsound"));
    }

    @Override
    public void diskCondition(DiskCondition condition) {
        lines.add(condition.name());
    }

    @Override
    public void storageFailed(String evidence) {
        lines.add("failed: " + evidence);
    }

    @Override
    public void stateMachineFailed(String evidence) {
        lines.add("state machine failed: " + evidence);
    }
}
