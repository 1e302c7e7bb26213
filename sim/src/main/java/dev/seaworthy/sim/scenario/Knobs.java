package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.Hazards.Circumstance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Draws everything of a scenario that is not an event: bounds, network, disks, machines. Where the profile is a swarm
 * they are drawn over orders of magnitude. Immutable.
 */
final class Knobs {
    private static final int DRIFT_MAX_PPM = 50_000;
    private static final long OFFSET_MAX_NANOS = 1_000_000_000;
    private static final int MILLION = 1_000_000;

    /** What past releases understood, oldest first. */
    private static final int[] RELEASES = {
        Capabilities.NONE,
        Capabilities.TRANSFER,
        Capabilities.TRANSFER | Capabilities.SNAPSHOT,
        Capabilities.TRANSFER | Capabilities.SNAPSHOT | Capabilities.READ_INDEX,
        Capabilities.ALL & ~Capabilities.LEASE
    };

    private final Draws draws;
    private final Profile profile;
    private final Hazards hazards;
    private final Set<Wish> wishes;

    Knobs(Draws draws, Profile profile, Hazards hazards, Set<Wish> wishes) {
        this.draws = draws;
        this.profile = profile;
        this.hazards = hazards;
        this.wishes = wishes.isEmpty() ? EnumSet.noneOf(Wish.class) : EnumSet.copyOf(wishes);
    }

    /** How many of {@code nodes} machines vote at first; where that is 0, how many voters there are to be. */
    int voters(int nodes) {
        Dice dice = dice(Dice.Part.NODES);
        int percent = dice.between(0, 99);
        int voters;
        if (wishes.contains(Wish.THREE_VOTERS)) {
            voters = percent < 85 ? 3 : 4;
        } else if (wishes.contains(Wish.EVEN_VOTERS)) {
            voters = percent < 70 ? 4 : percent < 85 ? 2 : 3;
        } else if (profile == Profile.TRIGGERED) {
            voters = percent < 45 ? 3 : percent < 95 ? 5 : 4;
        } else {
            voters = percent < 50 ? 3 : percent < 86 ? 5 : percent < 92 ? 4 : percent < 96 ? 2 : 1;
        }
        if (nodes == 0) {
            return voters;
        }
        return nodes < 4 || dice.chance(50) ? nodes : Math.max(3, nodes - dice.between(1, 2));
    }

    /** How many machines there are beside the voters. */
    int spares(int voters) {
        Dice dice = dice(Dice.Part.SPARES);
        if (wishes.contains(Wish.SPARES)) {
            return dice.between(1, voters > 4 ? 1 : 2);
        }
        return dice.chance(40) ? dice.between(1, 2) : 0;
    }

    Limits limits() {
        Dice dice = dice(Dice.Part.LIMITS);
        Limits usual = Limits.DEFAULT;
        long electionMinNanos = usual.electionTimeoutMinNanos();
        long electionMaxNanos = usual.electionTimeoutMaxNanos();
        long heartbeatNanos = usual.heartbeatNanos();
        if (profile == Profile.SWARM) {
            electionMinNanos = dice.logUniform(40_000_000L, 300_000_000L);
            electionMaxNanos = electionMinNanos * dice.between(120, 200) / 100;
            heartbeatNanos = electionMinNanos * dice.between(15, 48) / 100;
        }
        boolean small = wishes.contains(Wish.SMALL_MESSAGES) ? dice.chance(80) : dice.chance(25);
        int appendEntriesMax = small ? dice.between(1, 3) : usual.appendEntriesMax();
        int inflightMessagesMax = small || dice.chance(10) ? dice.between(1, 2) : usual.inflightMessagesMax();
        int appendBytesMax = dice.chance(10) ? dice.logUniform(64, 4096) : usual.appendBytesMax();
        long inflightBytesMax = dice.chance(10) ? dice.logUniform(64L, 8192L) : usual.inflightBytesMax();
        long uncommittedBytesMax = dice.chance(10) ? dice.logUniform(4096L, 65536L) : usual.uncommittedBytesMax();
        boolean smallChunks = wishes.contains(Wish.SMALL_CHUNKS) ? dice.chance(85) : dice.chance(40);
        int chunkBytesMax = smallChunks ? dice.logUniform(200, 2_000) : usual.chunkBytesMax();
        boolean shortLogs = wishes.contains(Wish.SHORT_LOGS) ? dice.chance(90) : dice.chance(70);
        int trailingEntries = shortLogs ? dice.between(0, 6) : dice.between(0, 60);
        long diskStallNanos = electionMaxNanos * dice.between(100, 350) / 100;
        return new Limits(
                electionMinNanos,
                electionMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                usual.entryBytesMax(),
                chunkBytesMax,
                trailingEntries,
                diskStallNanos);
    }

    ReplicaSpec replica(List<MachineSpec> machines) {
        int snapshotEntries =
                dice(Dice.Part.SNAPSHOTS).logUniform(4, wishes.contains(Wish.FREQUENT_SNAPSHOTS) ? 12 : 60);
        Dice cache = dice(Dice.Part.CACHE);
        long logCacheBytesMax = cache.chance(50) ? cache.logUniform(1L, 2_000L) - 1 : 64L << 20;
        Dice leases = dice(Dice.Part.LEASES);
        boolean leased = wishes.contains(Wish.LEASES) ? leases.chance(90) : leases.chance(25);
        return new ReplicaSpec(
                snapshotEntries, logCacheBytesMax, leased ? driftBoundPpm(machines) : ReplicaSpec.NO_LEASES);
    }

    /** The least bound that is true of all clocks: how far the fastest gets ahead of the slowest. */
    private static int driftBoundPpm(List<MachineSpec> machines) {
        long fastest = -MILLION;
        long slowest = MILLION;
        for (MachineSpec machine : machines) {
            fastest = Math.max(fastest, machine.driftPpm());
            slowest = Math.min(slowest, machine.driftPpm());
        }
        return fastest == slowest ? 0 : (int) ((fastest - slowest) * MILLION / (MILLION + slowest)) + 1;
    }

    /**
     * Where entries travel few at a time, a follower that fell behind needs a round trip for each, and lost messages
     * hold it up: there the network has to be good for it to catch up in reasonable time.
     */
    NetworkSpec network(Limits limits) {
        Dice dice = dice(Dice.Part.NETWORK);
        boolean movesSlowly = movesSlowly(limits);
        if (profile != Profile.SWARM) {
            int noisePpm = movesSlowly ? 2_000 : 10_000;
            long meanNanos = dice.logUniform(200_000L, movesSlowly ? 800_000L : 3_000_000L);
            boolean inOrder = dice.chance(25);
            boolean noisy = profile == Profile.EVERYTHING && hazards.allows(Circumstance.NOISE);
            return new NetworkSpec(
                    100_000,
                    meanNanos,
                    noisy ? noisePpm : 0,
                    limits.electionTimeoutMinNanos() / 3,
                    noisy ? noisePpm : 0,
                    noisy ? noisePpm : 0,
                    inOrder);
        }
        long slowestNanos = limits.electionTimeoutMinNanos() / (movesSlowly ? 80 : 12);
        int tailPpm = dice.chance(50) ? dice.logUniform(500, movesSlowly ? 5_000 : 30_000) : 0;
        int lossPpm = dice.chance(50) ? dice.logUniform(500, movesSlowly ? 5_000 : 40_000) : 0;
        int duplicationPpm = dice.chance(50) ? dice.logUniform(500, 100_000) : 0;
        boolean noisy = hazards.allows(Circumstance.NOISE);
        return new NetworkSpec(
                dice.logUniform(10_000L, slowestNanos / 2),
                dice.logUniform(10_000L, slowestNanos),
                noisy ? tailPpm : 0,
                dice.logUniform(1_000_000L, limits.electionTimeoutMinNanos() * 2),
                noisy ? lossPpm : 0,
                noisy ? duplicationPpm : 0,
                dice.chance(25));
    }

    DiskSpec disk(Limits limits) {
        Dice dice = dice(Dice.Part.DISK);
        long slowestNanos = limits.electionTimeoutMinNanos() / (movesSlowly(limits) ? 80 : 12);
        return new DiskSpec(
                dice.logUniform(10_000L, slowestNanos / 2),
                dice.logUniform(20_000L, slowestNanos),
                dice.logUniform(10_000L, slowestNanos),
                dice.logUniform(100_000L, limits.electionTimeoutMaxNanos()));
    }

    List<MachineSpec> machines(int nodes) {
        Dice clocks = dice(Dice.Part.CLOCKS);
        boolean drifting =
                (wishes.contains(Wish.DRIFTING_CLOCKS) || profile == Profile.EVERYTHING || !clocks.chance(50))
                        && hazards.allows(Circumstance.DRIFT);
        int driftMaxPpm = profile == Profile.SWARM ? clocks.logUniform(10, DRIFT_MAX_PPM) : DRIFT_MAX_PPM;
        Dice releases = dice(Dice.Part.RELEASES);
        boolean old = (wishes.contains(Wish.OLD_RELEASE) || releases.chance(8)) && hazards.allows(FaultKind.UPGRADE);
        int capabilities = old ? RELEASES[releases.between(0, RELEASES.length - 1)] : Capabilities.ALL;
        Dice priorities = dice(Dice.Part.PRIORITIES);
        boolean ranked = priorities.chance(15);
        List<MachineSpec> machines = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            machines.add(new MachineSpec(
                    drifting ? clocks.between(0, OFFSET_MAX_NANOS) : 0,
                    drifting ? clocks.between(-driftMaxPpm, driftMaxPpm) : 0,
                    ranked && node > 1 ? priorities.between(0, 2) : 0,
                    capabilities));
        }
        return machines;
    }

    SessionLimits sessions(int clients, long healNanos) {
        Dice dice = dice(Dice.Part.SESSIONS);
        boolean few = wishes.contains(Wish.SHORT_SESSIONS) ? dice.chance(50) : dice.chance(12);
        boolean brief = wishes.contains(Wish.SHORT_SESSIONS) ? dice.chance(70) : dice.chance(12);
        boolean terse = wishes.contains(Wish.SHORT_SESSIONS) ? dice.chance(30) : dice.chance(6);
        SessionLimits usual = SessionLimits.DEFAULT;
        return new SessionLimits(
                few ? dice.between(1, clients) : usual.sessionsMax(),
                terse ? dice.between(1, 4) : usual.outstandingMax(),
                terse ? dice.between(0, 200) : usual.resultBytesMax(),
                brief ? dice.logUniform(healNanos / 400, healNanos / 10) : usual.sessionTtlNanos());
    }

    private static boolean movesSlowly(Limits limits) {
        return limits.appendEntriesMax() * limits.inflightMessagesMax() < 16 || limits.appendBytesMax() < 1024;
    }

    private Dice dice(Dice.Part part) {
        return new Dice(draws, part);
    }
}
