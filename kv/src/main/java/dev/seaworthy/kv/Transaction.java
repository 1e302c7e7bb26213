package dev.seaworthy.kv;

import java.util.List;

/**
 * One of two lists of operations, chosen by conditions, at once and in one revision.
 *
 * <p>All conditions, those of transactions inside included, are about the store as it is before the first operation;
 * operations see what those before them have done, except for ranges that name a revision. No key may be written by two
 * operations that could both be carried out, and what cannot be done refuses the whole.
 *
 * @param conditions all of them must hold for the first list
 * @param then what is done if they hold
 * @param otherwise what is done if they do not
 */
public record Transaction(List<Compare> conditions, List<KvOperation> then, List<KvOperation> otherwise)
        implements KvCommand, KvQuery, KvOperation {

    /** @throws IllegalArgumentException where it exceeds {@link KvLimits} */
    public Transaction {
        conditions = List.copyOf(conditions);
        then = List.copyOf(then);
        otherwise = List.copyOf(otherwise);
        checkSize("conditions", conditions);
        checkSize("operations", then);
        checkSize("operations", otherwise);
        int depth = Math.max(depth(then), depth(otherwise)) + 1;
        int operations = conditions.size() + operations(then) + operations(otherwise);
        if (depth > KvLimits.DEPTH_MAX || operations > KvLimits.OPERATIONS_IN_ALL_MAX) {
            throw new IllegalArgumentException("a transaction " + depth + " deep with " + operations
                    + " operations; at most " + KvLimits.DEPTH_MAX + " and " + KvLimits.OPERATIONS_IN_ALL_MAX);
        }
    }

    /** Whether it changes nothing, whatever its conditions come to. */
    public boolean isReadOnly() {
        return isReadOnly(then) && isReadOnly(otherwise);
    }

    private static boolean isReadOnly(List<KvOperation> operations) {
        for (KvOperation operation : operations) {
            boolean reads = operation instanceof Transaction inner ? inner.isReadOnly() : operation instanceof Range;
            if (!reads) {
                return false;
            }
        }
        return true;
    }

    private static void checkSize(String what, List<?> list) {
        if (list.size() > KvLimits.OPERATIONS_MAX) {
            throw new IllegalArgumentException(
                    list.size() + " " + what + " in one list, at most " + KvLimits.OPERATIONS_MAX);
        }
    }

    private static int depth(List<KvOperation> operations) {
        int deepest = 0;
        for (KvOperation operation : operations) {
            if (operation instanceof Transaction inner) {
                deepest = Math.max(deepest, 1 + Math.max(depth(inner.then), depth(inner.otherwise)));
            }
        }
        return deepest;
    }

    private static int operations(List<KvOperation> operations) {
        int sum = operations.size();
        for (KvOperation operation : operations) {
            if (operation instanceof Transaction inner) {
                sum += inner.conditions.size() + operations(inner.then) + operations(inner.otherwise);
            }
        }
        return sum;
    }
}
