package dev.seaworthy.sim.scenario;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;

/**
 * Successive draws about one part of a scenario. Each part has dice of its own, so that a change in how one part is
 * drawn leaves the other parts of every seed's scenario as they were. Not thread safe.
 */
final class Dice {
    /** A part of a scenario that is drawn by itself; its code enters every draw and never changes. */
    enum Part {
        PROFILE(1),
        NODES(2),
        LIMITS(3),
        NETWORK(4),
        DISK(5),
        CLOCKS(6),
        WORKLOAD(7),
        DURATION(8),
        TIMED_FAULTS(9),
        TRIGGERED_FAULTS(10),
        SNAPSHOTS(11),
        ACTIONS(12),
        SESSIONS(13),
        LEASES(14),
        RELEASES(15),
        PRIORITIES(16),
        CACHE(17),
        UPGRADES(18),
        SPARES(19),
        MUTATION(20);

        private final int code;

        Part(int code) {
            this.code = code;
        }
    }

    private static final int PERCENT_PPM = Draws.CERTAIN_PPM / 100;

    private final Draws draws;
    private final Part part;
    private long drawn;

    Dice(Draws draws, Part part) {
        this.draws = draws;
        this.part = part;
    }

    /** Whether something happens that happens with a probability of so many percent. */
    boolean chance(int percent) {
        return draws.chance(percent * PERCENT_PPM, Concern.SCENARIO, part.code, drawn++, 0);
    }

    /** A number from {@code min} to {@code max}, both included, all equally likely. */
    long between(long min, long max) {
        return draws.between(min, max, Concern.SCENARIO, part.code, drawn++, 0);
    }

    /** A number from {@code min} to {@code max}, both included, all equally likely. */
    int between(int min, int max) {
        return (int) between((long) min, max);
    }

    /** A number from {@code min} to {@code max}, both included, every order of magnitude equally likely. */
    long logUniform(long min, long max) {
        return draws.logUniform(min, max, Concern.SCENARIO, part.code, drawn++, 0);
    }

    /** A number from {@code min} to {@code max}, both included, every order of magnitude equally likely. */
    int logUniform(int min, int max) {
        return (int) logUniform((long) min, max);
    }

    /** One of several, all equally likely. */
    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[between(0, choices.length - 1)];
    }
}
