package dev.seaworthy.checker;

import java.util.List;

/**
 * Whoever carries out independent pieces of work. The checker starts no threads; a caller that has some lends them this
 * way, for instance by {@code executor.invokeAll} and waiting. Results never depend on who worked, or on how many.
 */
@FunctionalInterface
public interface Workers {
    /** All on the calling thread, one after the other. */
    Workers CALLER = tasks -> tasks.forEach(Runnable::run);

    /**
     * Runs each task once, in any order, on any threads, and returns when all have ended and what they wrote is visible
     * to the caller. A task that throws makes this throw, when the others have ended.
     */
    void runAll(List<Runnable> tasks);
}
