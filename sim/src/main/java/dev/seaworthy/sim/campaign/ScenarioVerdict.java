package dev.seaworthy.sim.campaign;

/**
 * How the run of a scenario ended.
 *
 * @param property the property it broke; null if it broke none
 * @param story what happened, in one sentence; null if nothing broke
 * @param atNanos when, in virtual nanoseconds; 0 if it crashed, and where nothing broke
 */
public record ScenarioVerdict(String property, String story, long atNanos) {
    /** Every property held. */
    public static final ScenarioVerdict CLEAN = new ScenarioVerdict(null, null, 0);

    public ScenarioVerdict {
        if ((property == null) != (story == null)) {
            throw new IllegalArgumentException(
                    "a broken property has a story, and only that: " + property + ", " + story);
        }
    }

    /** Whether every property held. */
    public boolean isClean() {
        return property == null;
    }
}
