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
    /** The slot whose mark cannot be read, one of them where neither can; null where both can. */
    private Slot unreadable;

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
        boolean inexact = false;
        for (Slot slot : SLOTS) {
            byte[] content = SlotRecord.readOrNull(slots, slot);
            Mark mark = content == null ? null : Mark.decodeOrNull(content);
            marks.unreadable = mark == null ? slot : marks.unreadable;
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
     * may have been the one that followed the other, unless that would have taken the place of the other: then an
     * opening was interrupted at the second of its two equal marks.
     */
    long newestPossible() {
        if (newest == null) {
            return 0;
        }
        boolean followed = unreadable != null && (!exact || unreadable == slotOf(newest.sequence() + 1));
        return newest.sequence() + (followed ? 1 : 0);
    }

    private static Slot slotOf(long sequence) {
        return SLOTS[(int) (sequence & 1)];
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
        Mark mark = Mark.of(header, header.hash(), sync == MarkSync.BEFORE_ACKNOWLEDGING);
        // That of the next batch first: in this order a mark torn on the way is known for what it is.
        for (long sequence = mark.sequence() + 1; sequence >= mark.sequence(); sequence--) {
            slots.write(slotOf(sequence), mark.encode());
            slots.sync(slotOf(sequence));
        }
        newest = mark;
        unreadable = null;
    }

    /**
     * A batch is durable.
     *
     * @param headerHash the header's {@linkplain BatchHeader#hash() hash}, which its writer knows
     */
    void acknowledged(BatchHeader header, long headerHash) {
        Mark mark = Mark.of(header, headerHash, sync == MarkSync.BEFORE_ACKNOWLEDGING);
        Slot slot = slotOf(mark.sequence());
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
