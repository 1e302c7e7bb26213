package dev.seaworthy.sim;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.LocalClock;
import dev.seaworthy.sim.scenario.MachineSpec;

/** The monotonic clock of one machine, and what goes wrong with it. Not thread safe. */
final class MachineClock {
    private static final long AWAKE = -1;

    // The last number of a draw's key: what is drawn of a clock.
    private static final int LEAP = 1;
    private static final int RESTART = 2;

    private static final long LEAP_MIN_NANOS = 1_000_000;
    private static final long LEAP_ELECTION_TIMEOUTS = 20;

    private final int node;
    private final World world;
    private LocalClock clock;
    /** What it showed when the machine fell asleep; below zero while it is awake. */
    private long asleepSinceNanos = AWAKE;

    MachineClock(int node, World world) {
        this.node = node;
        this.world = world;
        MachineSpec spec = world.scenario().machines().get(node - 1);
        clock = new LocalClock(spec.offsetNanos(), spec.driftPpm());
    }

    /** What it shows now, in nanoseconds. */
    long now() {
        return clock.localAt(world.now());
    }

    /** When it shows at least so much, in virtual nanoseconds. */
    long trueAt(long localNanos) {
        return clock.trueAt(localNanos);
    }

    /**
     * It begins anew, perhaps at less than it showed.
     *
     * @param cause keys at what
     */
    void restart(int cause) {
        long shows = now();
        long after = world.draws().below(2 * shows + 1, Concern.CLOCK, node, cause, RESTART);
        world.trace(
                "n" + node, () -> "has a clock that begins anew, at " + (after - shows) + " ns more than it showed");
        clock = clock.stepped(after - shows);
    }

    /**
     * It leaps forward.
     *
     * @param cause keys how far
     */
    void leap(int cause) {
        long mostNanos = LEAP_ELECTION_TIMEOUTS * world.scenario().limits().electionTimeoutMaxNanos();
        long nanos = world.draws()
                .logUniform(LEAP_MIN_NANOS, Math.max(LEAP_MIN_NANOS, mostNanos), Concern.CLOCK, node, cause, LEAP);
        world.trace("n" + node, () -> "has a clock that leaps forward by " + nanos + " ns");
        clock = clock.stepped(nanos);
    }

    /**
     * It stands still until {@link #wake}, as far as those can tell who look at it then; false where it does already.
     */
    boolean fallAsleep() {
        if (asleepSinceNanos != AWAKE) {
            return false;
        }
        asleepSinceNanos = now();
        return true;
    }

    /** It goes on from where it stood still. */
    void wake() {
        if (asleepSinceNanos != AWAKE) {
            clock = clock.stepped(asleepSinceNanos - now());
            asleepSinceNanos = AWAKE;
        }
    }

    /** Who slept is gone; the next process sees a clock that has run on. */
    void forgetSleep() {
        asleepSinceNanos = AWAKE;
    }
}
