package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.scenario.Scenario;

/** Is told how shrinking gets on, always by the thread that called the shrinker. */
public interface ShrinkProgress {
    /** Nobody watches. */
    ShrinkProgress NONE = (tries, smallest) -> {};

    /**
     * Some more candidates were judged.
     *
     * @param tries how many so far
     * @param smallest the smallest scenario known to fail in the same way
     */
    void tried(long tries, Scenario smallest);
}
