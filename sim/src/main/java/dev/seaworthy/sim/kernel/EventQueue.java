package dev.seaworthy.sim.kernel;

import java.util.Arrays;

/**
 * What is going to happen in a run, in order of virtual time; events of the same instant happen in the order in which
 * they were scheduled.
 *
 * <p>{@link #next()} moves on to the next event, after which the accessors tell about it. Time never goes back: an
 * event cannot be scheduled before the one that is happening.
 *
 * <p>A heap with four children per place over parallel arrays; what an event carries lies in a slot that is used again,
 * so that nothing is allocated per event once the arrays have grown. Not thread safe.
 */
public final class EventQueue {
    private static final int INITIAL_CAPACITY = 64;
    private static final int CHILDREN_SHIFT = 2;

    private long[] heapAtNanos = new long[INITIAL_CAPACITY];
    private long[] heapSequence = new long[INITIAL_CAPACITY];
    private int[] heapSlot = new int[INITIAL_CAPACITY];
    private int size;

    private int[] kinds = new int[INITIAL_CAPACITY];
    private int[] targets = new int[INITIAL_CAPACITY];
    private long[] arguments = new long[INITIAL_CAPACITY];
    private Object[] payloads = new Object[INITIAL_CAPACITY];
    private int[] freeSlots = new int[INITIAL_CAPACITY];
    private int freeCount;

    private long scheduled;
    private long atNanos;
    private long sequence = -1;
    private int kind;
    private int target;
    private long argument;
    private Object payload;

    /** Nothing to happen; the time is 0. */
    public EventQueue() {
        offerSlots(0);
    }

    /**
     * Has something happen later.
     *
     * @param atNanos when, in virtual nanoseconds
     * @param kind what, in a numbering of the caller's
     * @param target to whom, in a numbering of the caller's
     * @param argument whatever else the caller wants to know then
     * @param payload likewise; may be null
     * @return how many events were scheduled before this one: it identifies the event
     * @throws IllegalArgumentException where that time has passed
     */
    public long schedule(long atNanos, int kind, int target, long argument, Object payload) {
        if (atNanos < this.atNanos) {
            throw new IllegalArgumentException("cannot schedule an event of kind " + kind + " at " + atNanos
                    + " ns: it is " + this.atNanos + " ns already");
        }
        if (size == heapSlot.length) {
            grow();
        }
        int slot = freeSlots[--freeCount];
        kinds[slot] = kind;
        targets[slot] = target;
        arguments[slot] = argument;
        payloads[slot] = payload;
        siftUp(size++, atNanos, scheduled, slot);
        return scheduled++;
    }

    /**
     * Moves on to the next event; false where there is none, and then nothing changes but that no event is happening.
     */
    public boolean next() {
        payload = null;
        if (size == 0) {
            return false;
        }
        atNanos = heapAtNanos[0];
        sequence = heapSequence[0];
        int slot = heapSlot[0];
        kind = kinds[slot];
        target = targets[slot];
        argument = arguments[slot];
        payload = payloads[slot];
        payloads[slot] = null;
        freeSlots[freeCount++] = slot;
        size--;
        if (size > 0) {
            siftDown(heapAtNanos[size], heapSequence[size], heapSlot[size]);
        }
        return true;
    }

    /** The time of the event that is happening, which is the current time, in virtual nanoseconds. */
    public long atNanos() {
        return atNanos;
    }

    /** What {@link #schedule} returned for the event that is happening; -1 before the first. */
    public long sequence() {
        return sequence;
    }

    /** What is happening. */
    public int kind() {
        return kind;
    }

    /** To whom it is happening. */
    public int target() {
        return target;
    }

    /** The argument of the event that is happening. */
    public long argument() {
        return argument;
    }

    /** The payload of the event that is happening; null where it has none. */
    public Object payload() {
        return payload;
    }

    /** How many events are still to happen. */
    public int size() {
        return size;
    }

    /** When the next event will happen, in virtual nanoseconds; {@link Long#MAX_VALUE} where there is none. */
    public long nextAtNanos() {
        return size == 0 ? Long.MAX_VALUE : heapAtNanos[0];
    }

    private void siftUp(int from, long at, long order, int slot) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >> CHILDREN_SHIFT;
            if (!before(at, order, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, at, order, slot);
    }

    private void siftDown(long at, long order, int slot) {
        int place = 0;
        while (true) {
            int first = (place << CHILDREN_SHIFT) + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            int end = Math.min(first + (1 << CHILDREN_SHIFT), size);
            for (int child = first + 1; child < end; child++) {
                if (before(heapAtNanos[child], heapSequence[child], least)) {
                    least = child;
                }
            }
            if (before(at, order, least)) {
                break;
            }
            move(least, place);
            place = least;
        }
        put(place, at, order, slot);
    }

    private boolean before(long at, long order, int place) {
        return at != heapAtNanos[place] ? at < heapAtNanos[place] : order < heapSequence[place];
    }

    private void move(int from, int to) {
        put(to, heapAtNanos[from], heapSequence[from], heapSlot[from]);
    }

    private void put(int place, long at, long order, int slot) {
        heapAtNanos[place] = at;
        heapSequence[place] = order;
        heapSlot[place] = slot;
    }

    private void grow() {
        int before = heapSlot.length;
        int capacity = before * 2;
        heapAtNanos = Arrays.copyOf(heapAtNanos, capacity);
        heapSequence = Arrays.copyOf(heapSequence, capacity);
        heapSlot = Arrays.copyOf(heapSlot, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        targets = Arrays.copyOf(targets, capacity);
        arguments = Arrays.copyOf(arguments, capacity);
        payloads = Arrays.copyOf(payloads, capacity);
        freeSlots = Arrays.copyOf(freeSlots, capacity);
        offerSlots(before);
    }

    private void offerSlots(int from) {
        for (int slot = from; slot < kinds.length; slot++) {
            freeSlots[freeCount++] = slot;
        }
    }
}
