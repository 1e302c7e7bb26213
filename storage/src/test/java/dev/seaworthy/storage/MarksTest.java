package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What two marks tell, of which one may be torn. Those of even batches are in {@link Slot#MARK_A}. */
class MarksTest {
    private final MemorySlots slots = new MemorySlots();

    @Test
    void theNewestIsTheNewestPossibleWhereBothCanBeRead() {
        Marks marks = read(new Mark(6, 0, 0, true), new Mark(7, 0, 0, true));
        assertEquals(7, marks.newest().sequence());
        assertEquals(7, marks.newestPossible());
    }

    @Test
    void anExactMarkInItsPlaceWasFollowedByTheOneThatCannotBeRead() {
        assertEquals(8, read(null, new Mark(7, 0, 0, true)).newestPossible());
        assertEquals(7, read(new Mark(6, 0, 0, true), null).newestPossible());
    }

    /** An opening puts the mark of batch 7 into the place of 8 first; 8 itself would have overwritten it. */
    @Test
    void anExactMarkInThePlaceOfTheNextOneWasNotFollowed() {
        assertEquals(7, read(new Mark(7, 0, 0, true), null).newestPossible());
        assertEquals(6, read(null, new Mark(6, 0, 0, true)).newestPossible());
    }

    /** The disk may still hold the mark of an opening where a later one has been written and not synced. */
    @Test
    void aMarkThatIsNotExactMayHaveBeenFollowedWhereverItIs() {
        assertEquals(8, read(new Mark(7, 0, 0, false), null).newestPossible());
        assertEquals(8, read(null, new Mark(7, 0, 0, false)).newestPossible());
    }

    @Test
    void marksWereExactWhereEveryOneThatCanBeReadIs() {
        assertTrue(read(new Mark(6, 0, 0, true), new Mark(7, 0, 0, true)).wereExact());
        assertTrue(read(null, new Mark(7, 0, 0, true)).wereExact());
        assertFalse(read(new Mark(6, 0, 0, false), new Mark(7, 0, 0, true)).wereExact());
        assertFalse(read(new Mark(6, 0, 0, true), new Mark(7, 0, 0, false)).wereExact());
        assertFalse(read(null, null).wereExact());
    }

    @Test
    void withoutMarksNothingIsKnownToHaveBeenAcknowledged() {
        Marks marks = read(null, null);
        assertNull(marks.newest());
        assertEquals(0, marks.newestPossible());
    }

    private Marks read(Mark inA, Mark inB) {
        put(Slot.MARK_A, inA);
        put(Slot.MARK_B, inB);
        return Marks.read(slots, MarkSync.LATER);
    }

    private void put(Slot slot, Mark mark) {
        slots.clear(slot);
        if (mark != null) {
            slots.write(slot, mark.encode());
        }
    }
}
