package dev.seaworthy.checker.search;

/** A search that tries windows after every few configurations, so that small histories come that far. */
public final class EagerWindows {
    private EagerWindows() {}

    /** The end of the search. */
    public static JustInTimeSearch.End end(Problem problem, long visitsFirst) {
        Limits limits = new Limits(Integer.MAX_VALUE, Long.MAX_VALUE, () -> false);
        return new PatientSearch(problem, limits, visitsFirst, new WindowRefutation(problem, limits, 2)).run(1_000_000);
    }

    /** The operations of the window that refutes, none if the search ended in another way. */
    public static int[] contradiction(Problem problem, long visitsFirst) {
        Limits limits = new Limits(Integer.MAX_VALUE, Long.MAX_VALUE, () -> false);
        PatientSearch search =
                new PatientSearch(problem, limits, visitsFirst, new WindowRefutation(problem, limits, 2));
        search.run(1_000_000);
        return search.contradiction();
    }
}
