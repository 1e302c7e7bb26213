package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.storage.DiskFullException;
import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.WriteBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamagedDiskTest {
    private static final byte[] A = {'a'};
    private static final byte[] B = {'b'};

    private final SimDisk disk = SimDisk.withDeferredSyncs();
    private final SimStore store = disk.open();

    @Test
    void aBatchLostFromTheMidstLeavesThoseAfterIt() {
        put(A, 1);
        disk.syncThrough(disk.written());
        put(A, 2);
        put(B, 3);
        assertEquals(List.of(0), disk.inTheMidst(B));
        disk.loseUnsynced(0);
        assertArrayEquals(new byte[] {1}, store.get(A));
        disk.crash(1);
        assertArrayEquals(new byte[] {1}, disk.durableValue(A));
        assertArrayEquals(new byte[] {3}, disk.durableValue(B));
    }

    @Test
    void whatALaterBatchWroteStaysWhenAnEarlierOneIsLost() {
        put(A, 1);
        put(A, 2);
        disk.loseUnsynced(0);
        assertArrayEquals(new byte[] {2}, store.get(A));
        disk.crash(0);
        assertNull(disk.durableValue(A));
    }

    @Test
    void aFlippedBitIsAnotherOneForGood() {
        put(A, 1);
        disk.syncThrough(disk.written());
        disk.crash(0);
        disk.flip(A, 0);
        assertArrayEquals(new byte[] {(byte) 0x81}, disk.open().get(A));
    }

    @Test
    void aFullDiskTakesSlotsButNoBatches() {
        disk.setFull(true);
        assertThrows(DiskFullException.class, () -> put(A, 1));
        disk.slots().write(Slot.MARK_A, new byte[] {7});
        assertEquals(1, disk.unsynced());
        disk.setFull(false);
        put(A, 1);
        assertEquals(2, disk.unsynced());
    }

    @Test
    void whatAFailedSyncWasToCoverNoLaterOneCovers() {
        disk.failAfter(1);
        assertThrows(StoreException.class, () -> put(A, 1));
        put(B, 2);
        disk.syncThrough(disk.written());
        assertEquals(1, disk.unsynced());
        disk.crash(0);
        assertNull(disk.durableValue(A));
    }

    @Test
    void oneReadFails() {
        disk.failNextRead(true);
        assertThrows(StoreException.class, () -> store.get(A));
        assertNull(store.get(A));
    }

    private void put(byte[] key, int value) {
        store.write(new WriteBatch().put(key, new byte[] {(byte) value}), true);
    }
}
