package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Checkpoint;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a log store must hold, as a plain list, and batches that lead it somewhere new. */
final class LogModel {
    static final Configuration CONFIGURATION =
            Configuration.ofVoters(List.of(new Member(1, 11), new Member(2, 12), new Member(3, 13)));

    private final List<LogEntry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private Checkpoint checkpoint;
    private long ioSeq;

    /** Takes up a batch that the store took, too. */
    void take(StorageBatch batch) {
        ioSeq = batch.ioSeq();
        if (batch.truncateFrom() > 0) {
            entries.removeIf(entry -> entry.index() >= batch.truncateFrom());
        }
        entries.addAll(batch.entries());
        hardState = batch.hardState() == null ? hardState : batch.hardState();
        checkpoint = batch.checkpoint() == null ? checkpoint : batch.checkpoint();
    }

    /** A new process counts its writes from the beginning. */
    void restart() {
        ioSeq = 0;
    }

    /** A batch that keeps the contract: any of its parts may be there or not. */
    StorageBatch nextBatch(Random random) {
        HardState next = random.nextBoolean() ? null : laterHardState(random);
        long term = Math.max(1, next == null ? hardState.term() : next.term());
        if (next == null && hardState.term() == 0) {
            next = new HardState(1, HardState.NOBODY);
        }
        long covered = checkpoint == null ? 0 : checkpoint.last().index();
        long truncateFrom =
                random.nextInt(3) == 0 ? covered + 1 + random.nextInt(entries.size() - (int) covered + 2) : 0;
        int kept = truncateFrom == 0 ? entries.size() : (int) Math.min(entries.size(), truncateFrom - 1);
        List<LogEntry> added = new ArrayList<>();
        int count = random.nextInt(5);
        long lastTerm = kept == 0 ? 1 : entries.get(kept - 1).term();
        for (int i = 1; i <= count; i++) {
            lastTerm += random.nextLong(term - lastTerm + 1);
            added.add(entry(kept + i, lastTerm, random));
        }
        Checkpoint taken = random.nextInt(4) == 0 ? checkpoint(kept, added, covered, random) : null;
        return new StorageBatch(ioSeq + 1 + random.nextInt(3), next, truncateFrom, added, taken);
    }

    /** Fails unless the store held exactly this. */
    void assertHolds(Restored restored) {
        assertEquals(CONFIGURATION, restored.configuration());
        assertEquals(hardState, restored.hardState());
        assertEquals(entries.size(), restored.entries().size());
        for (int i = 0; i < entries.size(); i++) {
            LogEntry expected = entries.get(i);
            LogEntry actual = restored.entries().get(i);
            assertEquals(expected.index(), actual.index());
            assertEquals(expected.term(), actual.term());
            assertEquals(expected.kind(), actual.kind());
            assertArrayEquals(expected.payload(), actual.payload());
        }
        if (checkpoint == null) {
            assertNull(restored.checkpoint());
        } else {
            assertEquals(checkpoint.last(), restored.checkpoint().last());
            assertArrayEquals(checkpoint.state(), restored.checkpoint().state());
        }
    }

    private HardState laterHardState(Random random) {
        if (hardState.term() > 0 && hardState.votedFor() == HardState.NOBODY && random.nextBoolean()) {
            return new HardState(hardState.term(), 1 + random.nextInt(3));
        }
        return new HardState(hardState.term() + 1 + random.nextInt(2), random.nextInt(4));
    }

    private Checkpoint checkpoint(int kept, List<LogEntry> added, long covered, Random random) {
        int last = kept + added.size();
        long first = Math.max(1, covered);
        if (last < first) {
            return null;
        }
        long index = first + random.nextLong(last - first + 1);
        long term = (index <= kept ? entries.get((int) index - 1) : added.get((int) index - kept - 1)).term();
        return new Checkpoint(new EntryId(term, index), bytes(random, 40));
    }

    private static LogEntry entry(long index, long term, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new LogEntry(index, term, EntryKind.NOOP, new byte[0]);
            case 1 -> new LogEntry(index, term, EntryKind.CONFIGURATION, bytes(random, 20));
            default -> new LogEntry(index, term, EntryKind.COMMAND, bytes(random, 300));
        };
    }

    private static byte[] bytes(Random random, int bytesMax) {
        byte[] bytes = new byte[random.nextInt(bytesMax + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
