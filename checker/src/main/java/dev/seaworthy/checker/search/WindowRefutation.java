package dev.seaworthy.checker.search;

import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Proves that a few operations of a register contradict each other, whatever came before them.
 *
 * <p>Of all operations, those completed in a window of time are kept, the last of them at a point where a search got
 * stuck. What had begun before the window may have taken effect before it, what ends after the window may take effect
 * after it, so both may be left out; a mere observation of that sort says nothing. If the rest has no order from any
 * state the register can have been in, then the whole has none: every change only made the task easier.
 */
public final class WindowRefutation {
    private static final int COMPLETIONS_MIN = 8;
    private static final int COMPLETIONS_MAX = 1 << 9;
    private static final long VISITS_MIN = 2_000;
    private static final long VISITS_PER_COMPLETION = 16;
    private static final int NONE = RegisterSteps.NONE;

    private final Problem problem;
    private final Intervals intervals;
    private final RegisterSteps steps;
    private final Limits limits;
    private final int completionsMin;
    private long visited;
    private int positionTried = -1;
    private int[] contradiction = new int[0];

    /** For a problem whose steps are those of a register. */
    public WindowRefutation(Problem problem, Limits limits) {
        this(problem, limits, COMPLETIONS_MIN);
    }

    /** One whose smallest window has as many completions. */
    WindowRefutation(Problem problem, Limits limits, int completionsMin) {
        this.completionsMin = completionsMin;
        this.problem = problem;
        this.limits = limits;
        intervals = problem.intervals();
        steps = (RegisterSteps) problem.steps();
    }

    /**
     * Tries windows that end with the completion of this rank, small ones first. True if one has no order.
     *
     * @param visitsMax how many configurations it may enter
     */
    public boolean refutes(int position, long visitsMax) {
        if (position < 0 || position == positionTried) {
            return false;
        }
        positionTried = position;
        long visitedMax = visited + visitsMax;
        int cut = position;
        int completions = 1;
        for (int size = completionsMin; size <= COMPLETIONS_MAX; size *= 2) {
            while (cut > 0 && completions < size) {
                cut--;
                completions += intervals.event(cut) < 0 ? 1 : 0;
            }
            if (isContradiction(cut, position, VISITS_MIN + VISITS_PER_COMPLETION * size, visitedMax)) {
                return true;
            }
            if (cut == 0) {
                return false;
            }
        }
        return false;
    }

    /** The operations of the window that refuted; they all completed in it. */
    public int[] contradiction() {
        return contradiction;
    }

    /** How many configurations were entered in all windows. */
    public long visited() {
        return visited;
    }

    private boolean isContradiction(int cut, int position, long visitsMax, long visitedMax) {
        Selection selection = new Selection(cut, position);
        Problem window = selection.problem(selection.values.size());
        for (int start = 0; start <= selection.values.size(); start++) {
            RegisterSteps from = ((RegisterSteps) window.steps()).startingWith(start);
            Problem fromHere = new Problem(window.intervals(), window.kinds(), from);
            JustInTimeSearch search = new JustInTimeSearch(fromHere, limits);
            JustInTimeSearch.End end = search.run(Math.min(visitsMax, visitedMax - visited));
            visited += search.visited();
            if (end != JustInTimeSearch.End.EXHAUSTED) {
                return false;
            }
        }
        contradiction = selection.required();
        return true;
    }

    /** The operations of one window. Values are numbered anew; the one after the last stands for all others. */
    private final class Selection {
        private final int cut;
        private final int position;
        private int[] chosen = new int[64];
        private int count;
        private final TreeMap<Integer, Integer> values = new TreeMap<>();
        private final TreeMap<Integer, Integer> wanted = new TreeMap<>();
        private boolean someDiffer;

        Selection(int cut, int position) {
            this.cut = cut;
            this.position = position;
            for (int rank = cut; rank <= position; rank++) {
                if (intervals.event(rank) < 0) {
                    noteRequired(~intervals.event(rank));
                }
            }
            boolean grown = !someDiffer;
            while (grown) {
                grown = false;
                for (int i = 0; i < problem.size() && intervals.invocation(i) < position; i++) {
                    grown |= isOptional(i) && wantOnwards(problem.kinds()[i]);
                }
            }
            for (int i = 0; i < problem.size() && intervals.invocation(i) < position; i++) {
                int kind = problem.kinds()[i];
                if (isRequired(i) || isOptional(i) && (someDiffer || wanted.containsKey(steps.leave(kind)))) {
                    choose(i);
                }
            }
        }

        private boolean isRequired(int operation) {
            return intervals.invocation(operation) >= cut && intervals.completion(operation) <= position;
        }

        private boolean isOptional(int operation) {
            return !isRequired(operation)
                    && intervals.completion(operation) >= cut
                    && !steps.isReadOnly(problem.kinds()[operation]);
        }

        private void noteRequired(int operation) {
            int kind = problem.kinds()[operation];
            if (isRequired(operation)) {
                someDiffer |= steps.differ(kind) != NONE;
                if (steps.need(kind) != NONE) {
                    wanted.putIfAbsent(steps.need(kind), 0);
                }
            }
        }

        /**
         * An optional operation that leaves a wanted value makes the value it needs wanted too. True if that is new.
         */
        private boolean wantOnwards(int kind) {
            return wanted.containsKey(steps.leave(kind))
                    && steps.need(kind) != NONE
                    && wanted.putIfAbsent(steps.need(kind), 0) == null;
        }

        private void choose(int operation) {
            if (count == chosen.length) {
                chosen = Arrays.copyOf(chosen, 2 * count);
            }
            chosen[count++] = operation;
            int kind = problem.kinds()[operation];
            for (int value : new int[] {steps.need(kind), steps.leave(kind), steps.differ(kind)}) {
                if (value != NONE) {
                    values.putIfAbsent(value, values.size());
                }
            }
        }

        private int local(int value) {
            return value == NONE ? NONE : values.get(value);
        }

        Problem problem(int others) {
            long[] invokedAt = new long[count];
            long[] completedAt = new long[count];
            int[] kinds = new int[count];
            RegisterSteps local = new RegisterSteps(others + 1, others);
            TreeMap<Integer, Integer> localKinds = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                int kind = problem.kinds()[chosen[i]];
                Integer known = localKinds.get(kind);
                if (known == null) {
                    known = local.add(local(steps.need(kind)), local(steps.leave(kind)), local(steps.differ(kind)));
                    localKinds.put(kind, known);
                }
                kinds[i] = known;
                invokedAt[i] = intervals.invocation(chosen[i]);
                completedAt[i] = isRequired(chosen[i]) ? intervals.completion(chosen[i]) : Intervals.NEVER_TIME;
            }
            return new Problem(new Intervals(invokedAt, completedAt), kinds, local);
        }

        int[] required() {
            int[] required = new int[count];
            int next = 0;
            for (int i = 0; i < count; i++) {
                if (isRequired(chosen[i])) {
                    required[next++] = chosen[i];
                }
            }
            return Arrays.copyOf(required, next);
        }
    }
}
