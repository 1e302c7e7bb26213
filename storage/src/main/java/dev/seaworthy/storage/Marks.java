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
    private boolean exact;

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
        boolean inexact = false;
        for (Slot slot : SLOTS) {
            byte[] content = SlotRecord.readOrNull(slots, slot);
            Mark mark = content == null ? null : Mark.decodeOrNull(content);
            marks.complete &= mark != null;
            inexact |= mark != null && !mark.exact();
            if (mark != null && (marks.newest == null || mark.sequence() > marks.newest.sequence())) {
                marks.newest = mark;
            }
        }
        marks.exact = marks.newest != null && !inexact;
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

    /**
     * Whether the disk cannot hold a batch that was acknowledged and is newer than the marks that were read: whoever
     * wrote them synced each before it acknowledged the batch. What this process does from now on does not count.
     */
    boolean wereExact() {
        return exact;
    }

    /** Both slots name this batch, durably. */
    void begin(BatchHeader header) {
        Mark mark = Mark.of(header, sync == MarkSync.BEFORE_ACKNOWLEDGING);
        for (Slot slot : SLOTS) {
            slots.write(slot, mark.encode());
            slots.sync(slot);
        }
        newest = mark;
        complete = true;
    }

    /** A batch is durable. */
    void acknowledged(BatchHeader header) {
        Mark mark = Mark.of(header, sync == MarkSync.BEFORE_ACKNOWLEDGING);
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
