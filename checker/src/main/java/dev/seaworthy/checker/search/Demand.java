package dev.seaworthy.checker.search;

/**
 * Of a register, how many operations that are not placed need each value, and how many could still bring it about; also
 * those not yet invoked.
 */
final class Demand {
    private final RegisterSteps steps;
    private final Frontier frontier;
    /**
     * By value: completing operations that need it, operations of unknown outcome that need it, and all that leave it.
     */
    private final int[] needers;

    private final int[] unknownNeeders;
    private final int[] producers;
    /** By value, the kinds with operations of unknown outcome that leave it. */
    private final int[] unknownLeavingFrom;

    private final int[] unknownLeaving;

    Demand(Problem problem, RegisterSteps steps, Frontier frontier) {
        this.steps = steps;
        this.frontier = frontier;
        needers = new int[steps.values()];
        unknownNeeders = new int[steps.values()];
        producers = new int[steps.values()];
        for (int operation = 0; operation < problem.size(); operation++) {
            count(operation, 1);
        }
        unknownLeavingFrom = new int[steps.values() + 1];
        unknownLeaving = new int[groupUnknownKinds()];
        fillUnknownKinds();
    }

    private int groupUnknownKinds() {
        int total = 0;
        for (int kind = 0; kind < steps.kinds(); kind++) {
            if (frontier.unknownOf(kind) > 0 && steps.leave(kind) != RegisterSteps.NONE) {
                unknownLeavingFrom[steps.leave(kind) + 1]++;
                total++;
            }
        }
        for (int value = 0; value < steps.values(); value++) {
            unknownLeavingFrom[value + 1] += unknownLeavingFrom[value];
        }
        return total;
    }

    private void fillUnknownKinds() {
        int[] next = unknownLeavingFrom.clone();
        for (int kind = 0; kind < steps.kinds(); kind++) {
            if (frontier.unknownOf(kind) > 0 && steps.leave(kind) != RegisterSteps.NONE) {
                unknownLeaving[next[steps.leave(kind)]++] = kind;
            }
        }
    }

    private void count(int operation, int change) {
        int kind = frontier.kind(operation);
        int need = steps.need(kind);
        int leave = steps.leave(kind);
        if (need != RegisterSteps.NONE) {
            int[] counts = frontier.isUnknown(operation) ? unknownNeeders : needers;
            counts[need] += change;
        }
        if (leave != RegisterSteps.NONE) {
            producers[leave] += change;
        }
    }

    void place(int operation) {
        count(operation, -1);
    }

    void takeBack(int operation) {
        count(operation, 1);
    }

    /** Whether nothing that is not placed can make use of this value. */
    boolean isDead(int value) {
        return needers[value] == 0 && unknownNeeders[value] == 0;
    }

    /**
     * Whether an operation may change this state for another: not if somebody still needs it and nothing could bring it
     * back.
     *
     * @param uses whether the operation itself is one of those that complete and need the state
     */
    boolean mayLeave(int state, boolean uses) {
        return producers[state] > 0 || needers[state] == (uses ? 1 : 0);
    }

    int unknownLeavingFrom(int value) {
        return unknownLeavingFrom[value];
    }

    int unknownLeavingTo(int value) {
        return unknownLeavingFrom[value + 1];
    }

    int unknownLeaving(int place) {
        return unknownLeaving[place];
    }
}
