package dev.seaworthy.checker;

/**
 * How much a search may do before it gives up. Counts, never time: the same history gets the same verdict everywhere.
 *
 * @param visitedMax how many configurations the search may enter, counting each time it enters one again; bounds time
 * @param rememberedMax how many configurations it may remember at once; bounds memory. Beyond it the search goes on
 *     without remembering more. One takes some 50 bytes, plus 1 bit for each operation of unknown outcome and each one
 *     concurrent with it.
 * @param memoryMaxBytes how much memory the decision of one partition may take, beside the history itself. Where the
 *     work cannot begin within it the verdict is UNKNOWN; where it runs out under way the search goes on without
 *     remembering more.
 */
public record Budget(long visitedMax, int rememberedMax, long memoryMaxBytes) {
    /** For one history, looked at by a person: seconds, and some hundred megabytes at worst. */
    public static final Budget GENEROUS = new Budget(20_000_000, 4_000_000);

    /** For one of thousands of histories: milliseconds, and some megabytes at worst. */
    public static final Budget SMALL = new Budget(100_000, 100_000);

    public Budget {
        if (visitedMax < 0 || rememberedMax < 0 || memoryMaxBytes < 0) {
            throw new IllegalArgumentException(
                    "negative budget: " + visitedMax + ", " + rememberedMax + ", " + memoryMaxBytes);
        }
    }

    /** A budget that bounds memory by what is remembered alone. */
    public Budget(long visitedMax, int rememberedMax) {
        this(visitedMax, rememberedMax, Long.MAX_VALUE);
    }

    /** The same with another bound on memory, such as a share of the heap. */
    public Budget withMemoryMaxBytes(long bytes) {
        return new Budget(visitedMax, rememberedMax, bytes);
    }
}
