package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Checkpoint;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

/**
 * How the log store meets the store underneath: how often it writes, what it refuses, and what a failed write leaves.
 */
class DurableLogStoreTest {
    private static final Configuration CONFIGURATION =
            Configuration.ofVoters(List.of(new Member(1, 11), new Member(2, 12), new Member(3, 13)));

    private final NavigableMap<byte[], byte[]> disk = MemoryStore.emptyDisk();

    @Test
    void aNewLogIsEmptyAndKnowsItsConfiguration() {
        try (DurableLogStore log = initialised()) {
            Restored restored = log.restored();
            assertEquals(CONFIGURATION, restored.configuration());
            assertEquals(HardState.INITIAL, restored.hardState());
            assertEquals(List.of(), restored.entries());
            assertNull(restored.checkpoint());
        }
    }

    @Test
    void anEmptyStoreIsNotTakenForANewMember() {
        StoreException refused = assertThrows(StoreException.class, () -> DurableLogStore.open(new MemoryStore(disk)));
        assertTrue(refused.getMessage().contains("initialise it if this member is new"), refused.getMessage());
    }

    @Test
    void aStoreThatHoldsALogIsNotInitialisedAgain() {
        initialised().close();
        assertThrows(StoreException.class, () -> DurableLogStore.init(new MemoryStore(disk), CONFIGURATION));
        assertEquals(
                CONFIGURATION,
                DurableLogStore.open(new MemoryStore(disk)).restored().configuration());
    }

    @Test
    void aBatchIsOneSyncedWriteWhateverItHolds() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore log = DurableLogStore.open(store);
        int opening = store.writes();
        HardState hardState = new HardState(2, 1);
        log.write(new StorageBatch(1, hardState, 0, List.of(entry(1, 1), entry(2, 1), entry(3, 2)), null));
        Checkpoint checkpoint = new Checkpoint(new EntryId(1, 2), new byte[] {7});
        log.write(new StorageBatch(2, new HardState(3, 2), 3, List.of(entry(3, 3)), checkpoint));
        assertEquals(opening + 2, store.writes());
        assertEquals(opening + 2, store.syncs());
        Restored restored = DurableLogStore.open(new MemoryStore(disk)).restored();
        assertEquals(new HardState(3, 2), restored.hardState());
        assertEquals(3, restored.entries().size());
        assertEquals(3, restored.entries().get(2).term());
        assertEquals(new EntryId(1, 2), restored.checkpoint().last());
    }

    @Test
    void openingSyncsWhatItFinds() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore.open(store);
        assertEquals(1, store.syncs());
    }

    @Test
    void afterAFailedWriteEverythingIsRefused() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore log = DurableLogStore.open(store);
        int opening = store.writes();
        StoreException failure = new StoreException("the disk said no");
        store.failWith(failure);
        StorageBatch batch = new StorageBatch(1, new HardState(1, 1), 0, List.of(), null);
        assertSame(failure, assertThrows(StoreException.class, () -> log.write(batch)));
        store.failWith(null);
        StoreException refused = assertThrows(StoreException.class, () -> log.write(batch));
        assertSame(failure, refused.getCause());
        assertThrows(StoreException.class, log::restored);
        assertEquals(opening + 1, store.writes(), "the failed write is never tried again");
        log.close();
    }

    @Test
    void afterCloseEverythingIsRefusedAndClosingAgainDoesNothing() {
        DurableLogStore log = initialised();
        log.close();
        log.close();
        assertThrows(StoreException.class, log::restored);
        StorageBatch batch = new StorageBatch(1, new HardState(1, 1), 0, List.of(), null);
        assertThrows(StoreException.class, () -> log.write(batch));
    }

    private DurableLogStore initialised() {
        DurableLogStore.init(new MemoryStore(disk), CONFIGURATION);
        return DurableLogStore.open(new MemoryStore(disk));
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[] {(byte) index, (byte) term});
    }
}
