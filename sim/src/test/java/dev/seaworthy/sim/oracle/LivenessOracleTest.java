package dev.seaworthy.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessOracleTest {
    private static final long MILLI = 1_000_000;
    private static final long HEAL = 10_000 * MILLI;
    private static final long TIMEOUT = 100 * MILLI;
    private static final long RETRY = 50 * MILLI;
    private static final long LEADER_BOUND = LivenessOracle.LEADER_WITHIN_TIMEOUTS * TIMEOUT;
    private static final long ANSWER_BOUND =
            LivenessOracle.ANSWER_WITHIN_TIMEOUTS * TIMEOUT + LivenessOracle.ANSWER_WITHIN_RETRIES * 3 * RETRY;
    private static final long CONVERGENCE_BOUND = LivenessOracle.CONVERGENCE_WITHIN_TIMEOUTS * TIMEOUT;

    private final List<String> violations = new ArrayList<>();
    private final LivenessOracle oracle = new LivenessOracle(
            new LivenessOracle.Bounds(3, TIMEOUT, RETRY, HEAL, 9),
            (property, story) -> violations.add(property + ": " + story));
    private final HandMadeCluster cluster = new HandMadeCluster();

    @Test
    void clusterAtRestIsSettledButNotBeforeTheHeal() {
        assertFalse(oracle.isSettled(HEAL - 1, cluster));
        assertTrue(oracle.isSettled(HEAL, cluster));
        assertEquals(List.of(), violations);
    }

    @Test
    void leaderMayBeMissingForAWhileEachTime() {
        cluster.leader = 0;
        assertFalse(oracle.isSettled(HEAL + LEADER_BOUND, cluster));
        cluster.leader = 2;
        assertTrue(oracle.isSettled(HEAL + LEADER_BOUND + 1, cluster));
        cluster.leader = 0;
        assertFalse(oracle.isSettled(HEAL + 2 * LEADER_BOUND, cluster));
        assertEquals(List.of(), violations);
    }

    @Test
    void missingLeaderIsReported() {
        cluster.leader = 0;
        oracle.isSettled(HEAL + LEADER_BOUND + 1, cluster);
        assertEquals(
                List.of("Liveness: no member has led for 2000 ms although everything was healed 2000 ms ago"),
                violations);
    }

    @Test
    void answerIsAwaitedFromTheHealOn() {
        cluster.clientsDone = false;
        cluster.waitsSince = 1;
        oracle.isSettled(HEAL + ANSWER_BOUND, cluster);
        assertEquals(List.of(), violations);
    }

    @Test
    void missingAnswerIsReported() {
        cluster.clientsDone = false;
        cluster.waitsSince = HEAL + 500 * MILLI;
        oracle.isSettled(HEAL + 500 * MILLI + ANSWER_BOUND + 1, cluster);
        assertEquals(
                List.of("Liveness: c2 has waited 4300 ms for an answer since everything was healed, with n1 as leader"),
                violations);
    }

    @Test
    void replicaThatStaysBehindIsReported() {
        cluster.applied[3] = 4;
        assertFalse(oracle.isSettled(HEAL + CONVERGENCE_BOUND, cluster));
        assertEquals(List.of(), violations);
        oracle.isSettled(HEAL + CONVERGENCE_BOUND + 1, cluster);
        assertEquals(List.of("Liveness: 5000 ms after the last answer n3 has applied index 4 of 5"), violations);
    }

    @Test
    void replicaInAnotherStateIsReported() {
        cluster.digest[2] = 8;
        assertFalse(oracle.isSettled(HEAL, cluster));
        oracle.isSettled(HEAL + CONVERGENCE_BOUND + 1, cluster);
        assertEquals(
                List.of("Liveness: 5000 ms after the last answer the states of n1 and n2 differ, at indexes 5 and 5"),
                violations);
    }

    @Test
    void convergenceIsAwaitedFromTheLastAnswerOn() {
        cluster.clientsDone = false;
        oracle.isSettled(HEAL + CONVERGENCE_BOUND, cluster);
        cluster.clientsDone = true;
        cluster.applied[3] = 4;
        assertFalse(oracle.isSettled(HEAL + 2 * CONVERGENCE_BOUND, cluster));
        assertEquals(List.of(), violations);
    }

    @Test
    void machinesThatAreNoMembersOweNothing() {
        cluster.mustRest[1] = false;
        cluster.leader = 2;
        cluster.applied[1] = 0;
        cluster.recovering[1] = true;
        cluster.logEntries[1] = 100;
        assertTrue(oracle.isSettled(HEAL, cluster));
        assertEquals(List.of(), violations);
    }

    @Test
    void leaderThatIsNoMemberIsNone() {
        cluster.mustRest[1] = false;
        assertFalse(oracle.isSettled(HEAL, cluster));
        oracle.isSettled(HEAL + LEADER_BOUND + 1, cluster);
        assertEquals(
                List.of("Liveness: no member has led for 2000 ms although everything was healed 2000 ms ago"),
                violations);
    }

    @Test
    void replicaThatNeverRecoversIsReported() {
        cluster.recovering[2] = true;
        assertFalse(oracle.isSettled(HEAL, cluster));
        oracle.isSettled(HEAL + CONVERGENCE_BOUND + 1, cluster);
        assertEquals(
                List.of("Liveness: 5000 ms after the last answer n2 has not got back what its disk had lost"),
                violations);
    }

    @Test
    void logThatSnapshotsDoNotShortenIsReported() {
        cluster.logEntries[3] = 10;
        assertFalse(oracle.isSettled(HEAL, cluster));
        oracle.isSettled(HEAL + CONVERGENCE_BOUND + 1, cluster);
        assertEquals(
                List.of("Liveness: 5000 ms after the last answer the log of n3 has 10 entries, more than the 9 that"
                        + " snapshots should leave"),
                violations);
    }

    @Test
    void operatorIsAnsweredToo() {
        cluster.operatorDone = false;
        cluster.operatorWaitsSince = 1;
        assertFalse(oracle.isSettled(HEAL + ANSWER_BOUND, cluster));
        assertEquals(List.of(), violations);
        oracle.isSettled(HEAL + ANSWER_BOUND + 1, cluster);
        assertEquals(
                List.of("Liveness: the operator has waited 4300 ms since everything was healed to hear what became of"
                        + " a change"),
                violations);
    }

    private static final class HandMadeCluster implements LivenessOracle.Snapshot {
        private int leader = 1;
        private long waitsSince = -1;
        private boolean clientsDone = true;
        private long operatorWaitsSince = -1;
        private boolean operatorDone = true;
        private final boolean[] mustRest = {false, true, true, true};
        private final boolean[] recovering = new boolean[4];
        private final long[] logEntries = {0, 9, 9, 9};
        private final long[] applied = {0, 5, 5, 5};
        private final long[] digest = {0, 7, 7, 7};

        @Override
        public int nodes() {
            return 3;
        }

        @Override
        public int leader() {
            return leader;
        }

        @Override
        public int clients() {
            return 2;
        }

        @Override
        public long waitsSince(int client) {
            return client == 2 ? waitsSince : -1;
        }

        @Override
        public boolean clientsDone() {
            return clientsDone;
        }

        @Override
        public long operatorWaitsSince() {
            return operatorWaitsSince;
        }

        @Override
        public boolean operatorDone() {
            return operatorDone;
        }

        @Override
        public boolean mustRest(int node) {
            return mustRest[node];
        }

        @Override
        public boolean recovering(int node) {
            return recovering[node];
        }

        @Override
        public long logEntries(int node) {
            return logEntries[node];
        }

        @Override
        public long committedIndex() {
            return 5;
        }

        @Override
        public long appliedIndex(int node) {
            return applied[node];
        }

        @Override
        public long digestHigh(int node) {
            return digest[node];
        }

        @Override
        public long digestLow(int node) {
            return 1;
        }
    }
}
