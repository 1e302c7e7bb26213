package dev.seaworthy.checker.search;

import java.util.Arrays;

/**
 * What a search may try next in a configuration, the most promising first. What it leaves out is never needed: to every
 * way on there is one that begins with a candidate.
 *
 * <ul>
 *   <li>Of operations of one kind, only the one that completes first: exchanging two of them changes nothing else.
 *   <li>Of operations of unknown outcome, only such as change the state.
 *   <li>Of a register: of those, only such as leave what an operation under way needs, at once or through others of
 *       unknown outcome. What nobody observes before the next change may as well not have happened.
 *   <li>Of a register: nothing that changes a value somebody still needs and nothing can bring back.
 * </ul>
 */
final class Candidates {
    /** Above every rank: what may as well never have happened comes last. */
    private static final long UNKNOWN = 1L << 32;

    private final Frontier frontier;
    private final Steps steps;
    private final RegisterSteps register;
    private final Demand demand;
    private final boolean hasForesight;

    private int[] operations = new int[8];
    private long[] priorities = new long[8];
    private int count;

    private int stamp;
    private final int[] kindStamps;
    private final int[] kindPlaces;

    /** Of a register: the values that what is under way needs, with the first completion that waits for each. */
    private final int[] wantedStamps;

    private final int[] wantedUntil;
    private int[] wanted = new int[8];
    private int wantedCount;
    private boolean someWaitForChange;

    Candidates(Frontier frontier, Steps steps, RegisterSteps register, Demand demand, boolean hasForesight) {
        this.frontier = frontier;
        this.steps = steps;
        this.register = register;
        this.demand = demand;
        this.hasForesight = hasForesight && register != null;
        kindStamps = new int[steps.kinds()];
        kindPlaces = new int[steps.kinds()];
        int values = register == null ? 0 : register.values();
        wantedStamps = new int[values];
        wantedUntil = new int[values];
    }

    /** The candidate of this rank in this state, from 0; -1 if there are not as many. */
    int get(int state, int rank) {
        collect(state);
        if (rank >= count) {
            return -1;
        }
        for (int i = 1; i < count; i++) {
            long priority = priorities[i];
            int operation = operations[i];
            int place = i;
            while (place > 0 && priorities[place - 1] > priority) {
                priorities[place] = priorities[place - 1];
                operations[place] = operations[place - 1];
                place--;
            }
            priorities[place] = priority;
            operations[place] = operation;
        }
        return operations[rank];
    }

    private void collect(int state) {
        count = 0;
        stamp++;
        if (register != null) {
            collectWanted(state);
        }
        for (int word = 0; word < frontier.open.length; word++) {
            long bits = frontier.open[word] & ~frontier.placed[word];
            while (bits != 0) {
                consider(frontier.at(Long.SIZE * word + Long.numberOfTrailingZeros(bits)), state);
                bits &= bits - 1;
            }
        }
        if (register == null || someWaitForChange) {
            for (int kind : frontier.unknownKinds()) {
                considerUnknown(kind, state, 0);
            }
        } else {
            considerWantedUnknown(state);
        }
    }

    private void consider(int operation, int state) {
        int kind = frontier.kind(operation);
        if (steps.isReadOnly(kind)) {
            return;
        }
        int completion = frontier.completion(operation);
        if (kindStamps[kind] == stamp) {
            int place = kindPlaces[kind];
            if (place >= 0 && completion < frontier.completion(operations[place])) {
                operations[place] = operation;
                priorities[place] = priority(kind, completion);
            }
            return;
        }
        kindStamps[kind] = stamp;
        kindPlaces[kind] = -1;
        int next = steps.step(state, kind);
        if (next == Steps.IMPOSSIBLE) {
            return;
        }
        if (hasForesight && next != state && !demand.mayLeave(state, register.need(kind) == state)) {
            return;
        }
        kindPlaces[kind] = count;
        add(operation, priority(kind, completion));
    }

    /**
     * What must be placed soonest comes first, for its own sake or for that of somebody who waits for what it leaves.
     */
    private long priority(int kind, int completion) {
        if (register == null) {
            return completion;
        }
        int value = register.leave(kind);
        return wantedStamps[value] == stamp ? Math.min(completion, wantedUntil[value]) : completion;
    }

    private void considerUnknown(int kind, int state, long wantedUntilThen) {
        if (!frontier.hasUnknown(kind)) {
            return;
        }
        int next = steps.step(state, kind);
        if (next == Steps.IMPOSSIBLE || next == state) {
            return;
        }
        if (!hasForesight || demand.mayLeave(state, false)) {
            add(frontier.nextUnknown(kind), UNKNOWN | wantedUntilThen);
        }
    }

    private void collectWanted(int state) {
        wantedCount = 0;
        someWaitForChange = false;
        for (int word = 0; word < frontier.open.length; word++) {
            long bits = frontier.open[word] & ~frontier.placed[word];
            while (bits != 0) {
                int operation = frontier.at(Long.SIZE * word + Long.numberOfTrailingZeros(bits));
                int kind = frontier.kind(operation);
                int need = register.need(kind);
                if (need != RegisterSteps.NONE && need != state) {
                    want(need, frontier.completion(operation));
                }
                someWaitForChange |= register.differ(kind) == state;
                bits &= bits - 1;
            }
        }
        for (int i = 0; i < wantedCount; i++) {
            int value = wanted[i];
            for (int at = demand.unknownLeavingFrom(value); at < demand.unknownLeavingTo(value); at++) {
                int kind = demand.unknownLeaving(at);
                int need = register.need(kind);
                if (need != RegisterSteps.NONE && need != state && frontier.hasUnknown(kind)) {
                    want(need, wantedUntil[value]);
                }
            }
        }
    }

    private void want(int value, int until) {
        if (wantedStamps[value] == stamp) {
            wantedUntil[value] = Math.min(wantedUntil[value], until);
            return;
        }
        wantedStamps[value] = stamp;
        wantedUntil[value] = until;
        if (wantedCount == wanted.length) {
            wanted = Arrays.copyOf(wanted, 2 * wantedCount);
        }
        wanted[wantedCount++] = value;
    }

    private void considerWantedUnknown(int state) {
        for (int i = 0; i < wantedCount; i++) {
            int value = wanted[i];
            for (int at = demand.unknownLeavingFrom(value); at < demand.unknownLeavingTo(value); at++) {
                considerUnknown(demand.unknownLeaving(at), state, wantedUntil[value]);
            }
        }
    }

    private void add(int operation, long priority) {
        if (count == operations.length) {
            operations = Arrays.copyOf(operations, 2 * count);
            priorities = Arrays.copyOf(priorities, 2 * count);
        }
        operations[count] = operation;
        priorities[count++] = priority;
    }
}
