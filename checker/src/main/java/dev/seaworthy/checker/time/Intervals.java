package dev.seaworthy.checker.time;

/**
 * When operations were invoked and completed, as ranks in the order of all these events. Immutable.
 *
 * <p>Operation {@code i} is the one invoked {@code i}-th. Ranks begin at 0 and are all different: at equal times
 * invocations come first, as then operations count as concurrent. So one operation precedes another exactly if its
 * completion's rank is below the other's invocation's.
 */
public final class Intervals {
    /** The completion of what never completes. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** The time of a completion that never comes. */
    public static final long NEVER_TIME = Long.MAX_VALUE;

    private final int[] invocations;
    private final int[] completions;
    private final int[] events;

    /**
     * The intervals between these times.
     *
     * @param invokedAt ascending
     * @param completedAt not before the invocation; {@link #NEVER_TIME} for what never completes
     */
    public Intervals(long[] invokedAt, long[] completedAt) {
        int size = invokedAt.length;
        int[] completed = completedInOrder(completedAt);
        invocations = new int[size];
        completions = new int[size];
        events = new int[size + completed.length];
        int rank = 0;
        int waiting = 0;
        for (int i = 0; i < size; i++) {
            while (waiting < completed.length && completedAt[completed[waiting]] < invokedAt[i]) {
                rank = complete(completed[waiting++], rank);
            }
            invocations[i] = rank;
            completions[i] = NEVER;
            events[rank++] = i;
        }
        while (waiting < completed.length) {
            rank = complete(completed[waiting++], rank);
        }
    }

    private int complete(int operation, int rank) {
        completions[operation] = rank;
        events[rank] = ~operation;
        return rank + 1;
    }

    private static int[] completedInOrder(long[] completedAt) {
        int count = 0;
        for (long time : completedAt) {
            count += time == NEVER_TIME ? 0 : 1;
        }
        int[] completed = new int[count];
        int next = 0;
        for (int i = 0; i < completedAt.length; i++) {
            if (completedAt[i] != NEVER_TIME) {
                completed[next++] = i;
            }
        }
        StableSort.sort(completed, count, completedAt, new int[count]);
        return completed;
    }

    public int size() {
        return invocations.length;
    }

    public int invocation(int operation) {
        return invocations[operation];
    }

    /** The rank of the completion, or {@link #NEVER}. */
    public int completion(int operation) {
        return completions[operation];
    }

    public boolean completes(int operation) {
        return completions[operation] != NEVER;
    }

    /** How many events there are. */
    public int events() {
        return events.length;
    }

    /** The event of this rank: operation {@code i} was invoked if it is {@code i}, completed if it is {@code ~i}. */
    public int event(int rank) {
        return events[rank];
    }
}
