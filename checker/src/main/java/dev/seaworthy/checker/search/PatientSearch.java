package dev.seaworthy.checker.search;

import dev.seaworthy.checker.search.JustInTimeSearch.End;

/**
 * The search for a problem of any kind, with what else helps where the steps are those of a register: whenever the
 * search has been long for its size, a {@link WindowRefutation} is tried at the furthest point it came to.
 */
public final class PatientSearch {
    private static final long VISITS_FIRST = 2_000;
    private static final long VISITS_PER_OPERATION = 4;

    private final JustInTimeSearch search;
    private final WindowRefutation windows;
    private final long visitsFirst;
    private boolean refutedByWindow;

    /** A search that has not begun. */
    public PatientSearch(Problem problem, Limits limits) {
        search = new JustInTimeSearch(problem, limits);
        windows = problem.steps() instanceof RegisterSteps ? new WindowRefutation(problem, limits) : null;
        visitsFirst = VISITS_FIRST + VISITS_PER_OPERATION * problem.size();
    }

    /** Searches until the end is known or a limit is reached. */
    public End run(long visitedMax) {
        if (windows == null) {
            return search.run(visitedMax);
        }
        long allowed = Math.min(visitedMax, visitsFirst);
        while (true) {
            End end = search.run(allowed);
            if (end != End.OUT_OF_VISITS || visited() >= visitedMax) {
                return end;
            }
            refutedByWindow = windows.refutes(search.deepest().position(), visitedMax - visited());
            if (refutedByWindow) {
                return End.EXHAUSTED;
            }
            if (visited() >= visitedMax) {
                return End.OUT_OF_VISITS;
            }
            allowed = Math.min(visitedMax - windows.visited(), 2 * allowed);
        }
    }

    /** How many configurations were entered. */
    public long visited() {
        return search.visited() + (windows == null ? 0 : windows.visited());
    }

    /** Whether some of them could not be remembered. */
    public boolean isMemoryFull() {
        return search.isMemoryFull();
    }

    /** The operations in the order found; meaningful after FOUND. */
    public int[] order() {
        return search.order();
    }

    /** The operations that contradict each other in any state, if that was found; else none. */
    public int[] contradiction() {
        return refutedByWindow ? windows.contradiction() : new int[0];
    }

    /** Where the search had to turn back latest in time; meaningful after EXHAUSTED without a contradiction. */
    public DeepestPoint deepest() {
        return search.deepest();
    }
}
