package dev.seaworthy.storage;

import dev.seaworthy.engine.core.HardState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Slots in memory that outlive being closed. Tests damage them as they like, and see in which order they were used. */
final class MemorySlots implements SlotStore {
    private final Map<Slot, byte[]> contents = new EnumMap<>(Slot.class);
    private final List<String> steps = new ArrayList<>();
    private Slot unreadable;
    private RuntimeException failure;

    /** The bytes of a slot, to be damaged in place. */
    byte[] bytes(Slot slot) {
        return contents.computeIfAbsent(slot, any -> new byte[SLOT_BYTES]);
    }

    /** Forgets what was ever written to a slot. */
    void clear(Slot slot) {
        Arrays.fill(bytes(slot), (byte) 0);
    }

    /** Lets reads of a slot fail. */
    void makeUnreadable(Slot slot) {
        unreadable = slot;
    }

    /** Lets every write from now on fail with this. */
    void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    /** What was done, in order: a list to be cleared. */
    List<String> steps() {
        return steps;
    }

    /** The newest hard state that can be read; null where there is none. */
    HardState hardState() {
        HardStateRecord newest = HardStateCopies.newest(bytes(Slot.HARD_STATE_A), bytes(Slot.HARD_STATE_B));
        return newest == null ? null : newest.state();
    }

    /** Puts a hard state into both copies. */
    void setHardState(HardState state) {
        for (Slot slot : List.of(Slot.HARD_STATE_A, Slot.HARD_STATE_B)) {
            byte[] record = new HardStateRecord(1_000, state).encode();
            System.arraycopy(record, 0, bytes(slot), 0, record.length);
        }
    }

    /** The same contents, in slots of their own. */
    MemorySlots copy() {
        MemorySlots copy = new MemorySlots();
        for (Slot slot : Slot.values()) {
            System.arraycopy(bytes(slot), 0, copy.bytes(slot), 0, SLOT_BYTES);
        }
        return copy;
    }

    @Override
    public byte[] read(Slot slot) {
        if (slot == unreadable) {
            throw new StoreException("the disk does not give out " + slot);
        }
        return bytes(slot).clone();
    }

    @Override
    public void write(Slot slot, byte[] content) {
        if (failure != null) {
            throw failure;
        }
        steps.add("write " + slot.fileName());
        System.arraycopy(content, 0, bytes(slot), 0, content.length);
    }

    @Override
    public void sync(Slot slot) {
        steps.add("sync " + slot.fileName());
    }

    @Override
    public void close() {
        // Kept for the next process.
    }
}
