package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.QuietScenario;
import dev.seaworthy.sim.scenario.Scenario;
import org.junit.jupiter.api.Test;

class DiskTimesTest {
    private static final int SYNCS = 20_000;

    private final DiskTimes times = diskTimes();

    @Test
    void syncsTakeTheirMinimumAndMean() {
        long sum = 0;
        for (int i = 0; i < SYNCS; i++) {
            times.crashed(1);
            long takes = times.doneNanos(1_000, 1, i) - 1_000;
            assertTrue(takes >= 200_000);
            sum += takes;
        }
        assertEquals(1_000_000.0, (double) sum / SYNCS, 20_000);
    }

    @Test
    void syncsOfOneDiskAreDoneInTheirOrder() {
        times.begin(slow(1), 0);
        long last = 0;
        for (int i = 0; i < 1_000; i++) {
            long done = times.doneNanos(i * 1_000L, 1, i);
            assertTrue(done >= last);
            last = done;
        }
        assertTrue(times.doneNanos(0, 2, 1) < last, "another node's disk has a queue of its own");
        times.crashed(1);
        times.endAll();
        assertTrue(times.doneNanos(1_000_000, 1, 1) < last, "a crash leaves no sync under way");
    }

    @Test
    void aSlowDiskIsSlowAtItsNodeUntilItEnds() {
        DiskTimes calm = diskTimes();
        times.begin(slow(1), 2);
        assertEquals(calm.doneNanos(0, 1, 5), times.doneNanos(0, 1, 5));
        long slower = 0;
        for (int i = 0; i < 100; i++) {
            slower += times.doneNanos(0, 2, i) - calm.doneNanos(0, 2, i);
        }
        assertTrue(slower > 100 * 2_000_000L);
        times.end(slow(1));
        times.crashed(2);
        calm.crashed(2);
        assertEquals(calm.doneNanos(0, 2, 7), times.doneNanos(0, 2, 7));
    }

    @Test
    void otherFaultsAndNodesAreRefused() {
        Fault crash = new Fault(1, FaultKind.CRASH, null, 1, 0, null, 1);
        assertThrows(IllegalArgumentException.class, () -> times.begin(crash, 1));
        assertThrows(IllegalArgumentException.class, () -> times.begin(slow(1), 4));
    }

    @Test
    void readsAreDoneInTheOrderOfAskingAndTakeTheirMean() {
        long sum = 0;
        long last = 0;
        for (int i = 0; i < SYNCS; i++) {
            long done = times.readNanos(i, 2, i);
            assertTrue(done >= last, "read " + i + " overtook another");
            last = done;
            times.crashed(1);
            sum += times.readNanos(1_000, 1, i) - 1_000;
        }
        assertEquals(300_000, (double) sum / SYNCS, 10_000);
    }

    @Test
    void aSnapshotHoldsNoSyncUp() {
        long sum = 0;
        for (int i = 0; i < SYNCS; i++) {
            sum += times.snapshotNanos(1_000, 1, i) - 1_000;
        }
        assertEquals(5_000_000, (double) sum / SYNCS, 200_000);
        assertTrue(times.doneNanos(1_000, 1, 7) < 20_000_000);
    }

    private static Fault slow(int id) {
        return new Fault(id, FaultKind.SLOW_DISK, null, 0, 0, null, 1);
    }

    private static DiskTimes diskTimes() {
        Scenario scenario = QuietScenario.of(
                3, 1, new NetworkSpec(1, 1, 0, 0, 0, 0, false), new DiskSpec(200_000, 800_000, 300_000, 5_000_000));
        return new DiskTimes(scenario, new Draws(scenario.seed()));
    }
}
