package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.scenario.Portfolio;

/**
 * Which seeds to run, and how.
 *
 * @param fromSeed the first seed
 * @param toSeed the last seed, included
 * @param portfolio from which scenarios each seed picks its own
 * @param jobs how many threads
 * @param wallNanosMax after how long no further seed is begun, in nanoseconds of the clock passed in; {@link #NO_END}
 *     for never
 */
public record CampaignPlan(long fromSeed, long toSeed, Portfolio portfolio, int jobs, long wallNanosMax) {
    /** No limit in time. */
    public static final long NO_END = Long.MAX_VALUE;

    public CampaignPlan {
        if (fromSeed > toSeed || toSeed == Long.MAX_VALUE) {
            throw new IllegalArgumentException("no seeds from " + fromSeed + " to " + toSeed);
        }
        if (jobs < 1 || wallNanosMax < 0) {
            throw new IllegalArgumentException("jobs >= 1 and wallNanosMax >= 0, not " + jobs + " and " + wallNanosMax);
        }
    }
}
