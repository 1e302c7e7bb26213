package dev.seaworthy.sim.campaign;

/** Told after every seed. Never called by two threads at once. */
public interface CampaignProgress {
    /** Nobody watches. */
    CampaignProgress NONE = (seeds, events, violations) -> {};

    /**
     * Another seed is done.
     *
     * @param seeds how many are done by now
     * @param events how many events they had
     * @param violations how many of them broke a property
     */
    void seedDone(long seeds, long events, long violations);
}
