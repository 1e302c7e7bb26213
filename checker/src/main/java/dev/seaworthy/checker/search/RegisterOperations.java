package dev.seaworthy.checker.search;

import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;

/**
 * What operations do to one register, and when, in columns. Values are numbered from 0. Operation 0 writes the initial
 * value, before everything else. The arrays are taken over and must not change.
 *
 * @param intervals when the operations were invoked and completed
 * @param needs the value that each operation must find, or {@link RegisterSteps#NONE}
 * @param leaves the value that each operation leaves, or NONE if it leaves all as it is
 * @param differs the value that each operation must not find, or NONE; null if all are NONE
 * @param values how many values there are
 */
public record RegisterOperations(Intervals intervals, int[] needs, int[] leaves, int[] differs, int values) {
    private static final int PRIME = 0x9E3779B1;

    public RegisterOperations {
        if (needs.length != intervals.size() || leaves.length != needs.length) {
            throw new IllegalArgumentException("columns of different lengths");
        }
    }

    public int size() {
        return needs.length;
    }

    public boolean hasDiffers() {
        return differs != null;
    }

    /** The value that the operation must not find, or NONE. */
    public int differ(int operation) {
        return differs == null ? RegisterSteps.NONE : differs[operation];
    }

    /** These operations as something to search an order for, equal ones being of one kind. */
    public Problem toProblem() {
        RegisterSteps steps = new RegisterSteps(values + 1, values);
        int[] kinds = new int[size()];
        int[] table = new int[Integer.highestOneBit(Math.max(8, size())) * 4];
        Arrays.fill(table, -1);
        int mask = table.length - 1;
        for (int i = 0; i < kinds.length; i++) {
            int slot = (((needs[i] * PRIME + leaves[i]) * PRIME + differ(i)) * PRIME >>> 7) & mask;
            while (table[slot] >= 0 && !isOf(steps, table[slot], i)) {
                slot = (slot + 1) & mask;
            }
            if (table[slot] < 0) {
                table[slot] = steps.add(needs[i], leaves[i], differ(i));
            }
            kinds[i] = table[slot];
        }
        return new Problem(intervals, kinds, steps);
    }

    private boolean isOf(RegisterSteps steps, int kind, int operation) {
        return steps.need(kind) == needs[operation]
                && steps.leave(kind) == leaves[operation]
                && steps.differ(kind) == differ(operation);
    }
}
