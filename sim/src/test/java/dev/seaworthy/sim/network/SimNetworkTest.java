package dev.seaworthy.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.PartitionShape;
import dev.seaworthy.sim.scenario.QuietScenario;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimNetworkTest {
    private static final NetworkSpec CALM = new NetworkSpec(100_000, 400_000, 0, 0, 0, 0, false);
    private static final NetworkSpec ROUGH =
            new NetworkSpec(100_000, 400_000, 20_000, 30_000_000, 50_000, 50_000, false);
    private static final int MESSAGES = 20_000;
    private static final int CLIENT = 6;

    @Test
    void aCalmNetworkDeliversEachMessageOnceAfterItsDelay() {
        SimNetwork network = network(CALM);
        long sum = 0;
        for (int i = 0; i < MESSAGES; i++) {
            assertEquals(1, network.route(1_000, 1, 2, i, 100));
            long delay = network.deliveryNanos(0) - 1_000;
            assertTrue(delay >= 100_000);
            sum += delay;
        }
        assertEquals(500_000.0, (double) sum / MESSAGES, 10_000);
        assertEquals(
                0,
                network.counts().lost()
                        + network.counts().duplicated()
                        + network.counts().cut());
    }

    @Test
    void aRoughNetworkLosesRepeatsAndDelaysAsManyAsItsSpecSays() {
        SimNetwork network = network(ROUGH);
        int late = 0;
        for (int i = 0; i < MESSAGES; i++) {
            int arrivals = network.route(0, 1, 2, i, 100);
            late += arrivals > 0 && network.deliveryNanos(0) > 30_000_000 ? 1 : 0;
        }
        assertEquals(MESSAGES * 0.05, (double) network.counts().lost(), MESSAGES * 0.01);
        assertEquals(MESSAGES * 0.95 * 0.05, (double) network.counts().duplicated(), MESSAGES * 0.01);
        assertEquals(MESSAGES * 0.95 * 0.02, late, MESSAGES * 0.005);
    }

    @Test
    void whatBecomesOfAMessageDoesNotDependOnOthers() {
        SimNetwork alone = network(ROUGH);
        SimNetwork crowded = network(ROUGH);
        for (int i = 0; i < 2_000; i++) {
            crowded.route(5, 2, 1, i, 100);
            crowded.route(5, 1, 2, -i - 1, 100);
            assertSameFate(alone, crowded, i, 5);
        }
    }

    @Test
    void aFaultLeavesTheFateOfLaterMessagesAsItWas() {
        SimNetwork without = network(ROUGH);
        SimNetwork with = network(ROUGH);
        with.begin(0, partition(1, PartitionShape.ISOLATE), 2);
        with.begin(0, storm(2, FaultKind.DELAY), 0);
        for (int i = 0; i < 500; i++) {
            assertEquals(0, with.route(5, 1, 2, i % 50, 100));
            without.route(5, 1, 2, i % 50, 100);
        }
        with.endAll();
        for (int i = 0; i < 500; i++) {
            assertSameFate(without, with, i % 50, 9);
        }
    }

    private static void assertSameFate(SimNetwork one, SimNetwork other, long identity, long now) {
        int arrivals = one.route(now, 1, 2, identity, 100);
        assertEquals(arrivals, other.route(now, 1, 2, identity, 100));
        for (int copy = 0; copy < arrivals; copy++) {
            assertEquals(one.deliveryNanos(copy), other.deliveryNanos(copy));
        }
    }

    @Test
    void equalMessagesHaveFatesOfTheirOwn() {
        SimNetwork network = network(CALM);
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            network.route(0, 1, 2, 77, 100);
            delays.add(network.deliveryNanos(0));
        }
        assertEquals(100, delays.stream().distinct().count());
    }

    @Test
    void messagesOvertakeEachOtherUnlessLinksKeepTheirOrder() {
        assertTrue(overtakes(network(CALM)));
        NetworkSpec inOrder = new NetworkSpec(100_000, 400_000, 20_000, 30_000_000, 0, 50_000, true);
        SimNetwork network = network(inOrder);
        network.begin(0, storm(1, FaultKind.DELAY), 0);
        assertFalse(overtakes(network));
    }

    private static boolean overtakes(SimNetwork network) {
        List<Long> deliveries = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int arrivals = network.route(i * 1_000L, 1, 2, i, 100);
            for (int copy = 0; copy < arrivals; copy++) {
                deliveries.add(network.deliveryNanos(copy));
            }
        }
        List<Long> sorted = new ArrayList<>(deliveries);
        Collections.sort(sorted);
        return !sorted.equals(deliveries);
    }

    @Test
    void overlappingPartitionsAreCountedPerLink() {
        SimNetwork network = network(CALM);
        Fault isolated = partition(1, PartitionShape.ISOLATE);
        Fault mute = partition(2, PartitionShape.MUTE);
        network.begin(0, isolated, 2);
        network.begin(0, mute, 2);
        assertEquals(0, network.route(0, 2, 1, 1, 100));
        network.end(isolated);
        assertEquals(0, network.route(0, 2, 1, 2, 100));
        assertEquals(1, network.route(0, 1, 2, 3, 100));
        assertEquals(1, network.route(0, CLIENT, 2, 3, 100));
        network.end(mute);
        network.end(mute);
        assertEquals(1, network.route(0, 2, 1, 4, 100));
        assertEquals(2, network.counts().cut());
    }

    @Test
    void stormsAreAsStrongAsTheirFaultsAndEndWithThem() {
        for (int id = 1; id <= 40; id++) {
            SimNetwork network = network(CALM);
            Fault losses = storm(id, FaultKind.LOSS);
            network.begin(0, losses, 0);
            for (int i = 0; i < 2_000; i++) {
                network.route(0, 1, 2, i, 100);
            }
            long lost = network.counts().lost();
            assertTrue(lost > 2_000 * 0.03 && lost < 2_000 * 0.65, () -> "lost " + lost);
            network.end(losses);
            for (int i = 0; i < 2_000; i++) {
                network.route(0, 1, 2, i, 100);
            }
            assertEquals(lost, network.counts().lost());
        }
    }

    @Test
    void aStormAtANodeLeavesOtherLinksAlone() {
        SimNetwork network = network(CALM);
        network.begin(0, storm(3, FaultKind.DUPLICATION), 2);
        for (int i = 0; i < 2_000; i++) {
            assertEquals(1, network.route(0, 1, 3, i, 100));
        }
        for (int i = 0; i < 2_000; i++) {
            network.route(0, CLIENT, 2, i, 100);
        }
        assertTrue(network.counts().duplicated() > 2_000 * 0.03);
    }

    @Test
    void delayStormsReachSeveralElectionTimeouts() {
        long longest = 0;
        for (int id = 1; id <= 40; id++) {
            SimNetwork network = network(CALM);
            network.begin(0, storm(id, FaultKind.DELAY), 0);
            for (int i = 0; i < 200; i++) {
                network.route(0, 1, 2, i, 100);
                longest = Math.max(longest, network.deliveryNanos(0));
            }
        }
        assertTrue(longest > 2 * Limits.DEFAULT.electionTimeoutMaxNanos(), "longest " + longest);
    }

    @Test
    void aClogHoldsWhatIsSentAndLetsItGoAtItsEnd() {
        SimNetwork network = network(CALM);
        network.begin(1_000, new Fault(1, FaultKind.CLOG, null, 0, 0, null, 50_000_000), 2);
        for (int i = 0; i < 500; i++) {
            assertEquals(1, network.route(2_000 + i, 1, 2, i, 100));
            long at = network.deliveryNanos(0);
            assertTrue(at >= 50_001_000 && at < 80_000_000, "arrives at " + at);
            network.route(2_000 + i, 1, 3, i, 100);
            assertTrue(network.deliveryNanos(0) < 50_000_000);
        }
        assertEquals(500, network.counts().byName().get("messages_clogged"));
    }

    @Test
    void aNarrowLinkTakesItsTimeForEachByteAndDropsWhatWouldWaitTooLong() {
        for (int id = 1; id <= 20; id++) {
            SimNetwork network = network(CALM);
            network.begin(0, storm(id, FaultKind.BANDWIDTH), 2);
            long last = 0;
            int arrived = 0;
            for (int i = 0; i < 2_000; i++) {
                int copies = network.route(i, 1, 2, i, 1_000);
                if (copies > 0) {
                    last = Math.max(last, network.deliveryNanos(0));
                }
                arrived += copies;
            }
            assertTrue(arrived > 0 && arrived < 2_000, arrived + " arrived");
            assertEquals(2_000 - arrived, network.counts().dropped());
            // From 1,000 to 100,000 bytes in a second: 1,000 bytes take 10 ms to 1 s.
            assertTrue(last > arrived * 9_000_000L && last < arrived * 1_100_000_000L, arrived + " took " + last);
            assertEquals(1, network.route(0, 1, 3, 1, 1_000));
        }
    }

    @Test
    void someFramesAreDamagedWhileBitsFlip() {
        SimNetwork network = network(CALM);
        int damaged = 0;
        network.begin(0, storm(1, FaultKind.BIT_FLIP), 0);
        for (int i = 0; i < 2_000; i++) {
            assertEquals(1, network.route(0, 1, 2, i, 100));
            damaged += network.isDamaged(0) ? 1 : 0;
        }
        assertTrue(damaged > 60 && damaged < 1_400, damaged + " damaged");
        network.endAll();
        for (int i = 0; i < 2_000; i++) {
            network.route(0, 1, 2, i, 100);
            assertFalse(network.isDamaged(0));
        }
    }

    @Test
    void someMessagesArriveOnceMoreWhenElectionsHavePassed() {
        SimNetwork network = network(CALM);
        network.begin(0, storm(1, FaultKind.STALE), 0);
        long stale = 0;
        for (int i = 0; i < 2_000; i++) {
            int copies = network.route(0, 1, 2, i, 100);
            if (copies == 2) {
                stale++;
                assertTrue(network.deliveryNanos(1) > Limits.DEFAULT.electionTimeoutMaxNanos());
            }
        }
        assertTrue(stale > 60, stale + " came again");
        assertEquals(stale, network.counts().byName().get("messages_stale"));
    }

    @Test
    void aResetMakesOtherConnectionsOfTheLinksOfANode() {
        SimNetwork network = network(CALM);
        int before = network.connection(1, 2);
        int elsewhere = network.connection(1, 3);
        network.begin(0, storm(1, FaultKind.RESET), 2);
        assertTrue(before != network.connection(1, 2));
        assertEquals(elsewhere, network.connection(1, 3));
    }

    @Test
    void faultsThatAreNotItsConcernOrAreOnAlreadyAreRefused() {
        SimNetwork network = network(CALM);
        Fault crash = new Fault(1, FaultKind.CRASH, null, 1, 0, null, 1);
        assertThrows(IllegalArgumentException.class, () -> network.begin(0, crash, 1));
        assertThrows(IllegalArgumentException.class, () -> network.begin(0, storm(2, FaultKind.LOSS), 6));
        network.begin(0, storm(2, FaultKind.LOSS), 0);
        assertThrows(IllegalStateException.class, () -> network.begin(0, storm(2, FaultKind.LOSS), 0));
        network.begin(0, partition(3, PartitionShape.RING), 0);
        assertThrows(IllegalStateException.class, () -> network.begin(0, partition(3, PartitionShape.RING), 0));
    }

    private static SimNetwork network(NetworkSpec spec) {
        Scenario scenario = QuietScenario.of(5, 3, spec, new DiskSpec(1_000, 1_000, 1_000, 1_000));
        return new SimNetwork(scenario, new Draws(scenario.seed()));
    }

    private static Fault partition(int id, PartitionShape shape) {
        return new Fault(id, FaultKind.PARTITION, shape, 0, 0, null, 1);
    }

    private static Fault storm(int id, FaultKind kind) {
        return new Fault(id, kind, null, 0, 0, null, 1);
    }
}
