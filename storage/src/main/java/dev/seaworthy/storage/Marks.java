package dev.seaworthy.storage;

/**
 * The marks of the last two acknowledged batches, in two slots by turns, so that an interrupted write never takes the
 * newest mark away. Used by one thread at a time.
 */
final class Marks {
    private static final Slot[] SLOTS = {Slot.MARK_A, Slot.MARK_B};

    private final SlotStore slots;
    private final MarkSync sync;
    private Slot unsynced;
    private Mark newest;
    private boolean complete;

    private Marks(SlotStore slots, MarkSync sync) {
        this.slots = slots;
        this.sync = sync;
    }

    /** Of a store that is being initialised. */
    static Marks none(SlotStore slots) {
        return new Marks(slots, MarkSync.BEFORE_ACKNOWLEDGING);
    }

    static Marks read(SlotStore slots, MarkSync sync) {
        Marks marks = new Marks(slots, sync);
        marks.complete = true;
        for (Slot slot : SLOTS) {
            byte[] content = SlotRecord.readOrNull(slots, slot);
            Mark mark = content == null ? null : Mark.decodeOrNull(content);
            marks.complete &= mark != null;
            if (mark != null && (marks.newest == null || mark.sequence() > marks.newest.sequence())) {
                marks.newest = mark;
            }
        }
        return marks;
    }

    /** The newest mark that can be read; null where there is none. */
    Mark newest() {
        return newest;
    }

    /**
     * The newest batch that may have been acknowledged, as far as marks tell. Where one of the two cannot be read, it
     * may have been the one that followed the other.
     */
    long newestPossible() {
        return newest == null ? 0 : newest.sequence() + (complete ? 0 : 1);
    }

    /** Both slots name this batch, durably. */
    void begin(Mark mark) {
        for (Slot slot : SLOTS) {
            slots.write(slot, mark.encode());
            slots.sync(slot);
        }
        newest = mark;
        complete = true;
    }

    /** A batch is durable. */
    void acknowledged(Mark mark) {
        Slot slot = SLOTS[(int) (mark.sequence() & 1)];
        slots.write(slot, mark.encode());
        newest = mark;
        if (sync == MarkSync.BEFORE_ACKNOWLEDGING) {
            slots.sync(slot);
        } else {
            unsynced = slot;
        }
    }

    /** Makes the newest mark durable where it is not. */
    void sync() {
        if (unsynced != null) {
            slots.sync(unsynced);
            unsynced = null;
        }
    }
}
