package dev.seaworthy.checker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable set of values that shares all but one path with the set it was made from, so that thousands of states of
 * one history fit into memory, and compares by content in little time.
 *
 * <p>A trie over the mixed bits of the values' hashes, four bits a level, whose shape depends on the content alone, but
 * for the order of values whose 32 mixed bits all agree. Its order of iteration is that of hashes: it offers none, only
 * {@link #sortedText()}.
 */
final class ValueSet {
    static final ValueSet EMPTY = new ValueSet(0, 0, 0, new Object[0]);

    private static final int BITS = 4;
    private static final int MASK = (1 << BITS) - 1;
    private static final int DEPTH_MAX = Integer.SIZE / BITS;

    /** Which of the 16 children exist; unused at the bottom, where the slots are values of one hash. */
    private final int children;

    private final int size;
    private final int hash;
    /** A child is a value or a ValueSet. */
    private final Object[] slots;

    private ValueSet(int children, int size, int hash, Object[] slots) {
        this.children = children;
        this.size = size;
        this.hash = hash;
        this.slots = slots;
    }

    int size() {
        return size;
    }

    boolean contains(Object value) {
        int mixed = mix(value);
        ValueSet node = this;
        for (int depth = 0; depth < DEPTH_MAX; depth++) {
            int bit = 1 << (mixed >>> (depth * BITS) & MASK);
            if ((node.children & bit) == 0) {
                return false;
            }
            Object slot = node.slots[Integer.bitCount(node.children & (bit - 1))];
            if (!(slot instanceof ValueSet below)) {
                return slot.equals(value);
            }
            node = below;
        }
        return Arrays.asList(node.slots).contains(value);
    }

    /** This set with the value, or this set itself if it holds it. */
    ValueSet with(Object value) {
        return contains(value) ? this : with(value, mix(value), 0);
    }

    /** This set without the value, or this set itself if it does not hold it. */
    ValueSet without(Object value) {
        if (!contains(value)) {
            return this;
        }
        return size == 1 ? EMPTY : without(value, mix(value), 0);
    }

    private ValueSet with(Object value, int mixed, int depth) {
        if (depth == DEPTH_MAX) {
            return new ValueSet(0, size + 1, hash + mixed, inserted(slots.length, value));
        }
        int bit = 1 << (mixed >>> (depth * BITS) & MASK);
        int at = Integer.bitCount(children & (bit - 1));
        if ((children & bit) == 0) {
            return new ValueSet(children | bit, size + 1, hash + mixed, inserted(at, value));
        }
        ValueSet below = slots[at] instanceof ValueSet node ? node : EMPTY.with(slots[at], mix(slots[at]), depth + 1);
        Object[] changed = slots.clone();
        changed[at] = below.with(value, mixed, depth + 1);
        return new ValueSet(children, size + 1, hash + mixed, changed);
    }

    private ValueSet without(Object value, int mixed, int depth) {
        if (depth == DEPTH_MAX) {
            return new ValueSet(
                    0, size - 1, hash - mixed, removed(Arrays.asList(slots).indexOf(value)));
        }
        int bit = 1 << (mixed >>> (depth * BITS) & MASK);
        int at = Integer.bitCount(children & (bit - 1));
        if (!(slots[at] instanceof ValueSet below)) {
            return new ValueSet(children & ~bit, size - 1, hash - mixed, removed(at));
        }
        ValueSet smaller = below.without(value, mixed, depth + 1);
        Object[] changed = slots.clone();
        changed[at] = smaller.isSingleValue() ? smaller.slots[0] : smaller;
        return new ValueSet(children, size - 1, hash - mixed, changed);
    }

    /** A node with one value must not stay below another: the shape would tell the past. */
    private boolean isSingleValue() {
        return size == 1 && !(slots[0] instanceof ValueSet);
    }

    private Object[] inserted(int at, Object value) {
        Object[] longer = new Object[slots.length + 1];
        System.arraycopy(slots, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(slots, at, longer, at + 1, slots.length - at);
        return longer;
    }

    private Object[] removed(int at) {
        Object[] shorter = new Object[slots.length - 1];
        System.arraycopy(slots, 0, shorter, 0, at);
        System.arraycopy(slots, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static int mix(Object value) {
        int mixed = value.hashCode() * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ValueSet that && isSameAs(that, 0);
    }

    @SuppressWarnings("ReferenceEquality") // sets that share a part need not look into it
    private boolean isSameAs(ValueSet that, int depth) {
        if (size != that.size || hash != that.hash || children != that.children) {
            return false;
        }
        if (depth == DEPTH_MAX) {
            return Arrays.asList(slots).containsAll(Arrays.asList(that.slots));
        }
        for (int i = 0; i < slots.length; i++) {
            Object one = slots[i];
            Object two = that.slots[i];
            boolean same = one == two
                    || (one instanceof ValueSet below
                            ? two instanceof ValueSet other && below.isSameAs(other, depth + 1)
                            : one.equals(two));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The values' texts, in their own order. */
    List<String> sortedText() {
        ArrayList<String> texts = new ArrayList<>(size);
        collect(texts);
        texts.sort(null);
        return texts;
    }

    private void collect(List<String> texts) {
        for (Object slot : slots) {
            if (slot instanceof ValueSet below) {
                below.collect(texts);
            } else {
                texts.add(String.valueOf(slot));
            }
        }
    }

    @Override
    public String toString() {
        return sortedText().toString();
    }
}
