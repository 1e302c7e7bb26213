package dev.seaworthy.checker.search;

import java.util.Arrays;

/**
 * Searches for an order of the operations that respects real time and the steps.
 *
 * <p>This is the search of Wing and Gong with the memory of Lowe, in the form that places operations just in time: it
 * goes from completion to completion, and before each one places of the operations under way what must, or may as well,
 * come before it. So a configuration is told apart by the operations under way alone, however long the history is, and
 * a moment at which nothing is under way is a bottleneck of one configuration for each state.
 *
 * <p>Three rules keep it from trying what cannot matter, beside those of {@link Candidates} and {@link Memo}. Each maps
 * every way to the goal onto one that the search still goes:
 *
 * <ul>
 *   <li>A read-only operation that is possible is placed at once: moved to the front it disturbs nobody.
 *   <li>Of a register: before a write, every other write under way is placed whose value nobody can use. It is
 *       overwritten unseen. Not so if some operation only waits for any other value.
 *   <li>The end is reached when all completing operations are placed; the others may never have happened.
 * </ul>
 *
 * <p>It can be continued after it stopped at a limit. For one thread; works on one problem.
 */
public final class JustInTimeSearch {
    /** How a run ended. */
    public enum End {
        /** There is an order. */
        FOUND,
        /** There is none. */
        EXHAUSTED,
        /** As many configurations as allowed were entered. */
        OUT_OF_VISITS,
        /** The states took more memory than allowed. */
        OUT_OF_MEMORY,
        /** The caller said that it is over. */
        INTERRUPTED
    }

    private static final int LOOK_UP_EVERY = 16;
    private static final int FRAME = 4;
    /** What the arrays here and in the frontier take for each operation, slightly rounded up. */
    private static final int BYTES_PER_OPERATION = 48;

    private final Steps steps;
    private final RegisterSteps register;
    private final Limits limits;
    private final long stepsMaxBytes;
    private final Frontier frontier;
    private final Demand demand;
    private final Candidates candidates;
    private final Memo memo;
    private final Used used = new Used();
    private final Used counted = new Used();
    private final DeepestPoint deepest = new DeepestPoint();

    private int[] order;
    private int placed;
    private int state;
    /**
     * For each choice: the position, the state and the number placed before it, and the rank of the next alternative.
     */
    private int[] frames = new int[16 * FRAME];

    private int depth;
    private int nextCandidate;
    private boolean fresh = true;
    private long visited;

    /** A search that has not begun. */
    public JustInTimeSearch(Problem problem, Limits limits) {
        this(problem, limits, true);
    }

    /**
     * A search that has not begun.
     *
     * @param hasForesight whether it turns back already where something in the future can no longer come true, rather
     *     than when it comes to that
     */
    JustInTimeSearch(Problem problem, Limits limits, boolean hasForesight) {
        this.limits = limits;
        steps = problem.steps();
        register = steps instanceof RegisterSteps ofRegister ? ofRegister : null;
        frontier = new Frontier(problem);
        demand = register == null ? null : new Demand(problem, register, frontier);
        candidates = new Candidates(frontier, steps, register, demand, hasForesight);
        long memoryLeft = Math.max(0, limits.memoryMaxBytes() - memoryBytes(problem.size()));
        // The states of a register are there from the beginning; any other's come to be on the way.
        stepsMaxBytes = register == null ? memoryLeft / 2 : Long.MAX_VALUE;
        long memoMaxBytes = register == null ? memoryLeft / 2 : memoryLeft;
        memo = new Memo(frontier.open.length, problem.size(), limits.rememberedMax(), memoMaxBytes);
        order = new int[problem.size()];
        state = steps.initial();
        frontier.advance();
        settle();
    }

    /** How much memory a search over as many operations takes before it remembers anything; roughly. */
    public static long memoryBytes(long operations) {
        return BYTES_PER_OPERATION * operations;
    }

    /**
     * Searches on until the end is known, or as many configurations were entered in all, or another limit is reached.
     */
    public End run(long visitedMax) {
        while (true) {
            if (fresh) {
                if (frontier.isDone()) {
                    return End.FOUND;
                }
                if (visited >= visitedMax) {
                    return End.OUT_OF_VISITS;
                }
                if (steps.memoryBytes() > stepsMaxBytes) {
                    return End.OUT_OF_MEMORY;
                }
                if (visited % LOOK_UP_EVERY == LOOK_UP_EVERY - 1
                        && limits.isOver().getAsBoolean()) {
                    return End.INTERRUPTED;
                }
                visited++;
                fresh = false;
                nextCandidate = 0;
                if (!memo.add(frontier.position(), state, frontier.placed, relevantUsed())) {
                    nextCandidate = Integer.MAX_VALUE;
                }
            }
            int candidate = nextCandidate == Integer.MAX_VALUE ? -1 : candidates.get(state, nextCandidate);
            if (candidate >= 0) {
                choose(candidate);
            } else {
                if (nextCandidate != Integer.MAX_VALUE) {
                    deepest.meet(frontier, steps, state, order, placed);
                }
                if (!turnBack()) {
                    return End.EXHAUSTED;
                }
            }
        }
    }

    private void choose(int operation) {
        if (frames.length < (depth + 1) * FRAME) {
            frames = Arrays.copyOf(frames, 2 * frames.length);
        }
        int frame = depth * FRAME;
        frames[frame] = frontier.position();
        frames[frame + 1] = state;
        frames[frame + 2] = placed;
        frames[frame + 3] = nextCandidate + 1;
        depth++;
        int kind = frontier.kind(operation);
        if (register != null && register.isBlind(kind) && !register.hasDiffers()) {
            hideDeadWrites(operation);
        }
        place(operation);
        state = steps.step(state, kind);
        settle();
        fresh = true;
    }

    private void hideDeadWrites(int write) {
        for (int word = 0; word < frontier.open.length; word++) {
            long bits = frontier.open[word] & ~frontier.placed[word];
            while (bits != 0) {
                int other = frontier.at(Long.SIZE * word + Long.numberOfTrailingZeros(bits));
                int kind = frontier.kind(other);
                if (other != write && register.isBlind(kind) && demand.isDead(register.leave(kind))) {
                    place(other);
                }
                bits &= bits - 1;
            }
        }
    }

    /** Places what can be read, passes what can be passed, and so on. */
    private void settle() {
        do {
            for (int word = 0; word < frontier.open.length; word++) {
                long bits = frontier.open[word] & ~frontier.placed[word];
                while (bits != 0) {
                    int operation = frontier.at(Long.SIZE * word + Long.numberOfTrailingZeros(bits));
                    int kind = frontier.kind(operation);
                    if (steps.isReadOnly(kind) && steps.step(state, kind) != Steps.IMPOSSIBLE) {
                        place(operation);
                    }
                    bits &= bits - 1;
                }
            }
        } while (frontier.advance());
    }

    private void place(int operation) {
        order[placed++] = operation;
        frontier.place(operation);
        if (demand != null) {
            demand.place(operation);
        }
        if (frontier.isUnknown(operation)) {
            used.increment(frontier.kind(operation));
        }
    }

    private boolean turnBack() {
        if (depth == 0) {
            return false;
        }
        depth--;
        int frame = depth * FRAME;
        frontier.retreat(frames[frame]);
        state = frames[frame + 1];
        while (placed > frames[frame + 2]) {
            int operation = order[--placed];
            frontier.takeBack(operation);
            if (demand != null) {
                demand.takeBack(operation);
            }
            if (frontier.isUnknown(operation)) {
                used.decrement(frontier.kind(operation));
            }
        }
        nextCandidate = frames[frame + 3];
        return true;
    }

    /** The kinds of unknown outcome used so far, without those of a register that can never be of use again. */
    private Used relevantUsed() {
        if (register == null || register.hasDiffers() || used.size() == 0) {
            return used;
        }
        counted.clear();
        for (int i = 0; i < used.size(); i++) {
            if (!demand.isDead(register.leave(used.kind(i)))) {
                counted.append(used.kind(i), (int) used.get(i));
            }
        }
        return counted;
    }

    /** How many configurations were entered so far. */
    public long visited() {
        return visited;
    }

    /** Whether some of them could not be remembered. */
    public boolean isMemoryFull() {
        return memo.isFull();
    }

    /** The operations in the order found; meaningful after FOUND. */
    public int[] order() {
        return Arrays.copyOf(order, placed);
    }

    /** Where it had to turn back latest in time. */
    public DeepestPoint deepest() {
        return deepest;
    }
}
