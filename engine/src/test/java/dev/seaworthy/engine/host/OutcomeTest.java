package dev.seaworthy.engine.host;

import static dev.seaworthy.engine.host.ReplicaHarness.append;
import static dev.seaworthy.engine.host.ReplicaHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What those are told who asked: of state machines that fail, plain reads, changes of membership and transfers. */
class OutcomeTest {
    @Test
    void aStateMachineThatThrowsHaltsItsReplicaWithEvidenceAndEverybodyIsTold() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.ledger.poison = "b";
        for (String command : List.of("a", "b", "c")) {
            node.propose(command);
        }
        node.read("q");
        node.readAt("r", 9);
        node.transfer(2);
        node.run();
        node.sync();
        node.acknowledge(2, 4, 0);
        node.run();
        assertTrue(node.replica.core().isHalted());
        assertEquals(
                List.of(
                        "a: committed at 2, a",
                        "b: unknown, HALTED",
                        "c: unknown, HALTED",
                        "transfer: failed, HALTED, leader 1",
                        "q: failed, HALTED, leader 1",
                        "r: failed, HALTED, leader 1"),
                node.outcomes);
        assertEquals("a", node.ledger.text());
        assertEquals(2, node.replica.appliedIndex());
        String seen = node.seen.get(node.seen.size() - 1);
        assertTrue(
                seen.startsWith("halted, STATE_MACHINE_FAILED, the state machine failed at entry 3 of term 1: "), seen);
        assertTrue(seen.endsWith("poisoned by b"), seen);
    }

    @Test
    void aStateMachineThatAnswersNothingHaltsItsReplica() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.ledger.unanswered = "a";
        node.propose("a");
        node.run();
        node.sync();
        node.acknowledge(2, 2, 0);
        node.run();
        assertEquals(List.of("a: unknown, HALTED"), node.outcomes);
        String seen = node.seen.get(node.seen.size() - 1);
        assertTrue(
                seen.startsWith("halted, STATE_MACHINE_FAILED, the state machine answered entry 2 of term 1 with null"),
                seen);
    }

    @Test
    void aChangeUnderWayWhenTheReplicaHaltsMayOrMayNotHaveHappened() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.change(2);
        node.run();
        node.replica.storageFailed("the sync failed");
        node.run();
        assertEquals(List.of("change: unknown, HALTED"), node.outcomes);
    }

    @Test
    void aQueryThatThrowsFailsNobodyElsesRead() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.ledger.poison = "bad";
        node.read("good");
        node.read("bad");
        node.read("fine");
        node.run();
        node.acknowledge(2, 1, 1);
        node.run();
        assertEquals(
                List.of(
                        "good: answered at 1, good=",
                        "bad: failed, QUERY_FAILED, leader 0",
                        "fine: answered at 1, fine="),
                node.outcomes);
        assertFalse(node.replica.core().isHalted());
    }

    /** A removed member is sent no more entries: whatever its reads wait for beyond its commitIndex may never come. */
    @Test
    void aConfirmedReadOfEntriesThatMayNeverComeFailsOnceTheLeaderIsLost() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(append(2, 1, EntryId.ZERO, 1, "a"));
        node.run();
        node.sync();
        node.read("q");
        node.run();
        confirm(node, 2);
        node.run();
        assertEquals(List.of(), node.outcomes);
        while (node.replica.core().leaderId() != 0) {
            node.timeOut();
        }
        assertEquals(List.of("q: failed, ELECTION_TIMEOUT, leader 0"), node.outcomes);
    }

    @Test
    void aConfirmedReadOfEntriesThatAreCommittedOutlivesItsLeader() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(append(2, 1, EntryId.ZERO, 0, "a"));
        node.run();
        node.sync();
        node.read("q");
        node.run();
        confirm(node, 1);
        node.receive(append(2, 1, new EntryId(1, 1), 1, ""));
        node.receive(append(3, 2, new EntryId(1, 1), 1, ""));
        node.run();
        assertEquals(List.of("q: answered at 1, q=a"), node.outcomes);
    }

    @Test
    void aPlainReadIsAnsweredByWhateverIsThereAlsoWithoutALeader() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.readAt("q", 0);
        node.run();
        assertEquals(List.of("q: answered at 0, q="), node.outcomes);
    }

    @Test
    void aReadAtAnIndexWaitsForThatAndNoLonger() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.readAt("later", 3);
        node.readAt("sooner", 2);
        node.receive(append(2, 1, EntryId.ZERO, 1, "abc"));
        node.run();
        assertEquals(List.of(), node.outcomes);
        node.receive(append(2, 1, new EntryId(1, 3), 2, ""));
        node.run();
        assertEquals(List.of("sooner: answered at 2, sooner=ab"), node.outcomes);
        node.receive(append(2, 1, new EntryId(1, 3), 3, ""));
        node.run();
        assertEquals(List.of("sooner: answered at 2, sooner=ab", "later: answered at 3, later=abc"), node.outcomes);
    }

    @Test
    void aReadAtAnIndexOutlastsAChangeOfLeaders() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.readAt("q", 2);
        node.run();
        node.receive(append(3, 2, new EntryId(1, 1), 2, "z"));
        node.run();
        assertEquals(List.of("q: answered at 2, q=z"), node.outcomes);
    }

    @Test
    void aChangeOfOneVoterIsDoneOnceItIsCommitted() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.change(2);
        node.run();
        node.sync();
        assertEquals(List.of(), node.outcomes);
        node.acknowledge(2, 2, 0);
        node.run();
        assertEquals(List.of("change: committed at 2, "), node.outcomes);
        assertEquals(2, node.replica.core().configuration().voters().size());
    }

    @Test
    void aJointChangeIsDoneOnceTheJointStateIsLeftForGood() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.change(1);
        node.run();
        node.sync();
        node.acknowledge(2, 2, 0);
        node.run();
        assertEquals(List.of(), node.outcomes, "the joint configuration is committed, the target only appended");
        node.sync();
        assertEquals(List.of("change: committed at 3, "), node.outcomes);
    }

    @Test
    void aChangeWhoseLeaderIsReplacedMayOrMayNotHappen() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.change(2);
        node.run();
        node.receive(new Message.RequestVoteReply(member(3), member(1), 7, false));
        node.run();
        assertEquals(List.of("change: unknown, HIGHER_TERM"), node.outcomes);
    }

    @Test
    void aTransferIsOverWhenTheTargetHasBegunANewTerm() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.transfer(2);
        node.run();
        assertEquals(List.of(new Message.TimeoutNow(member(1), member(2), 1, new EntryId(1, 1))), timeoutNows(node));
        assertEquals(List.of(), node.outcomes);
        node.receive(new Message.RequestVote(member(2), member(1), 2, new EntryId(1, 1), true));
        node.run();
        assertEquals(List.of("transfer: handed over to 2"), node.outcomes);
    }

    @Test
    void aTransferThatDoesNotComeAboutFailsAndTheLeaderGoesOn() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.transfer(2);
        node.run();
        node.propose("a");
        node.run();
        for (int i = 0; i < 20 && node.outcomes.size() < 2; i++) {
            node.timeOut();
            node.acknowledge(2, 1, 0);
            node.run();
        }
        assertEquals(
                List.of("a: refused, TRANSFERRING, leader 1", "transfer: failed, TRANSFER_TIMED_OUT, leader 1"),
                node.outcomes);
        node.propose("b");
        node.run();
        assertEquals(2, node.replica.core().lastEntry().index());
    }

    @Test
    void aTransferThatEndsBecauseTheLeaderIsReplacedBeforeItAskedFails() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("a");
        node.run();
        node.transfer(2);
        node.run();
        assertEquals(List.of(), timeoutNows(node), "node 2 does not hold entry 2 yet");
        node.receive(new Message.RequestVoteReply(member(3), member(1), 7, false));
        node.run();
        assertEquals(List.of("transfer: failed, HIGHER_TERM, leader 0", "a: unknown, HIGHER_TERM"), node.outcomes);
    }

    @Test
    void whateverIsRefusedIsToldToTheAskerAndToTheObserver() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.propose("p");
        node.read("q");
        node.change(2);
        node.transfer(2);
        node.run();
        assertEquals(
                List.of(
                        "p: refused, NOT_LEADER, leader 0",
                        "change: refused, NOT_LEADER, leader 0",
                        "transfer: failed, NOT_LEADER, leader 0",
                        "q: failed, NO_LEADER, leader 0"),
                node.outcomes);
        assertEquals(
                List.of("refused NOT_LEADER", "refused NOT_LEADER", "refused NOT_LEADER", "refused NO_LEADER"),
                node.seen);
    }

    @Test
    void aLeaderSaysWhyItRefuses() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.transfer(9);
        node.change(3);
        node.change(2);
        node.change(1);
        node.run();
        assertEquals(
                List.of(
                        "transfer: failed, NO_TARGET, leader 1",
                        "change: refused, NOTHING_TO_CHANGE, leader 1",
                        "change: refused, CHANGE_PENDING, leader 1"),
                node.outcomes);
    }

    private static List<Message> timeoutNows(ReplicaHarness node) {
        return node.sent.stream()
                .filter(message -> message instanceof Message.TimeoutNow)
                .toList();
    }

    /** Node 2, which leads term 1, answers the question that was sent last. */
    private static void confirm(ReplicaHarness node, long readIndex) {
        Message.ReadIndex question = (Message.ReadIndex) node.sent.get(node.sent.size() - 1);
        node.receive(
                new Message.ReadIndexReply(member(2), member(1), 1, question.boot(), question.sequence(), readIndex));
    }
}
