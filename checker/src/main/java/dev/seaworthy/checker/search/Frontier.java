package dev.seaworthy.checker.search;

import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;

/**
 * The moment up to which a search has come, and what is under way then.
 *
 * <p>The position is the rank of the first completion of an operation that is not placed. Everything completed before
 * it is placed, nothing invoked after it is: so of the completing operations only those under way need to be told
 * apart. At its invocation an operation gets the smallest free slot, and keeps it until its completion. The operations
 * that never complete are counted by kind: of two of one kind, the one invoked first may as well be placed first.
 */
final class Frontier {
    private final Intervals intervals;
    private final int[] kinds;
    private final int[] slotOf;
    private final int[] atSlot;
    private final boolean[] isPlaced;

    /** The slots in use; one bit each. */
    final long[] open;
    /** Those of them whose operations are placed. */
    final long[] placed;

    private final int[] unknownFrom;
    private final int[] unknown;
    /** By kind, how many operations of unknown outcome were invoked so far, and how many of them are placed. */
    private final int[] unknownInvoked;

    private final int[] unknownPlaced;

    private final int[] unknownKinds;

    private int position;
    private int completedLeft;

    Frontier(Problem problem) {
        intervals = problem.intervals();
        kinds = problem.kinds();
        slotOf = new int[problem.size()];
        isPlaced = new boolean[problem.size()];
        int slots = assignSlots();
        atSlot = new int[slots];
        Arrays.fill(atSlot, -1);
        open = new long[(slots + Long.SIZE - 1) / Long.SIZE];
        placed = new long[open.length];
        int kindCount = problem.steps().kinds();
        unknownInvoked = new int[kindCount];
        unknownPlaced = new int[kindCount];
        unknownFrom = new int[kindCount + 1];
        unknown = new int[problem.size() - completedLeft];
        groupUnknown();
        unknownKinds = kindsOfUnknown();
    }

    private int[] kindsOfUnknown() {
        int[] some = new int[unknownInvoked.length];
        int count = 0;
        for (int kind = 0; kind < some.length; kind++) {
            if (unknownOf(kind) > 0) {
                some[count++] = kind;
            }
        }
        return Arrays.copyOf(some, count);
    }

    /** Gives every completing operation a slot, and returns how many there are. */
    private int assignSlots() {
        SlotPool free = new SlotPool();
        for (int rank = 0; rank < intervals.events(); rank++) {
            int event = intervals.event(rank);
            if (event < 0) {
                free.give(slotOf[~event]);
            } else if (intervals.completes(event)) {
                slotOf[event] = free.take();
                completedLeft++;
            } else {
                slotOf[event] = -1;
            }
        }
        return free.size();
    }

    private void groupUnknown() {
        int[] fill = new int[unknownFrom.length];
        for (int i = 0; i < kinds.length; i++) {
            if (slotOf[i] < 0) {
                fill[kinds[i]]++;
            }
        }
        for (int kind = 0; kind + 1 < unknownFrom.length; kind++) {
            unknownFrom[kind + 1] = unknownFrom[kind] + fill[kind];
            fill[kind] = unknownFrom[kind];
        }
        for (int i = 0; i < kinds.length; i++) {
            if (slotOf[i] < 0) {
                unknown[fill[kinds[i]]++] = i;
            }
        }
    }

    /** The rank of the completion that cannot be passed; the number of events if all are passed. */
    int position() {
        return position;
    }

    /** The operation whose completion cannot be passed. Only where not all is done. */
    int stuck() {
        return ~intervals.event(position);
    }

    boolean isDone() {
        return completedLeft == 0;
    }

    int completion(int operation) {
        return intervals.completion(operation);
    }

    int kind(int operation) {
        return kinds[operation];
    }

    int at(int slot) {
        return atSlot[slot];
    }

    /** Whether an operation of unknown outcome and of this kind was invoked and is not placed. */
    boolean hasUnknown(int kind) {
        return unknownPlaced[kind] < unknownInvoked[kind];
    }

    /** The one to place next. Only where there is one. */
    int nextUnknown(int kind) {
        return unknown[unknownFrom[kind] + unknownPlaced[kind]];
    }

    /** How many operations of unknown outcome are of this kind, at any time. */
    int unknownOf(int kind) {
        return unknownFrom[kind + 1] - unknownFrom[kind];
    }

    /** The kinds of which there are any, ascending. Not to be changed. */
    int[] unknownKinds() {
        return unknownKinds;
    }

    boolean isUnknown(int operation) {
        return slotOf[operation] < 0;
    }

    void place(int operation) {
        isPlaced[operation] = true;
        int slot = slotOf[operation];
        if (slot < 0) {
            unknownPlaced[kinds[operation]]++;
        } else {
            placed[slot >>> 6] |= 1L << slot;
            completedLeft--;
        }
    }

    /** Takes back a placement, after {@link #retreat} to the position where it was made or an earlier one. */
    void takeBack(int operation) {
        isPlaced[operation] = false;
        int slot = slotOf[operation];
        if (slot < 0) {
            unknownPlaced[kinds[operation]]--;
        } else {
            if (atSlot[slot] == operation) {
                placed[slot >>> 6] &= ~(1L << slot);
            }
            completedLeft++;
        }
    }

    /** Passes what can be passed. True if that brought something under way that was not before. */
    boolean advance() {
        boolean invoked = false;
        while (position < intervals.events()) {
            int event = intervals.event(position);
            if (event >= 0) {
                invoked = true;
                enter(event);
            } else if (isPlaced[~event]) {
                int slot = slotOf[~event];
                atSlot[slot] = -1;
                open[slot >>> 6] &= ~(1L << slot);
                placed[slot >>> 6] &= ~(1L << slot);
            } else {
                break;
            }
            position++;
        }
        return invoked;
    }

    private void enter(int operation) {
        int slot = slotOf[operation];
        if (slot < 0) {
            unknownInvoked[kinds[operation]]++;
        } else {
            atSlot[slot] = operation;
            open[slot >>> 6] |= 1L << slot;
        }
    }

    /** Goes back to an earlier position. */
    void retreat(int earlier) {
        while (position > earlier) {
            position--;
            int event = intervals.event(position);
            int slot = slotOf[event < 0 ? ~event : event];
            if (event < 0) {
                atSlot[slot] = ~event;
                open[slot >>> 6] |= 1L << slot;
                placed[slot >>> 6] |= 1L << slot;
            } else if (slot < 0) {
                unknownInvoked[kinds[event]]--;
            } else {
                atSlot[slot] = -1;
                open[slot >>> 6] &= ~(1L << slot);
                placed[slot >>> 6] &= ~(1L << slot);
            }
        }
    }

    /** The numbers from 0 up that are free, smallest first. */
    private static final class SlotPool {
        private long[] used = new long[1];
        private int size;

        int take() {
            int word = 0;
            while (word < used.length && used[word] == -1L) {
                word++;
            }
            if (word == used.length) {
                used = Arrays.copyOf(used, 2 * used.length);
            }
            int slot = Long.SIZE * word + Long.numberOfTrailingZeros(~used[word]);
            used[word] |= 1L << slot;
            size = Math.max(size, slot + 1);
            return slot;
        }

        void give(int slot) {
            used[slot >>> 6] &= ~(1L << slot);
        }

        int size() {
            return size;
        }
    }
}
