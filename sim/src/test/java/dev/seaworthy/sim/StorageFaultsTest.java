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
import dev.seaworthy.sim.scenario.PartitionShape;
import dev.seaworthy.sim.scenario.ReplicaSpec;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each kind of damage to a disk happens in a run, is found, and costs nobody anything that was acknowledged. */
class StorageFaultsTest {
    private static final long MILLIS = 1_000_000;
    private static final long HEAL_NANOS = 5_500 * MILLIS;

    private final List<String> timeline = new ArrayList<>();
    /** Who was elected between two moments, both exclusive; all of them where nothing is said. */
    private final List<String> leaders = new ArrayList<>();

    private long watchedFromNanos;
    private long watchedToNanos = Long.MAX_VALUE;

    @Test
    void whateverRotsIsFoundOrHealed() {
        TreeSet<String> missing = new TreeSet<>(List.of(
                "on which entry ",
                "on which the header ",
                "on which MARK_",
                "on which HARD_STATE_",
                "refuses to start: ",
                "having lost some"));
        for (int id = 1; id < 60 && !missing.isEmpty(); id++) {
            RunResult run = run(List.of(at(id, FaultKind.BIT_ROT, 2, 2_000, 300)));
            assertEquals(1, run.faults().get("bit_rot"));
            forget(missing);
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void aHoleInTheLogIsFound() {
        TreeSet<String> missing = new TreeSet<>(List.of(
                "loses one un-synced batch", "loses entries ", "loses the header of a batch", "having lost some"));
        for (int id = 2; id < 40 && !missing.isEmpty(); id++) {
            // On a slow disk batches are waiting for their syncs; while the process is down nothing is.
            Fault slow = at(1, id % 2 == 0 ? FaultKind.KILL : FaultKind.SLOW_DISK, 2, 1_000, 1_950);
            RunResult run = run(List.of(slow, at(id, FaultKind.HOLE, 2, 1_900 + 10 * id, 300)));
            assertEquals(1, run.faults().get("hole"));
            forget(missing);
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void aReplicaWhoseDiskFailsHaltsAndComesBack() {
        TreeSet<String> missing = new TreeSet<>(List.of("cannot write", "cannot sync", "HALTS"));
        long struck = 0;
        for (int id = 1; id < 8; id++) {
            struck += run(List.of(at(id, FaultKind.WRITE_ERROR, 2, 1_000, 1_000)))
                    .faults()
                    .get("write_error");
            forget(missing);
        }
        assertEquals(new TreeSet<>(), missing);
        assertEquals(7, struck);
    }

    @Test
    void aFailureThatIsToldWhenAllIsHealedKeepsNobodyDown() {
        TreeSet<String> missing = new TreeSet<>(List.of("HALTS"));
        for (int id = 2; id < 8; id++) {
            // The disk fails while it hangs, and says so when it no longer does.
            run(List.of(at(1, FaultKind.STALL_DISK, 2, 1_998, 9_000), at(id, FaultKind.WRITE_ERROR, 2, 2_000, 9_000)));
            forget(missing);
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void aReplicaThatCannotReadWhatItHoldsHaltsAndComesBack() {
        long struck = 0;
        for (int node = 1; node <= 3; node++) {
            // Whoever leads has to read back what a follower has missed.
            Fault away = new Fault(
                    9, FaultKind.PARTITION, PartitionShape.ISOLATE, node % 3 + 1, 1_000 * MILLIS, null, 500 * MILLIS);
            struck += run(List.of(away, at(1, FaultKind.READ_ERROR, node, 1_000, 2_000)))
                    .faults()
                    .get("read_error");
        }
        assertTrue(struck > 0);
        assertTrue(timeline.stream().anyMatch(line -> line.contains("cannot read")));
    }

    @Test
    void aReplicaThatCannotReadTheSnapshotItWasSentHaltsAndComesBack() {
        TreeSet<String> missing = new TreeSet<>(List.of("HALTS, STORAGE_FAILED: the snapshot of entry "));
        for (int node = 1; node <= 3 && !missing.isEmpty(); node++) {
            Fault away =
                    new Fault(9, FaultKind.PARTITION, PartitionShape.ISOLATE, node, 500 * MILLIS, null, 1_500 * MILLIS);
            RunResult run = run(List.of(away, at(1, FaultKind.READ_ERROR, node, 1_000, 4_000)));
            forget(missing);
            assertTrue(!missing.isEmpty() || run.faults().get("read_error") == 1);
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void aFullDiskTakesNoEntriesUntilThereIsSpace() {
        TreeSet<String> missing = new TreeSet<>(List.of(
                "has 0 bytes of space left",
                "is told that its disk is FULL",
                "is told that its disk is OK",
                "this node's disk is full"));
        for (int id = 1; id < 10; id++) {
            RunResult run = run(List.of(at(id, FaultKind.FULL_DISK, 1 + id % 3, 1_000, 1_500)));
            assertEquals(1, run.faults().get("full_disk"));
            forget(missing);
        }
        assertEquals(new TreeSet<>(), missing);
    }

    /**
     * An entry is committed on two disks of three; then one of the two is down and the other one damaged. The third
     * node lacks the entry: nobody may lead, and the damaged one says why it denies its vote, until the one that is
     * down returns.
     */
    @Test
    void withTooFewIntactCopiesNobodyLeadsUntilOneReturns() {
        run(List.of());
        int first = Character.digit(leaders.get(0).charAt(1), 10);
        int damaged = first % 3 + 1;
        int behind = damaged % 3 + 1;
        for (FaultKind kind : List.of(FaultKind.LOSE_SUFFIX, FaultKind.HOLE)) {
            timeline.clear();
            leaders.clear();
            watchedFromNanos = 1_901 * MILLIS;
            watchedToNanos = 5_000 * MILLIS;
            run(List.of(
                    new Fault(
                            1,
                            FaultKind.PARTITION,
                            PartitionShape.ISOLATE,
                            behind,
                            1_000 * MILLIS,
                            null,
                            1_000 * MILLIS),
                    at(2, kind, damaged, 1_900, 50),
                    at(3, FaultKind.CRASH, first, 1_900, 3_100)));
            assertEquals(List.of(), leaders, kind.name());
            assertTrue(says("n" + damaged + " starts in term", "having lost some"));
            assertTrue(says(
                    "n" + damaged + " sends n" + damaged + ">n" + behind + " PreVoteReply",
                    "it has yet to be given back"));
        }
    }

    private static Fault at(int id, FaultKind kind, int node, int atMillis, int forMillis) {
        return new Fault(id, kind, null, node, atMillis * MILLIS, null, forMillis * MILLIS);
    }

    private boolean says(String beginning, String end) {
        return timeline.stream().anyMatch(line -> line.startsWith(beginning) && line.endsWith(end));
    }

    private void forget(TreeSet<String> missing) {
        missing.removeIf(part -> timeline.stream().anyMatch(line -> line.contains(part)));
        timeline.clear();
    }

    /** Runs three replicas with frequent snapshots, whose caches hold next to nothing, and clients that write. */
    private RunResult run(List<Fault> faults) {
        int nodes = 3;
        Limits usual = Limits.DEFAULT;
        Limits limits = new Limits(
                usual.electionTimeoutMinNanos(),
                usual.electionTimeoutMaxNanos(),
                usual.heartbeatNanos(),
                usual.appendBytesMax(),
                2,
                8,
                usual.inflightBytesMax(),
                usual.uncommittedBytesMax(),
                usual.entryBytesMax(),
                usual.chunkBytesMax(),
                40,
                usual.diskStallNanos());
        Scenario scenario = new Scenario(
                Scenario.FORMAT,
                7,
                "test",
                nodes,
                nodes,
                limits,
                new ReplicaSpec(20, 1, ReplicaSpec.NO_LEASES),
                new NetworkSpec(100_000, 500_000, 0, 0, 0, 0, true),
                new DiskSpec(100_000, 500_000, 100_000, 1_000_000),
                Collections.nCopies(nodes, new MachineSpec(0, 0, 0, Capabilities.ALL)),
                SessionLimits.DEFAULT,
                new WorkloadSpec(3, 200, 3, 100_000, 50_000, 0, 15 * MILLIS, 200 * MILLIS, 1_500 * MILLIS),
                List.of(),
                faults,
                HEAL_NANOS);
        RunResult run = ScenarioRun.run(scenario, (atNanos, place, what) -> {
            timeline.add(place + " " + what);
            if (what.startsWith("is LEADER") && atNanos > watchedFromNanos && atNanos < watchedToNanos) {
                leaders.add(place);
            }
        });
        assertEquals(Optional.empty(), run.violation(), faults::toString);
        return run;
    }
}
