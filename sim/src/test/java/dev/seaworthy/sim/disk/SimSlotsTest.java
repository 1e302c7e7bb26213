package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.SlotStore;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.WriteBatch;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** What is left of slots when a machine loses power. */
class SimSlotsTest {
    private final SimDisk disk = SimDisk.withDeferredSyncs();
    private SimStore store = disk.open();
    private SlotStore slots = disk.slots();

    @Test
    void slotsBeginAsZerosAndKeepWhatIsBehindAShorterWrite() {
        assertArrayEquals(new byte[SlotStore.SLOT_BYTES], slots.read(Slot.MARK_A));
        slots.write(Slot.MARK_A, new byte[] {1, 2, 3});
        slots.write(Slot.MARK_A, new byte[] {4});
        assertHolds(Slot.MARK_A, 4, 2, 3);
        for (Slot other : EnumSet.complementOf(EnumSet.of(Slot.MARK_A))) {
            assertHolds(other);
        }
        assertThrows(IllegalArgumentException.class, () -> slots.write(Slot.MARK_A, new byte[513]));
    }

    @Test
    void whatIsReadOrWrittenIsACopy() {
        byte[] content = {1};
        slots.write(Slot.MARK_A, content);
        content[0] = 2;
        slots.read(Slot.MARK_A)[0] = 3;
        assertHolds(Slot.MARK_A, 1);
    }

    @Test
    void aWriteWithoutSyncIsGoneWhateverCameAfterIt() {
        slots.write(Slot.HARD_STATE_A, new byte[] {1});
        store.write(new WriteBatch().put(new byte[] {7}, new byte[] {7}), true);
        slots.write(Slot.HARD_STATE_B, new byte[] {2});
        slots.sync(Slot.HARD_STATE_B);
        assertEquals(3, disk.unsynced());
        crash(3, false);
        assertHolds(Slot.HARD_STATE_A);
        assertHolds(Slot.HARD_STATE_B, 2);
        assertArrayEquals(new byte[] {7}, store.get(new byte[] {7}));
    }

    @Test
    void aSyncThatIsDoneCoversItsSlotAndNoOther() {
        slots.write(Slot.HARD_STATE_A, new byte[] {1});
        slots.write(Slot.HARD_STATE_B, new byte[] {2});
        slots.sync(Slot.HARD_STATE_A);
        disk.syncThrough(disk.written());
        assertEquals(1, disk.unsynced());
        assertEquals(1, disk.durableValue(Slot.HARD_STATE_A)[0]);
        assertEquals(0, disk.durableValue(Slot.HARD_STATE_B)[0]);
        crash(0, false);
        assertHolds(Slot.HARD_STATE_A, 1);
        assertHolds(Slot.HARD_STATE_B);
    }

    @Test
    void aSyncOfBatchesCoversNoSlotAndOneOfASlotNoBatch() {
        store.write(new WriteBatch().put(new byte[] {7}, new byte[] {7}), false);
        slots.write(Slot.MARK_A, new byte[] {1});
        slots.sync(Slot.MARK_A);
        slots.write(Slot.MARK_B, new byte[] {2});
        disk.syncThrough(disk.written());
        assertEquals(2, disk.unsynced());
        store.write(new WriteBatch().put(new byte[] {8}, new byte[] {8}), true);
        disk.syncThrough(disk.written());
        assertEquals(1, disk.unsynced());
        crash(0, false);
        assertHolds(Slot.MARK_A, 1);
        assertHolds(Slot.MARK_B);
        assertArrayEquals(new byte[] {7}, store.get(new byte[] {7}));
    }

    @Test
    void aCrashAmongSyncsKeepsABeginningOfThem() {
        for (int keep = 0; keep <= 4; keep++) {
            byte[] first = {(byte) (10 * keep + 1)};
            byte[] second = {(byte) (10 * keep + 2)};
            byte a = slots.read(Slot.MARK_A)[0];
            byte b = slots.read(Slot.MARK_B)[0];
            write(Slot.MARK_A, first);
            write(Slot.MARK_B, first);
            write(Slot.MARK_A, second);
            write(Slot.MARK_B, second);
            crash(keep, false);
            assertHolds(Slot.MARK_A, keep > 2 ? second[0] : keep > 0 ? first[0] : a);
            assertHolds(Slot.MARK_B, keep > 3 ? second[0] : keep > 1 ? first[0] : b);
        }
    }

    @Test
    void aTornWriteSpoilsItsSlotAndNoOther() {
        write(Slot.MARK_A, new byte[] {1});
        write(Slot.MARK_B, new byte[] {2});
        write(Slot.MARK_A, new byte[] {3});
        crash(1, true);
        assertHolds(Slot.MARK_A, 1);
        byte[] spoilt = slots.read(Slot.MARK_B);
        byte[] expected = new byte[SlotStore.SLOT_BYTES];
        Arrays.fill(expected, spoilt[0]);
        assertArrayEquals(expected, spoilt);
        assertEquals(0x55, spoilt[0]);
    }

    @Test
    void aTornBatchLeavesNoTraceInAnySlot() {
        write(Slot.MARK_A, new byte[] {1});
        store.write(new WriteBatch().put(new byte[] {7}, new byte[] {7}), true);
        crash(1, true);
        assertHolds(Slot.MARK_A, 1);
        assertHolds(Slot.MARK_B);
    }

    @Test
    void whereSyncsAreImmediateAWriteIsDurableWithIts() {
        SimDisk immediate = SimDisk.withImmediateSyncs();
        immediate.open();
        SlotStore its = immediate.slots();
        its.write(Slot.MARK_A, new byte[] {1});
        assertEquals(1, immediate.unsynced());
        its.sync(Slot.MARK_A);
        assertEquals(0, immediate.unsynced());
    }

    @Test
    void slotsServeTheProcessThatHasTheStoreAndNoOther() {
        SlotStore old = slots;
        crash(0, false);
        assertThrows(StoreException.class, () -> old.read(Slot.MARK_A));
        assertThrows(StoreException.class, () -> old.write(Slot.MARK_A, new byte[1]));
        assertThrows(StoreException.class, () -> old.sync(Slot.MARK_A));
        store.close();
        assertThrows(StoreException.class, disk::slots);
        assertThrows(StoreException.class, () -> slots.read(Slot.MARK_A));
    }

    private void write(Slot slot, byte[] content) {
        slots.write(slot, content);
        slots.sync(slot);
    }

    private void crash(int keep, boolean torn) {
        disk.crash(keep, torn, (bound, what) -> 0);
        assertEquals(0, disk.unsynced());
        store = disk.open();
        slots = disk.slots();
    }

    private void assertHolds(Slot slot, int... beginning) {
        byte[] expected = new byte[SlotStore.SLOT_BYTES];
        for (int i = 0; i < beginning.length; i++) {
            expected[i] = (byte) beginning[i];
        }
        assertArrayEquals(expected, slots.read(slot), slot.fileName());
    }
}
