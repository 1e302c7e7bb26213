package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a log store must hold, as a plain list, and batches that lead it somewhere new. */
final class LogModel {
    static final Configuration CONFIGURATION = Configuration.ofVoters(List.of(member(1), member(2), member(3)));

    private final List<LogEntry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private LogStart start;
    private long ioSeq;

    /** The member of this node; null for {@link HardState#NOBODY}. */
    static Member member(long nodeId) {
        return nodeId == HardState.NOBODY ? null : new Member(nodeId, 10 + nodeId);
    }

    /** A snapshot of this entry. */
    static SnapshotMeta snapshot(long index, long term, long digest) {
        return new SnapshotMeta(
                new EntryId(term, index), 3 * index, index / 2, CONFIGURATION, 7 * index, ~digest, digest);
    }

    /** Takes up a batch that the store took, too. */
    void take(StorageBatch batch) {
        ioSeq = batch.ioSeq();
        if (batch.truncateFrom() > 0) {
            entries.removeIf(entry -> entry.index() >= batch.truncateFrom());
        }
        if (batch.start() != null) {
            start = batch.start();
            entries.removeIf(entry -> entry.index() <= start.base().index());
        }
        entries.addAll(batch.entries());
        hardState = batch.hardState() == null ? hardState : batch.hardState();
    }

    /** A new process counts its writes from the beginning. */
    void restart() {
        ioSeq = 0;
    }

    /** A new process is told of a loss, though nothing is missing. */
    void restartAfterLoss() {
        restart();
        hardState = hardState.afterLoss();
    }

    /** A batch that keeps the contract: any of its parts may be there or not. */
    StorageBatch nextBatch(Random random) {
        HardState next = random.nextBoolean() ? null : laterHardState(random);
        if (next == null && hardState.term() == 0) {
            next = state(1, HardState.NOBODY, hardState.recovering());
        }
        long term = next == null ? hardState.term() : next.term();
        if (random.nextInt(10) == 0) {
            return installing(next, term, random);
        }
        long covered = start == null ? 0 : start.snapshot().last().index();
        long truncateFrom =
                random.nextInt(3) == 0 ? covered + 1 + random.nextInt((int) (lastIndex() - covered) + 2) : 0;
        long kept = truncateFrom == 0 ? lastIndex() : Math.min(lastIndex(), truncateFrom - 1);
        LogStart compacted = random.nextInt(4) == 0 ? compacted(kept, covered, random) : null;
        return new StorageBatch(
                nextIoSeq(random), next, truncateFrom, compacted, following(kept, termAt(kept), term, random));
    }

    /** The entries from one index to another, as far as there are any. */
    List<LogEntry> range(long firstIndex, long lastIndex) {
        return entries.stream()
                .filter(entry -> entry.index() >= firstIndex && entry.index() <= lastIndex)
                .toList();
    }

    /** The index of the last entry; that of the base where there is none. */
    long lastIndex() {
        return base().index() + entries.size();
    }

    /** Fails unless the store held exactly this. */
    void assertHolds(Restored restored) {
        assertEquals(CONFIGURATION, restored.configuration());
        assertEquals(hardState, restored.hardState());
        assertEquals(start, restored.start());
        assertEqual(entries, restored.entries());
    }

    /** Fails unless these are the same entries. */
    static void assertEqual(List<LogEntry> expected, List<LogEntry> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).index(), actual.get(i).index());
            assertEquals(expected.get(i).term(), actual.get(i).term());
            assertEquals(expected.get(i).kind(), actual.get(i).kind());
            assertEquals(expected.get(i).timeNanos(), actual.get(i).timeNanos());
            assertArrayEquals(expected.get(i).payload(), actual.get(i).payload());
        }
    }

    private StorageBatch installing(HardState next, long term, Random random) {
        long covered = start == null ? 0 : start.snapshot().last().index();
        long index = covered + 1 + random.nextInt(20);
        EntryId last = new EntryId(termFrom(base().term(), term, random), index);
        LogStart installed = new LogStart(snapshot(index, last.term(), random.nextLong()), last);
        return new StorageBatch(
                nextIoSeq(random), next, base().index() + 1, installed, following(index, last.term(), term, random));
    }

    private LogStart compacted(long kept, long covered, Random random) {
        long first = Math.max(1, covered);
        if (kept < first) {
            return null;
        }
        long index = first + random.nextLong(kept - first + 1);
        long from = base().index();
        long baseIndex = from + random.nextLong(index - from + 1);
        SnapshotMeta snapshot = start != null && index == covered
                ? start.snapshot()
                : snapshot(index, termAt(index), random.nextLong());
        return new LogStart(snapshot, new EntryId(termAt(baseIndex), baseIndex));
    }

    private static List<LogEntry> following(long kept, long keptTerm, long term, Random random) {
        List<LogEntry> added = new ArrayList<>();
        int count = random.nextInt(5);
        long lastTerm = keptTerm;
        for (int i = 1; i <= count; i++) {
            lastTerm = termFrom(lastTerm, term, random);
            added.add(entry(kept + i, lastTerm, random));
        }
        return added;
    }

    private HardState laterHardState(Random random) {
        boolean recovering = hardState.recovering() && random.nextBoolean();
        if (hardState.term() > 0 && hardState.votedFor() == null && random.nextBoolean()) {
            return state(hardState.term(), 1 + random.nextInt(3), recovering);
        }
        return state(hardState.term() + 1 + random.nextInt(2), random.nextInt(4), recovering);
    }

    private HardState state(long term, long votedFor, boolean recovering) {
        return new HardState(term, member(votedFor), hardState.incarnation(), recovering);
    }

    private EntryId base() {
        return start == null ? EntryId.ZERO : start.base();
    }

    private long termAt(long index) {
        return index == base().index()
                ? base().term()
                : entries.get((int) (index - base().index() - 1)).term();
    }

    private long nextIoSeq(Random random) {
        return ioSeq + 1 + random.nextInt(3);
    }

    private static long termFrom(long least, long most, Random random) {
        long first = Math.max(1, least);
        return first + random.nextLong(most - first + 1);
    }

    private static LogEntry entry(long index, long term, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new LogEntry(index, term, EntryKind.NOOP, new byte[0]);
            case 1 -> new LogEntry(index, term, EntryKind.CONFIGURATION, random.nextLong(1000), bytes(random, 20));
            default ->
                new LogEntry(index, term, EntryKind.COMMAND, random.nextLong(Long.MAX_VALUE), bytes(random, 300));
        };
    }

    private static byte[] bytes(Random random, int bytesMax) {
        byte[] bytes = new byte[random.nextInt(bytesMax + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
