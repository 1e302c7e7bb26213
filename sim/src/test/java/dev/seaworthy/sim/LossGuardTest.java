package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.sim.client.Store;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.QuietScenario;
import org.junit.jupiter.api.Test;

class LossGuardTest {
    @Test
    void ofThreeVotersOneMayLoseItsDisk() {
        World world = world(3);
        LossGuard guard = world.faults().guard();
        Member first = world.node(1).member();
        assertTrue(guard.allows(first));
        world.node(1).wipe();
        assertTrue(guard.hasLost(first));
        assertFalse(guard.hasLost(world.node(1).member()));
        assertFalse(guard.allows(world.node(2).member()));
        assertNull(world.violation());
    }

    @Test
    void ofFiveVotersTwoMayLoseTheirDisks() {
        World world = world(5);
        world.node(1).wipe();
        assertTrue(world.faults().guard().allows(world.node(2).member()));
        world.node(2).wipe();
        assertFalse(world.faults().guard().allows(world.node(3).member()));
    }

    @Test
    void whoeverIsNoVoterMayLoseWhatItHas() {
        World world = world(3);
        world.node(1).wipe();
        assertTrue(world.faults().guard().allows(world.node(1).member()));
    }

    @Test
    void theOnlyVoterMustNotLoseItsDisk() {
        World world = world(1);
        assertFalse(world.faults().guard().allows(world.node(1).member()));
    }

    private static World world(int nodes) {
        return new World(
                QuietScenario.of(nodes, 1, new NetworkSpec(1, 1, 0, 0, 0, 0, false), new DiskSpec(1, 1, 1, 1)),
                new Store(),
                null);
    }
}
