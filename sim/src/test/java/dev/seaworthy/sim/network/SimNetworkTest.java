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
            assertEquals(1, network.route(1_000, 1, 2, i));
            long delay = network.deliveryNanos(0) - 1_000;
            assertTrue(delay >= 100_000);
            sum += delay;
        }
        assertEquals(500_000.0, (double) sum / MESSAGES, 10_000);
        assertEquals(0, network.messagesLost() + network.messagesDuplicated() + network.messagesCut());
    }

    @Test
    void aRoughNetworkLosesRepeatsAndDelaysAsManyAsItsSpecSays() {
        SimNetwork network = network(ROUGH);
        int late = 0;
        for (int i = 0; i < MESSAGES; i++) {
            int arrivals = network.route(0, 1, 2, i);
            late += arrivals > 0 && network.deliveryNanos(0) > 30_000_000 ? 1 : 0;
        }
        assertEquals(MESSAGES * 0.05, (double) network.messagesLost(), MESSAGES * 0.01);
        assertEquals(MESSAGES * 0.95 * 0.05, (double) network.messagesDuplicated(), MESSAGES * 0.01);
        assertEquals(MESSAGES * 0.95 * 0.02, late, MESSAGES * 0.005);
    }

    @Test
    void whatBecomesOfAMessageDoesNotDependOnOthers() {
        SimNetwork alone = network(ROUGH);
        SimNetwork crowded = network(ROUGH);
        for (int i = 0; i < 2_000; i++) {
            crowded.route(5, 2, 1, i);
            crowded.route(5, 1, 2, -i - 1);
            assertSameFate(alone, crowded, i, 5);
        }
    }

    @Test
    void aFaultLeavesTheFateOfLaterMessagesAsItWas() {
        SimNetwork without = network(ROUGH);
        SimNetwork with = network(ROUGH);
        with.begin(partition(1, PartitionShape.ISOLATE), 2);
        with.begin(storm(2, FaultKind.DELAY), 0);
        for (int i = 0; i < 500; i++) {
            assertEquals(0, with.route(5, 1, 2, i % 50));
            without.route(5, 1, 2, i % 50);
        }
        with.endAll();
        for (int i = 0; i < 500; i++) {
            assertSameFate(without, with, i % 50, 9);
        }
    }

    private static void assertSameFate(SimNetwork one, SimNetwork other, long identity, long now) {
        int arrivals = one.route(now, 1, 2, identity);
        assertEquals(arrivals, other.route(now, 1, 2, identity));
        for (int copy = 0; copy < arrivals; copy++) {
            assertEquals(one.deliveryNanos(copy), other.deliveryNanos(copy));
        }
    }

    @Test
    void equalMessagesHaveFatesOfTheirOwn() {
        SimNetwork network = network(CALM);
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            network.route(0, 1, 2, 77);
            delays.add(network.deliveryNanos(0));
        }
        assertEquals(100, delays.stream().distinct().count());
    }

    @Test
    void messagesOvertakeEachOtherUnlessLinksKeepTheirOrder() {
        assertTrue(overtakes(network(CALM)));
        NetworkSpec inOrder = new NetworkSpec(100_000, 400_000, 20_000, 30_000_000, 0, 50_000, true);
        SimNetwork network = network(inOrder);
        network.begin(storm(1, FaultKind.DELAY), 0);
        assertFalse(overtakes(network));
    }

    private static boolean overtakes(SimNetwork network) {
        List<Long> deliveries = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int arrivals = network.route(i * 1_000L, 1, 2, i);
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
        network.begin(isolated, 2);
        network.begin(mute, 2);
        assertEquals(0, network.route(0, 2, 1, 1));
        network.end(isolated);
        assertEquals(0, network.route(0, 2, 1, 2));
        assertEquals(1, network.route(0, 1, 2, 3));
        assertEquals(1, network.route(0, CLIENT, 2, 3));
        network.end(mute);
        network.end(mute);
        assertEquals(1, network.route(0, 2, 1, 4));
        assertEquals(2, network.messagesCut());
    }

    @Test
    void stormsAreAsStrongAsTheirFaultsAndEndWithThem() {
        for (int id = 1; id <= 40; id++) {
            SimNetwork network = network(CALM);
            Fault losses = storm(id, FaultKind.LOSS);
            network.begin(losses, 0);
            for (int i = 0; i < 2_000; i++) {
                network.route(0, 1, 2, i);
            }
            long lost = network.messagesLost();
            assertTrue(lost > 2_000 * 0.03 && lost < 2_000 * 0.65, () -> "lost " + lost);
            network.end(losses);
            for (int i = 0; i < 2_000; i++) {
                network.route(0, 1, 2, i);
            }
            assertEquals(lost, network.messagesLost());
        }
    }

    @Test
    void aStormAtANodeLeavesOtherLinksAlone() {
        SimNetwork network = network(CALM);
        network.begin(storm(3, FaultKind.DUPLICATION), 2);
        for (int i = 0; i < 2_000; i++) {
            assertEquals(1, network.route(0, 1, 3, i));
        }
        for (int i = 0; i < 2_000; i++) {
            network.route(0, CLIENT, 2, i);
        }
        assertTrue(network.messagesDuplicated() > 2_000 * 0.03);
    }

    @Test
    void delayStormsReachSeveralElectionTimeouts() {
        long longest = 0;
        for (int id = 1; id <= 40; id++) {
            SimNetwork network = network(CALM);
            network.begin(storm(id, FaultKind.DELAY), 0);
            for (int i = 0; i < 200; i++) {
                network.route(0, 1, 2, i);
                longest = Math.max(longest, network.deliveryNanos(0));
            }
        }
        assertTrue(longest > 2 * Limits.DEFAULT.electionTimeoutMaxNanos(), "longest " + longest);
    }

    @Test
    void faultsThatAreNotItsConcernOrAreOnAlreadyAreRefused() {
        SimNetwork network = network(CALM);
        Fault crash = new Fault(1, FaultKind.CRASH, null, 1, 0, null, 1);
        assertThrows(IllegalArgumentException.class, () -> network.begin(crash, 1));
        assertThrows(IllegalArgumentException.class, () -> network.begin(storm(2, FaultKind.LOSS), 6));
        network.begin(storm(2, FaultKind.LOSS), 0);
        assertThrows(IllegalStateException.class, () -> network.begin(storm(2, FaultKind.LOSS), 0));
        network.begin(partition(3, PartitionShape.RING), 0);
        assertThrows(IllegalStateException.class, () -> network.begin(partition(3, PartitionShape.RING), 0));
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
