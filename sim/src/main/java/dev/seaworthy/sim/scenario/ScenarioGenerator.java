package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.sim.kernel.Draws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Makes a scenario of a seed. Seeds are spread over a portfolio, because no one distribution finds every kind of
 * mistake:
 *
 * <ul>
 *   <li><b>everything</b> (30 %): every kind of fault, usual timeouts;
 *   <li><b>swarm</b> (45 %): each kind of fault present or absent by a coin, and all knobs drawn over orders of
 *       magnitude: what is absent often lets what is present get further;
 *   <li><b>triggered</b> (25 %): faults that strike at the moments of the protocol at which they hurt most, see
 *       {@link FaultTemplate}.
 * </ul>
 *
 * <p>All times are in proportion to the election timeout, so that the number of things that happen in a run hardly
 * depends on it. The network and disks without faults are always good enough for the cluster to come to rest after the
 * heal time.
 */
public final class ScenarioGenerator {
    private enum Profile {
        EVERYTHING,
        SWARM,
        TRIGGERED
    }

    private static final int EVERYTHING_PERCENT = 30;
    private static final int SWARM_PERCENT = 45;

    private static final int DRIFT_MAX_PPM = 50_000;
    private static final long OFFSET_MAX_NANOS = 1_000_000_000;

    private final long seed;
    private final Draws draws;
    private final Profile profile;
    private final List<FaultTemplate> templates = new ArrayList<>();

    private ScenarioGenerator(long seed) {
        this.seed = seed;
        this.draws = new Draws(seed);
        Dice dice = dice(Dice.Part.PROFILE);
        int percent = dice.between(0, 99);
        if (percent < EVERYTHING_PERCENT) {
            profile = Profile.EVERYTHING;
        } else if (percent < EVERYTHING_PERCENT + SWARM_PERCENT) {
            profile = Profile.SWARM;
        } else {
            profile = Profile.TRIGGERED;
            int count = dice.between(1, 3);
            for (int i = 0; i < count; i++) {
                templates.add(dice.oneOf(FaultTemplate.values()));
            }
        }
    }

    /**
     * The scenario of a seed: always the same one.
     *
     * @param nodes how many nodes it has, from 1 to 9; 0 draws them, mostly 3 or 5
     */
    public static Scenario generate(long seed, int nodes) {
        return new ScenarioGenerator(seed).scenario(nodes);
    }

    private Scenario scenario(int wantedNodes) {
        int nodes = wantedNodes == 0 ? nodes() : wantedNodes;
        Limits limits = limits();
        boolean movesSlowly =
                limits.appendEntriesMax() * limits.inflightMessagesMax() < 16 || limits.appendBytesMax() < 1024;
        long healNanos = dice(Dice.Part.DURATION).between(20, 44) * limits.electionTimeoutMaxNanos();
        FaultPlan plan = new FaultPlan(nodes, limits, healNanos);
        addFaults(plan);
        return new Scenario(
                Scenario.FORMAT,
                seed,
                profileName(),
                nodes,
                limits,
                checkpointEntries(),
                network(limits, movesSlowly),
                disk(limits, movesSlowly),
                clocks(nodes),
                workload(limits, healNanos),
                plan.faults(),
                healNanos);
    }

    private String profileName() {
        StringBuilder name = new StringBuilder(profile.name());
        for (int i = 0; i < templates.size(); i++) {
            name.append(i == 0 ? ": " : ", ").append(templates.get(i).name());
        }
        return name.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private int nodes() {
        int percent = dice(Dice.Part.NODES).between(0, 99);
        if (profile == Profile.TRIGGERED) {
            return percent < 45 ? 3 : percent < 95 ? 5 : 4;
        }
        return percent < 50 ? 3 : percent < 86 ? 5 : percent < 92 ? 4 : percent < 96 ? 2 : 1;
    }

    private Limits limits() {
        Dice dice = dice(Dice.Part.LIMITS);
        long electionMinNanos = Limits.DEFAULT.electionTimeoutMinNanos();
        long electionMaxNanos = Limits.DEFAULT.electionTimeoutMaxNanos();
        long heartbeatNanos = Limits.DEFAULT.heartbeatNanos();
        if (profile == Profile.SWARM) {
            electionMinNanos = dice.logUniform(40_000_000L, 300_000_000L);
            electionMaxNanos = electionMinNanos * dice.between(120, 200) / 100;
            heartbeatNanos = electionMinNanos * dice.between(15, 48) / 100;
        }
        boolean small = wants(FaultTemplate::wantsSmallMessages) ? dice.chance(80) : dice.chance(25);
        int appendEntriesMax = small ? dice.between(1, 3) : Limits.DEFAULT.appendEntriesMax();
        int inflightMessagesMax = small || dice.chance(10) ? dice.between(1, 2) : Limits.DEFAULT.inflightMessagesMax();
        int appendBytesMax = dice.chance(10) ? dice.logUniform(64, 4096) : Limits.DEFAULT.appendBytesMax();
        long inflightBytesMax = dice.chance(10) ? dice.logUniform(64L, 8192L) : Limits.DEFAULT.inflightBytesMax();
        long uncommittedBytesMax =
                dice.chance(10) ? dice.logUniform(4096L, 65536L) : Limits.DEFAULT.uncommittedBytesMax();
        return new Limits(
                electionMinNanos,
                electionMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                Limits.DEFAULT.entryBytesMax());
    }

    private int checkpointEntries() {
        return dice(Dice.Part.CHECKPOINTS).logUniform(5, wants(FaultTemplate::wantsFrequentCheckpoints) ? 12 : 60);
    }

    /**
     * Where entries travel few at a time, a follower that fell behind needs a round trip for each, and lost messages
     * hold it up: there the network has to be good for it to catch up in reasonable time.
     */
    private NetworkSpec network(Limits limits, boolean movesSlowly) {
        Dice dice = dice(Dice.Part.NETWORK);
        if (profile != Profile.SWARM) {
            int noisePpm = movesSlowly ? 2_000 : 10_000;
            long meanNanos = dice.logUniform(200_000L, movesSlowly ? 800_000L : 3_000_000L);
            boolean inOrder = dice.chance(25);
            boolean noisy = profile == Profile.EVERYTHING;
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
        return new NetworkSpec(
                dice.logUniform(10_000L, slowestNanos / 2),
                dice.logUniform(10_000L, slowestNanos),
                tailPpm,
                dice.logUniform(1_000_000L, limits.electionTimeoutMinNanos() * 2),
                lossPpm,
                duplicationPpm,
                dice.chance(25));
    }

    private DiskSpec disk(Limits limits, boolean movesSlowly) {
        Dice dice = dice(Dice.Part.DISK);
        long slowestNanos = limits.electionTimeoutMinNanos() / (movesSlowly ? 80 : 12);
        return new DiskSpec(dice.logUniform(10_000L, slowestNanos / 2), dice.logUniform(20_000L, slowestNanos));
    }

    private List<ClockSpec> clocks(int nodes) {
        Dice dice = dice(Dice.Part.CLOCKS);
        if (profile != Profile.EVERYTHING && dice.chance(50)) {
            return Collections.nCopies(nodes, ClockSpec.TRUE_TIME);
        }
        int driftMaxPpm = profile == Profile.SWARM ? dice.logUniform(10, DRIFT_MAX_PPM) : DRIFT_MAX_PPM;
        List<ClockSpec> clocks = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            clocks.add(new ClockSpec(dice.between(0, OFFSET_MAX_NANOS), dice.between(-driftMaxPpm, driftMaxPpm)));
        }
        return clocks;
    }

    private WorkloadSpec workload(Limits limits, long healNanos) {
        Dice dice = dice(Dice.Part.WORKLOAD);
        int operations = dice.between(110, 240);
        long electionNanos = limits.electionTimeoutMaxNanos();
        int clients = dice.between(2, 4);
        int keys = dice.between(1, 4);
        int getPpm = dice.between(200_000, 700_000);
        long thinkMeanNanos = healNanos * dice.between(50, 90) / 100 / operations;
        long retryNanos = dice.logUniform(electionNanos / 4, electionNanos * 2);
        long giveUpNanos = dice.logUniform(Math.max(electionNanos, retryNanos), electionNanos * 6);
        return new WorkloadSpec(clients, operations, keys, getPpm, thinkMeanNanos, retryNanos, giveUpNanos);
    }

    private void addFaults(FaultPlan plan) {
        Dice dice = dice(Dice.Part.TIMED_FAULTS);
        TimedFaults timed = new TimedFaults(dice, plan);
        switch (profile) {
            case EVERYTHING -> timed.add(dice.between(9, 18), List.of(FaultKind.values()));
            case SWARM -> timed.add(dice.between(4, 16), someKinds(dice));
            case TRIGGERED -> {
                Dice triggers = dice(Dice.Part.TRIGGERED_FAULTS);
                for (FaultTemplate template : templates) {
                    template.add(triggers, plan);
                }
                if (dice.chance(40)) {
                    timed.add(dice.between(1, 3), someKinds(dice));
                }
            }
        }
    }

    /** Each kind by a coin; one at least. */
    private static List<FaultKind> someKinds(Dice dice) {
        List<FaultKind> kinds = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            if (dice.chance(50)) {
                kinds.add(kind);
            }
        }
        if (kinds.isEmpty()) {
            kinds.add(dice.oneOf(FaultKind.values()));
        }
        // Whose turn comes first is drawn too, because there may be fewer faults than kinds.
        Collections.rotate(kinds, dice.between(0, kinds.size() - 1));
        return kinds;
    }

    private boolean wants(Predicate<FaultTemplate> wish) {
        return templates.stream().anyMatch(wish);
    }

    private Dice dice(Dice.Part part) {
        return new Dice(draws, part);
    }
}
