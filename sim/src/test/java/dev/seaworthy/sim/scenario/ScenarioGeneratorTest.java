package dev.seaworthy.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.Limits;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScenarioGeneratorTest {
    private static final int SEEDS = 100_000;

    @Property
    void theSameSeedGivesTheSameScenario(@ForAll long seed, @ForAll @IntRange(max = 9) int nodes) {
        assertEquals(ScenarioGenerator.generate(seed, nodes), ScenarioGenerator.generate(seed, nodes));
    }

    @Property
    void theNumberOfNodesIsTheOneAskedFor(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int nodes) {
        Scenario scenario = ScenarioGenerator.generate(seed, nodes);
        assertEquals(nodes, scenario.nodes());
        assertSound(scenario);
    }

    @Test
    void everyScenarioIsSound() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertSound(ScenarioGenerator.generate(seed, 0));
        }
    }

    private static void assertSound(Scenario scenario) {
        long seed = scenario.seed();
        Limits limits = scenario.limits();
        assertTrue(limits.heartbeatNanos() * 2 < limits.electionTimeoutMinNanos(), () -> "heartbeat of " + seed);
        NetworkSpec network = scenario.network();
        assertTrue(
                network.delayMinNanos() + network.delayMeanNanos() <= limits.electionTimeoutMinNanos() / 6,
                () -> "delays of " + seed);
        assertTrue(
                isWithin(network.lossPpm(), 0, 50_000) && isWithin(network.tailPpm(), 0, 50_000),
                () -> "network of " + seed);
        assertTrue(
                isWithin(network.duplicationPpm(), 0, 100_000) && network.tailNanos() >= 0, () -> "network of " + seed);
        DiskSpec disk = scenario.disk();
        assertTrue(disk.syncMinNanos() > 0 && disk.syncMeanNanos() > 0, () -> "disk of " + seed);
        assertTrue(
                disk.syncMinNanos() + disk.syncMeanNanos() <= limits.electionTimeoutMinNanos() / 6,
                () -> "disk of " + seed);
        for (MachineSpec clock : scenario.machines()) {
            assertTrue(isWithin(clock.driftPpm(), -50_000, 50_000) && isWithin(clock.offsetNanos(), 0, 1_000_000_000));
            assertTrue(isWithin(clock.electionPriority(), 0, 2), () -> "priorities of " + seed);
        }
        assertTrue(isWithin(scenario.replica().snapshotEntries(), 4, 60), () -> "snapshots of " + seed);
        assertTrue(isWithin(limits.trailingEntries(), 0, 60), () -> "trailing entries of " + seed);
        assertTrue(limits.diskStallNanos() <= limits.electionTimeoutMaxNanos() * 35 / 10, () -> "patience of " + seed);
        assertLeaseBoundIsKept(scenario);
        assertTrue(
                isWithin(scenario.actions().size(), 0, 40),
                () -> scenario.actions().size() + " actions of " + seed);
        for (MembershipAction action : scenario.actions()) {
            assertTrue(action.trigger() != null || isWithin(action.atNanos(), 1, scenario.healNanos() - 1));
            assertTrue(action.count() == 1 || action.kind() == ActionKind.SWAP, () -> "seed " + seed + ", " + action);
        }
        WorkloadSpec workload = scenario.workload();
        assertTrue(isWithin(workload.clients(), 2, 4) && isWithin(workload.operationsPerClient(), 110, 240));
        assertTrue(isWithin(workload.keys(), 1, 4) && isWithin(workload.getPpm(), 200_000, 750_000));
        assertTrue(
                workload.giveUpNanos() >= workload.retryNanos() && workload.retryNanos() > 0,
                () -> "patience of " + seed);
        long thinkingNanos = workload.thinkMeanNanos() * workload.operationsPerClient();
        assertTrue(
                isWithin(thinkingNanos, scenario.healNanos() * 4 / 10, scenario.healNanos()),
                () -> "thinking of " + seed);
        assertTrue(isWithin(scenario.healNanos(), 500_000_000, 27_000_000_000L), () -> "length of " + seed);
        assertTrue(
                isWithin(scenario.faults().size(), 0, 120),
                () -> scenario.faults().size() + " faults of " + seed);
        TreeSet<Integer> ids = new TreeSet<>();
        for (Fault fault : scenario.faults()) {
            assertTrue(ids.add(fault.id()), () -> "ids of " + seed);
            assertSound(scenario, fault);
        }
    }

    /** While one clock advances by a second, none may get further ahead or behind than the bound says. */
    private static void assertLeaseBoundIsKept(Scenario scenario) {
        if (!scenario.replica().hasLeases()) {
            return;
        }
        for (MachineSpec one : scenario.machines()) {
            for (MachineSpec other : scenario.machines()) {
                double rate = (1e6 + one.driftPpm()) / (1e6 + other.driftPpm());
                assertTrue(
                        Math.abs(rate - 1) * 1e6 <= scenario.replica().leaseDriftPpm(),
                        () -> "clocks of seed " + scenario.seed());
            }
        }
    }

    private static void assertSound(Scenario scenario, Fault fault) {
        Supplier<String> what = () -> "seed " + scenario.seed() + ", " + fault;
        assertTrue(fault.node() <= scenario.nodes(), what);
        assertTrue(isWithin(fault.forNanos(), 100_000, scenario.healNanos()), what);
        if (fault.trigger() == null) {
            assertTrue(isWithin(fault.atNanos(), 1, scenario.healNanos() - 1), what);
            boolean needsANode = fault.kind().endsProcess()
                    || fault.kind().stopsProcess()
                    || (fault.shape() != null
                            && fault.shape() != PartitionShape.SPLIT
                            && fault.shape() != PartitionShape.RING);
            assertTrue(!needsANode || fault.node() > 0, what);
        } else {
            assertTrue(fault.trigger().node() <= scenario.nodes(), what);
            assertTrue(fault.trigger().delayNanos() < scenario.healNanos(), what);
        }
    }

    private static boolean isWithin(long value, long min, long max) {
        return value >= min && value <= max;
    }

    @Test
    void theWholePortfolioOccurs() {
        EnumSet<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        EnumSet<PartitionShape> shapes = EnumSet.noneOf(PartitionShape.class);
        EnumSet<TriggerEvent> triggers = EnumSet.noneOf(TriggerEvent.class);
        EnumSet<ActionKind> actions = EnumSet.noneOf(ActionKind.class);
        EnumSet<Manner> manners = EnumSet.noneOf(Manner.class);
        TreeMap<String, Integer> profiles = new TreeMap<>();
        TreeMap<Integer, Integer> voters = new TreeMap<>();
        TreeSet<String> features = new TreeSet<>();
        int seeds = 4_000;
        for (long seed = 0; seed < seeds; seed++) {
            Scenario scenario = ScenarioGenerator.generate(seed, 0);
            profiles.merge(scenario.profile().split(":", 2)[0], 1, Integer::sum);
            voters.merge(scenario.voters(), 1, Integer::sum);
            features.add("in order " + scenario.network().inOrder());
            features.add("small messages " + (scenario.limits().appendEntriesMax() <= 3));
            features.add("few messages " + (scenario.limits().inflightMessagesMax() <= 2));
            features.add("blackout " + isBlackout(scenario));
            features.add("spares " + (scenario.voters() < scenario.nodes()));
            features.add("leases " + scenario.replica().hasLeases());
            features.add("old release " + (scenario.machines().get(0).capabilities() != Capabilities.ALL));
            features.add("small cache " + (scenario.replica().logCacheBytesMax() < 2_000));
            features.add("short sessions " + (scenario.sessions().sessionTtlNanos() < scenario.healNanos()));
            features.add("few sessions " + (scenario.sessions().sessionsMax() < 5));
            features.add("small chunks " + (scenario.limits().chunkBytesMax() < 2_001));
            features.add("local reads " + (scenario.workload().localPpm() > 0));
            for (MembershipAction action : scenario.actions()) {
                actions.add(action.kind());
                manners.add(action.manner());
                if (action.trigger() != null) {
                    triggers.add(action.trigger().event());
                }
            }
            for (Fault fault : scenario.faults()) {
                kinds.add(fault.kind());
                if (fault.shape() != null) {
                    shapes.add(fault.shape());
                }
                if (fault.trigger() != null) {
                    triggers.add(fault.trigger().event());
                }
            }
        }
        assertEquals(EnumSet.allOf(FaultKind.class), kinds);
        assertEquals(EnumSet.allOf(PartitionShape.class), shapes);
        assertEquals(EnumSet.allOf(TriggerEvent.class), triggers);
        assertEquals(EnumSet.allOf(ActionKind.class), actions);
        assertEquals(EnumSet.allOf(Manner.class), manners);
        assertEquals(24, features.size(), features::toString);
        assertEquals(seeds * 0.25, profiles.get("everything"), seeds * 0.03);
        assertEquals(seeds * 0.35, profiles.get("swarm"), seeds * 0.03);
        assertEquals(seeds * 0.40, profiles.get("triggered"), seeds * 0.03);
        assertEquals("[1, 2, 3, 4, 5]", voters.keySet().toString());
        assertTrue(voters.get(3) + voters.get(5) > seeds * 0.75, voters::toString);
    }

    private static boolean isBlackout(Scenario scenario) {
        TreeMap<String, TreeSet<Long>> nodesByMoment = new TreeMap<>();
        for (Fault fault : scenario.faults()) {
            if (fault.kind() == FaultKind.CRASH && fault.node() > 0) {
                String moment = fault.trigger() == null ? "at " + fault.atNanos() : "on " + fault.trigger();
                nodesByMoment.computeIfAbsent(moment, m -> new TreeSet<>()).add(fault.node());
            }
        }
        return scenario.nodes() > 1
                && nodesByMoment.values().stream().anyMatch(crashed -> crashed.size() == scenario.nodes());
    }

    @Test
    void everyTemplateIsDrawnAndSuitsEveryNumberOfNodes() {
        TreeSet<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 1_500; seed++) {
            for (int nodes = 1; nodes <= 5; nodes++) {
                Scenario scenario = ScenarioGenerator.generate(seed, nodes);
                assertSound(scenario);
                if (scenario.profile().startsWith("triggered: ")) {
                    seen.addAll(List.of(
                            scenario.profile().substring("triggered: ".length()).split(", ")));
                }
            }
        }
        assertEquals(Template.all().size(), seen.size(), seen::toString);
    }

    /**
     * A change here means that every recorded seed from now on means another run: scenarios outlive that, seeds do not.
     */
    @Test
    void seedsGoOnMeaningTheSameScenarios() {
        Digest digest = new Digest();
        for (long seed = 0; seed < 200; seed++) {
            digest.add(ScenarioJson.write(ScenarioGenerator.generate(seed, 0)).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("9650305d7f688b56b8006296e9feb239", digest.hex());
    }
}
