package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.MachineSpec;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.ReplicaSpec;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.Trigger;
import dev.seaworthy.sim.scenario.TriggerEvent;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What networks and clocks do to a cluster happens in a run, is counted, and breaks nothing. */
class WeatherFaultsTest {
    private static final long MILLIS = 1_000_000;
    private static final long HEAL_NANOS = 5_500 * MILLIS;
    private static final int DRIFT_BOUND_PPM = 1_000;

    private final List<String> timeline = new ArrayList<>();
    private boolean leases;

    @Test
    void aClogHoldsMessages() {
        assertMet("messages_clogged", at(1, FaultKind.CLOG, 2, 1_000, 700));
    }

    @Test
    void aNarrowLinkDropsMessages() {
        long dropped = 0;
        for (int id = 1; id <= 6; id++) {
            dropped += run(List.of(at(id, FaultKind.BANDWIDTH, 0, 1_000, 3_000)))
                    .faults()
                    .get("messages_dropped");
        }
        assertTrue(dropped > 0);
    }

    @Test
    void damagedFramesAreRefusedAndOnlyThey() {
        assertMet("messages_damaged", at(1, FaultKind.BIT_FLIP, 0, 1_000, 3_000));
        assertTrue(says("is given a frame that was damaged on its way"));
    }

    @Test
    void aResetLosesWhatIsUnderWay() {
        // What is under way at one moment is little: several moments.
        List<Fault> resets = new ArrayList<>();
        for (int id = 1; id <= 30; id++) {
            resets.add(at(id, FaultKind.RESET, 0, 1_000 + 97 * id, 1));
        }
        RunResult run = run(resets);
        assertEquals(30, run.faults().get("reset"));
        assertTrue(run.faults().get("messages_reset") > 0);
        assertTrue(says("over a connection of old"));
    }

    @Test
    void staleFramesReachALaterLifeOfAProcess() {
        assertMet("messages_stale", at(1, FaultKind.STALE, 0, 1_000, 1_000), at(2, FaultKind.CRASH, 1, 2_100, 100));
    }

    @Test
    void aClockLeapsUnderARunningProcess() {
        for (int id = 1; id <= 8; id++) {
            RunResult run = run(List.of(at(id, FaultKind.CLOCK_JUMP, 1 + id % 3, 1_500, 1)));
            assertEquals(1, run.faults().get("clock_jump"));
        }
        assertTrue(says("has a clock that leaps forward"));
    }

    @Test
    void whereThereAreLeasesAClockLeapsOnlyWhileNobodyLooks() {
        leases = true;
        assertEquals(
                0,
                run(List.of(at(1, FaultKind.CLOCK_JUMP, 1, 1_500, 1))).faults().get("clock_jump"));
        assertEquals(
                1,
                run(List.of(at(1, FaultKind.CRASH, 1, 1_400, 300), at(2, FaultKind.CLOCK_JUMP, 1, 1_500, 1)))
                        .faults()
                        .get("clock_jump"));
        assertEquals(
                0,
                run(List.of(at(1, FaultKind.SUSPEND, 1, 1_500, 500))).faults().get("suspend"));
    }

    @Test
    void aRebootedClockShowsMoreOrLessThanBefore() {
        leases = true;
        int back = 0;
        int forth = 0;
        for (int id = 1; id <= 12; id++) {
            timeline.clear();
            RunResult run = run(List.of(at(id, FaultKind.REBOOT, 1 + id % 3, 2_000, 100)));
            assertEquals(1, run.faults().get("reboot"));
            back += says("begins anew, at -") ? 1 : 0;
            forth += says("begins anew, at -") ? 0 : 1;
        }
        assertTrue(back > 0 && forth > 0, back + " back, " + forth + " forth");
    }

    @Test
    void aSuspendedMachineSleepsAndKnowsNothingOfIt() {
        for (int node = 1; node <= 3; node++) {
            RunResult run = run(List.of(
                    at(1, FaultKind.SUSPEND, node, 1_500, 900),
                    // Its clock is behind from then on, and leaps while it sleeps again.
                    at(2, FaultKind.SUSPEND, node, 3_000, 900),
                    at(3, FaultKind.CLOCK_JUMP, node, 3_300, 1),
                    at(4, FaultKind.PAUSE, node, 3_500, 900)));
            assertEquals(2, run.faults().get("suspend"));
        }
        assertTrue(says("falls asleep, and its clock too"));
    }

    /** A process that crashes in its sleep starts again before the machine would have woken. */
    @Test
    void sleepEndsWithTheProcess() {
        RunResult run = run(List.of(at(1, FaultKind.SUSPEND, 1, 1_500, 2_000), at(2, FaultKind.CRASH, 1, 1_800, 100)));
        assertEquals(1, run.faults().get("crash"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC_STARTED", "SYNC_DONE", "LEASE_RENEWED"})
    void faultsAreTriggeredBySyncsAndLeases(TriggerEvent event) {
        leases = true;
        Fault fault = new Fault(1, FaultKind.CRASH, null, 0, 0, new Trigger(event, 0, 1, 0), 200 * MILLIS);
        RunResult run = run(List.of(fault));
        assertEquals(1, run.faults().get("crash"));
        if (event == TriggerEvent.SYNC_STARTED) {
            assertTrue(timeline.stream().anyMatch(line -> line.matches("n\\d crashes; \\d of [1-9]\\d* .*")));
        }
    }

    @Test
    void everyKindOfFaultIsToldBySomeCount() {
        for (FaultKind kind : EnumSet.allOf(FaultKind.class)) {
            assertTrue(run(List.of()).faults().containsKey(kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    private void assertMet(String count, Fault... faults) {
        assertTrue(run(List.of(faults)).faults().get(count) > 0, count);
    }

    private static Fault at(int id, FaultKind kind, int node, int atMillis, int forMillis) {
        return new Fault(id, kind, null, node, atMillis * MILLIS, null, forMillis * MILLIS);
    }

    private boolean says(String part) {
        return timeline.stream().anyMatch(line -> line.contains(part));
    }

    private RunResult run(List<Fault> faults) {
        int nodes = 3;
        Scenario scenario = new Scenario(
                Scenario.FORMAT,
                7,
                "test",
                nodes,
                nodes,
                Limits.DEFAULT,
                new ReplicaSpec(20, 1, leases ? DRIFT_BOUND_PPM : ReplicaSpec.NO_LEASES),
                new NetworkSpec(100_000, 500_000, 0, 0, 0, 0, false),
                new DiskSpec(100_000, 500_000, 100_000, 1_000_000),
                Collections.nCopies(nodes, new MachineSpec(0, 0, 0, Capabilities.ALL)),
                SessionLimits.DEFAULT,
                new WorkloadSpec(3, 200, 3, 300_000, 50_000, 0, 15 * MILLIS, 200 * MILLIS, 1_500 * MILLIS),
                List.of(),
                faults,
                HEAL_NANOS);
        RunResult run = ScenarioRun.run(scenario, (atNanos, place, what) -> timeline.add(place + " " + what));
        assertEquals(Optional.empty(), run.violation(), faults::toString);
        return run;
    }
}
