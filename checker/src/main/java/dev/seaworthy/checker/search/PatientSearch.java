package dev.seaworthy.checker.search;

import dev.seaworthy.checker.search.JustInTimeSearch.End;

/**
 * The search for a problem of any kind, with what else helps where the steps are those of a register: whenever the
 * search has been long for its size, a {@link WindowRefutation} is tried at the furthest point it came to. As that may
 * lie long before what is wrong, a second search without foresight then runs into the wrong place itself, and a window
 * is tried there.
 */
public final class PatientSearch {
    private static final long VISITS_FIRST = 2_000;
    private static final long VISITS_PER_OPERATION = 4;

    private final Problem problem;
    private final Limits limits;
    private final JustInTimeSearch search;
    private JustInTimeSearch blind;
    private final WindowRefutation windows;
    private final long visitsFirst;
    private boolean refutedByWindow;

    /** A search that has not begun. */
    public PatientSearch(Problem problem, Limits limits) {
        this(
                problem,
                limits,
                VISITS_FIRST + VISITS_PER_OPERATION * problem.size(),
                problem.steps() instanceof RegisterSteps ? new WindowRefutation(problem, limits) : null);
    }

    /** A search that first tries these windows, if any, after as many configurations. */
    PatientSearch(Problem problem, Limits limits, long visitsFirst, WindowRefutation windows) {
        this.problem = problem;
        this.limits = limits;
        search = new JustInTimeSearch(problem, limits);
        this.windows = windows;
        this.visitsFirst = visitsFirst;
    }

    /** How much memory a search over as many operations takes before it remembers anything; roughly. */
    public static long memoryBytes(long operations) {
        return 2 * JustInTimeSearch.memoryBytes(operations);
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
            refutedByWindow = windows.refutes(search.deepest().position(), visitedMax - visited())
                    || windows.refutes(runBlind(Math.min(allowed, visitedMax - visited())), visitedMax - visited());
            if (refutedByWindow) {
                return End.EXHAUSTED;
            }
            if (visited() >= visitedMax) {
                return End.OUT_OF_VISITS;
            }
            allowed = Math.min(visitedMax - (visited() - search.visited()), 2 * allowed);
        }
    }

    /** Lets the search without foresight enter some configurations more. Returns the furthest point it came to. */
    private int runBlind(long more) {
        if (blind == null) {
            blind = new JustInTimeSearch(problem, new Limits(0, limits.memoryMaxBytes(), limits.isOver()), false);
        }
        blind.run(blind.visited() + more);
        return blind.deepest().position();
    }

    /** How many configurations were entered. */
    public long visited() {
        return search.visited() + (windows == null ? 0 : windows.visited()) + (blind == null ? 0 : blind.visited());
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
