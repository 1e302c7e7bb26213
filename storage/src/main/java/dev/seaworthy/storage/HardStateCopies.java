package dev.seaworthy.storage;

import dev.seaworthy.engine.core.HardState;

/**
 * The hard state in two copies. Saving overwrites one after the other, each synced before the next step, and nothing
 * depends on what was saved before both are durable. So an interrupted save spoils one copy at most, and whichever copy
 * can be read is no older than anything that was acted on: one that cannot be read costs nothing. Used by one thread at
 * a time.
 */
public final class HardStateCopies {
    private static final Slot[] SLOTS = {Slot.HARD_STATE_A, Slot.HARD_STATE_B};

    private final SlotStore slots;
    private HardStateRecord newest;

    private HardStateCopies(SlotStore slots, HardStateRecord newest) {
        this.slots = slots;
        this.newest = newest;
    }

    /** Of a store that is being initialised. */
    static HardStateCopies none(SlotStore slots) {
        return new HardStateCopies(slots, new HardStateRecord(0, HardState.INITIAL));
    }

    /** @throws AmnesiaException where neither copy can be read */
    static HardStateCopies read(SlotStore slots) {
        byte[] a = SlotRecord.readOrNull(slots, Slot.HARD_STATE_A);
        byte[] b = SlotRecord.readOrNull(slots, Slot.HARD_STATE_B);
        HardStateRecord newest = newest(a, b);
        if (newest == null) {
            throw new AmnesiaException("neither copy of the hard state (term and vote) can be read");
        }
        return new HardStateCopies(slots, newest);
    }

    /**
     * The newer of two copies; null where neither can be read.
     *
     * @param a the content of a slot; null where the disk does not give it out
     * @param b that of the other
     */
    public static HardStateRecord newest(byte[] a, byte[] b) {
        HardStateRecord first = a == null ? null : HardStateRecord.decodeOrNull(a);
        HardStateRecord second = b == null ? null : HardStateRecord.decodeOrNull(b);
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.sequence() >= second.sequence() ? first : second;
    }

    HardState state() {
        return newest.state();
    }

    /** Returns when both copies are durable. */
    void save(HardState state) {
        newest = new HardStateRecord(newest.sequence() + 1, state);
        byte[] record = newest.encode();
        for (Slot slot : SLOTS) {
            slots.write(slot, record);
            slots.sync(slot);
        }
    }
}
