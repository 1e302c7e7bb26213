package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A cluster that is upgraded node by node behaves as its oldest member would. */
class RollingUpgradeTest {
    @Test
    void featuresComeAliveAsSoonAsThoseWhoNeedThemHaveThem() {
        TestWorld world = TestWorld.ledByNode1(3, "leases 1", "older 1 2 3");
        assertEquals("1: refused reason=NO_TARGET", world.told("transfer 1 0"));
        assertEquals("1: refused reason=CAPABILITY_MISSING", world.told("change 1 1,2,3+4"));
        assertEquals("2: refused reason=NOT_LEADER", world.told("read 2"));

        world.run("upgrade 2", "heartbeat 1", "settle 1 2 3");
        assertEquals("1: refused reason=NO_TARGET", world.told("transfer 1 2"), "the leader is old itself");

        world.run("upgrade 1", "pass 400", "campaign 1", "settle 1 2 3", "heartbeat 1", "settle 1 2 3");
        assertEquals(RoleName.LEADER, world.core(1).role());
        assertEquals("1: refused reason=CAPABILITY_MISSING", world.told("change 1 1,2,3+4"));
        assertFalse(world.core(1).holdsLease());
        assertTrue(world.told("read 2", "settle 1 2 3").contains("2: read-ready"));
        assertEquals("1: refused reason=NO_TARGET", world.told("transfer 1 3"));

        world.run("upgrade 3", "heartbeat 1", "settle 1 2 3", "heartbeat 1", "settle 1 2 3");
        assertTrue(world.core(1).holdsLease());
        assertTrue(world.told("change 1 1,2,3+4", "settle 1 2 3").contains("configuration"));
        assertTrue(world.told("transfer 1 3").contains("TimeoutNow"));
    }

    @Test
    void aMemberOfAnOlderReleaseGetsNoSnapshotButStaysAFollower() {
        TestWorld world = TestWorld.ledByNode1(3, "older 3").run("propose 1 10", "settle 1 2", "snapshot 1 50");
        world.run("persist 1", "drop-all", "heartbeat 1");
        String told = world.told("settle 1 2 3", "heartbeat 1", "settle 1 2 3");
        assertFalse(told.contains("InstallSnapshot"), told);
        assertEquals(1, world.core(3).leaderId());
    }

    @Test
    void aMemberThatIsGoneForGoodDoesNotHoldChangesUp() {
        TestWorld world = TestWorld.ledByNode1(3).run("crash 3", "crash 1", "restart 1", "pass 400", "campaign 1");
        world.run("settle 1 2", "heartbeat 1", "settle 1 2");
        assertTrue(world.told("change 1 1,2", "settle 1 2").contains("commit"));
    }
}
