package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.thread.BatchMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Several batches merged leave what they leave one after the other, in every store that took the ones before them. */
class BatchMergePropertyTest {
    @Property(tries = 400)
    void mergedOrOneAfterTheOtherIsTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        LogModel model = new LogModel();
        DurableLogStore oneByOne = empty();
        MemoryStore disk = new MemoryStore(MemoryStore.emptyDisk());
        MemorySlots slots = new MemorySlots();
        DurableLogStore.init(disk, slots, LogModel.CONFIGURATION);
        DurableLogStore merged = DurableLogStore.open(disk, slots);
        List<StorageBatch> group = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            StorageBatch batch = model.nextBatch(random);
            if (!group.isEmpty() && (!BatchMerge.canFollow(batch) || random.nextInt(6) == 0)) {
                writeTogether(group, merged, disk);
                assertSame(oneByOne, merged);
            }
            model.take(batch);
            oneByOne.write(batch);
            group.add(batch);
        }
        writeTogether(group, merged, disk);
        assertSame(oneByOne, merged);
        model.assertHolds(DurableLogStore.open(disk, slots).restored());
    }

    @Test
    void aMergeHasTheNewestHardStateAndNumberAndOnlyTheEntriesThatStay() {
        HardState first = new HardState(1, LogModel.member(2), 0, false);
        HardState second = new HardState(3, null, 0, false);
        StorageBatch merged = BatchMerge.of(List.of(
                new StorageBatch(1, first, 0, null, List.of(entry(5, 1), entry(6, 1), entry(7, 1))),
                new StorageBatch(2, second, 6, null, List.of(entry(6, 3))),
                new StorageBatch(4, null, 0, null, List.of(entry(7, 3)))));
        assertEquals(4, merged.ioSeq());
        assertEquals(second, merged.hardState());
        assertEquals(6, merged.truncateFrom());
        LogModel.assertEqual(List.of(entry(5, 1), entry(6, 3), entry(7, 3)), merged.entries());
    }

    @Test
    void theLowestTruncationCounts() {
        StorageBatch merged = BatchMerge.of(List.of(
                new StorageBatch(1, null, 8, null, List.of(entry(8, 2))),
                new StorageBatch(2, null, 4, null, List.of(entry(4, 3))),
                new StorageBatch(3, null, 5, null, List.of(entry(5, 3)))));
        assertEquals(4, merged.truncateFrom());
        LogModel.assertEqual(List.of(entry(4, 3), entry(5, 3)), merged.entries());
    }

    @Test
    void aBatchThatMovesTheBeginningComesFirst() {
        LogStart start = new LogStart(LogModel.snapshot(5, 1, 1), new EntryId(1, 3));
        StorageBatch compacting = new StorageBatch(2, null, 0, start, List.of());
        StorageBatch appending = new StorageBatch(3, null, 0, null, List.of(entry(7, 1)));
        assertTrue(BatchMerge.canFollow(appending));
        assertThrows(IllegalArgumentException.class, () -> BatchMerge.of(List.of(appending, compacting)));
        assertEquals(start, BatchMerge.of(List.of(compacting, appending)).start());
    }

    private static void writeTogether(List<StorageBatch> group, DurableLogStore log, MemoryStore disk) {
        int before = disk.syncs();
        StorageBatch batch = BatchMerge.of(group);
        log.write(batch);
        boolean changesLog = batch.truncateFrom() != 0
                || batch.start() != null
                || !batch.entries().isEmpty();
        assertEquals(before + (changesLog ? 1 : 0), disk.syncs(), "at most one sync for " + group.size() + " batches");
        group.clear();
    }

    private static void assertSame(DurableLogStore oneByOne, DurableLogStore merged) {
        LogModel.assertEqual(oneByOne.read(1, Long.MAX_VALUE - 1), merged.read(1, Long.MAX_VALUE - 1));
    }

    private static DurableLogStore empty() {
        MemoryStore store = new MemoryStore(MemoryStore.emptyDisk());
        MemorySlots slots = new MemorySlots();
        DurableLogStore.init(store, slots, LogModel.CONFIGURATION);
        return DurableLogStore.open(store, slots);
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[] {(byte) index, (byte) term});
    }
}
