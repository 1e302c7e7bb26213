package dev.seaworthy.checker.search;

import java.util.Arrays;

/**
 * The steps of one register: each kind may need the register to hold a value, or another value than a given one, and
 * may leave a value there. The state is the value. Values are numbered from 0. Immutable once all kinds are added.
 */
public final class RegisterSteps implements Steps {
    /** No value: a kind needs nothing, or leaves all as it is. */
    public static final int NONE = -1;

    private final int initial;
    private final int values;
    private int[] needs = new int[16];
    private int[] leaves = new int[16];
    private int[] differs = new int[16];
    private int count;
    private boolean hasDiffers;

    /** A register that may hold as many values, and at first holds this one. */
    public RegisterSteps(int values, int initial) {
        this.values = values;
        this.initial = initial;
    }

    /** The same kinds, of a register that at first holds another value. The kinds are shared: none may be added. */
    RegisterSteps startingWith(int value) {
        RegisterSteps other = new RegisterSteps(values, value);
        other.needs = needs;
        other.leaves = leaves;
        other.differs = differs;
        other.count = count;
        other.hasDiffers = hasDiffers;
        return other;
    }

    /**
     * Adds a kind and returns its number.
     *
     * @param need the value it must find, or NONE
     * @param leave the value it leaves, or NONE
     * @param differ the value it must not find, or NONE
     */
    public int add(int need, int leave, int differ) {
        if (count == needs.length) {
            needs = Arrays.copyOf(needs, 2 * count);
            leaves = Arrays.copyOf(leaves, 2 * count);
            differs = Arrays.copyOf(differs, 2 * count);
        }
        needs[count] = need;
        leaves[count] = leave;
        differs[count] = differ;
        hasDiffers |= differ != NONE;
        return count++;
    }

    @Override
    public int initial() {
        return initial;
    }

    @Override
    public int kinds() {
        return count;
    }

    /** How many values the register may hold. */
    public int values() {
        return values;
    }

    @Override
    public int step(int state, int kind) {
        int need = needs[kind];
        if (need != NONE && need != state || differs[kind] == state) {
            return IMPOSSIBLE;
        }
        return leaves[kind] == NONE ? state : leaves[kind];
    }

    @Override
    public boolean isReadOnly(int kind) {
        return leaves[kind] == NONE;
    }

    public int need(int kind) {
        return needs[kind];
    }

    public int leave(int kind) {
        return leaves[kind];
    }

    public int differ(int kind) {
        return differs[kind];
    }

    /** Whether operations of this kind change the register whatever it holds. */
    public boolean isBlind(int kind) {
        return leaves[kind] != NONE && needs[kind] == NONE;
    }

    /** Whether some kind must find another value than a given one. */
    public boolean hasDiffers() {
        return hasDiffers;
    }

    @Override
    public long memoryBytes() {
        return 3L * Integer.BYTES * needs.length;
    }
}
