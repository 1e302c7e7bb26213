package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.session.SessionLimits;
import org.junit.jupiter.api.Test;

class ReadAndSessionOraclesTest {
    @Test
    void readFromAStateThatHasWhatWasCommittedIsLegal() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(2, 1);
        run.oracles.readInvoked(1, 0);
        run.commit(1, 2);
        run.oracles.readServed(2, 1, 0, 1);
        run.assertLegal();
    }

    @Test
    void staleReadIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(2, 1).commit(1, 2);
        run.oracles.readInvoked(40, 7);
        run.oracles.readServed(2, 40, 7, 1);
        run.assertBroken(
                "ReadIndex", "n2 answered a read of c40 from a state of index 1, though index 2 was committed");
    }

    @Test
    void onlyTheFirstAskingCounts() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(1, 1);
        run.oracles.readInvoked(1, 3);
        run.commit(1, 2);
        run.oracles.readInvoked(1, 3);
        run.oracles.readServed(1, 1, 3, 1);
        run.assertLegal();
    }

    @Test
    void answerToAReadNobodyWaitsForIsIgnored() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(1, 1);
        run.oracles.readInvoked(1, 3);
        run.commit(1, 2);
        run.oracles.readInvoked(1, 4);
        run.oracles.readServed(1, 1, 3, 1);
        run.assertLegal();
    }

    @Test
    void readThatClaimsMoreThanWasAppliedIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(2, 1);
        run.oracles.readInvoked(1, 3);
        run.oracles.readServed(2, 1, 3, 2);
        run.assertBroken("ReadIndex", "as if it had applied index 2, but it has applied 1");
    }

    @Test
    void leaderThatDoesNotKnowItsSuccessorMayAnswerWhoAskedBefore() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(1, 2);
        run.oracles.readInvoked(1, 3);
        run.elect(2, 2, 3);
        run.oracles.readServed(1, 1, 3, 2);
        run.assertLegal();
    }

    @Test
    void answerOfALeaderThatWasReplacedBeforeTheClientAskedIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(1, 2);
        run.elect(2, 2, 3);
        run.oracles.readInvoked(1, 3);
        run.oracles.readServed(1, 1, 3, 2);
        run.assertBroken("Lease", "n1 answered a read of c1 in term 1, though term 2 had a leader");
    }

    @Test
    void localReadMayBeOldButNotOlderThanAsked() {
        HandMadeRun run = HandMadeRun.withLeader(3, 3).applyTo(1, 3).applyTo(2, 2);
        run.oracles.localReadServed(3, 0, 0, 17, 17);
        run.oracles.localReadServed(2, 0, 2, 2, 2);
        run.oracles.localReadServed(2, 2, 2, 2, 2);
        run.assertLegal();
        run.oracles.localReadServed(2, 3, 2, 2, 2);
        run.assertBroken("MinIndex", "n2 answered a read that asked for index 3 from a state of index 2");
    }

    @Test
    void localReadFromAStateTheLogNeverHadIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).applyTo(1, 2).applyTo(2, 2);
        run.oracles.localReadServed(2, 0, 2, 2, 9);
        run.assertBroken("SnapshotIsReplay", "n2 answered a read from index 2 and has another state than n1");
    }

    @Test
    void sessionsBeyondTheirBoundsAreReported() {
        SessionLimits limits = new SessionLimits(3, 4, 100, 1_000);
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.oracles.onSessions(2, 3, 100, limits);
        run.assertLegal();
        run.oracles.onSessions(2, 4, 0, limits);
        run.assertBroken("SessionsBounded", "n2 keeps 4 sessions with 0 bytes of answers, at most 3 and 100");
    }

    @Test
    void answersBeyondTheirBoundAreReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.oracles.onSessions(2, 1, 101, new SessionLimits(3, 4, 100, 1_000));
        run.assertBroken("SessionsBounded", "n2 keeps 1 sessions with 101 bytes");
    }

    @Test
    void commandsExecutedOnceEachAreLegal() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        for (long sequence = 1; sequence <= 200; sequence++) {
            run.oracles.onExecuted(sequence, 1, sequence);
            run.oracles.onExecuted(1000 + sequence, 2, sequence);
        }
        run.assertLegal();
    }

    @Test
    void commandExecutedTwiceIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.oracles.onExecuted(3, 9, 1);
        run.oracles.onExecuted(5, 9, 1);
        run.assertBroken("ExactlyOnce", "command 1 of client 9 was executed at index 3 and again at index 5");
    }

    @Test
    void haltIsReportedUnlessTheDiskFailed() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.oracles.onEffect(2, new Effect.Halt(HaltCode.STORAGE_FAILED, "the disk is gone"));
        run.assertLegal();
        run.oracles.onEffect(2, new Effect.Halt(HaltCode.CONTRACT_BROKEN, "index 3"));
        run.assertBroken("Halt", "n2 halted, CONTRACT_BROKEN: index 3");
    }

    @Test
    void messageThatNoReplicaCanSendIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        Message message = new Message.PreVote(HandMadeRun.member(3), HandMadeRun.member(2), 1, EntryId.ZERO);
        run.oracles.onEffect(2, new Effect.Ignore(message, Reason.LEADER_ALIVE));
        run.assertLegal();
        message = new Message.TimeoutNow(HandMadeRun.member(3), HandMadeRun.member(2), 1, EntryId.ZERO);
        run.oracles.onEffect(2, new Effect.Ignore(message, Reason.SECOND_LEADER));
        run.assertBroken("PeerContract", "n2 got a TimeoutNow from n3 in term 1 that cannot be: two nodes claim");
    }

    @Test
    void onlyTheFirstViolationIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.lead(2, 1).lead(3, 1).truncate(1, 1);
        run.assertBroken("ElectionSafety", "n2");
    }
}
