package dev.seaworthy.sim.campaign;

/**
 * How the run of one seed ended.
 *
 * @param property the property it broke; null if it broke none
 * @param story what happened, in one sentence; null if nothing broke
 * @param events how many events the run had; 0 if it crashed
 */
public record SeedVerdict(String property, String story, long events) {
    public SeedVerdict {
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
