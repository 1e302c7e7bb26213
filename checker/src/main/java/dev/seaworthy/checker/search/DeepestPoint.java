package dev.seaworthy.checker.search;

import java.util.Arrays;

/**
 * The point furthest in time at which a search had to turn back: the operation that had completed and found no place,
 * some of the states in which that happened, and what could have been placed instead.
 */
public final class DeepestPoint {
    private static final int STATES_MAX = 4;
    private static final int LEFT_MAX = 8;
    private static final int NOBODY = -1;

    private int position = -1;
    private int stuck = -1;
    private int count;
    private boolean more;
    private final int[] states = new int[STATES_MAX];
    private final int[] authors = new int[STATES_MAX];
    private final int[] left = new int[LEFT_MAX];
    private int leftCount;

    void meet(Frontier frontier, Steps steps, int state, int[] order, int placed) {
        if (frontier.position() < position) {
            return;
        }
        if (frontier.position() > position) {
            position = frontier.position();
            stuck = frontier.stuck();
            count = 0;
            leftCount = 0;
            more = false;
        }
        for (int i = 0; i < count; i++) {
            if (states[i] == state) {
                return;
            }
        }
        if (count == STATES_MAX) {
            more = true;
            return;
        }
        states[count] = state;
        authors[count++] = author(frontier, steps, order, placed);
        rememberLeft(frontier);
    }

    private static int author(Frontier frontier, Steps steps, int[] order, int placed) {
        for (int i = placed - 1; i >= 0; i--) {
            if (!steps.isReadOnly(frontier.kind(order[i]))) {
                return order[i];
            }
        }
        return NOBODY;
    }

    private void rememberLeft(Frontier frontier) {
        for (int word = 0; word < frontier.open.length; word++) {
            long bits = frontier.open[word] & ~frontier.placed[word];
            while (bits != 0 && leftCount < LEFT_MAX) {
                int operation = frontier.at(Long.SIZE * word + Long.numberOfTrailingZeros(bits));
                if (operation != stuck && !isLeft(operation)) {
                    left[leftCount++] = operation;
                }
                bits &= bits - 1;
            }
        }
    }

    private boolean isLeft(int operation) {
        for (int i = 0; i < leftCount; i++) {
            if (left[i] == operation) {
                return true;
            }
        }
        return false;
    }

    /** The rank of the completion that no order could pass; -1 before the search turned back anywhere. */
    public int position() {
        return position;
    }

    /** The operation that completed there. */
    public int stuck() {
        return stuck;
    }

    /** Some of the states met there. */
    public int[] states() {
        return Arrays.copyOf(states, count);
    }

    /** For each of these states, the operation that brought it about; -1 if it is the initial one. */
    public int[] authors() {
        return Arrays.copyOf(authors, count);
    }

    /** Whether there were other states. */
    public boolean hasMoreStates() {
        return more;
    }

    /** Some of the other operations under way and not placed, in one of these states or another. */
    public int[] left() {
        return Arrays.copyOf(left, leftCount);
    }
}
