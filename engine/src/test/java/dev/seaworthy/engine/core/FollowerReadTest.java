package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Linearizable reads that a follower or learner serves, by asking its leader (thesis §6.4). */
class FollowerReadTest {
    @Test
    void aFollowerServesAReadOnceALeaderHasConfirmedIt() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10", "settle 1 3");
        assertTrue(world.told("read 2", "settle 1 2 3").contains("2: read-ready read=1 index=2"));
    }

    @Test
    void aLearnerServesReads() {
        TestWorld world = TestWorld.ledByNode1(3).run("join 4 4", "change 1 1,2,3+4", "settle 1 2 3 4");
        world.run("heartbeat 1", "settle 1 2 3 4");
        assertTrue(world.told("read 4", "settle 1 2 3 4").contains("4: read-ready read=1 index=2"));
    }

    @Test
    void theLeaderAnswersOnlyOnceAQuorumHasConfirmedIt() {
        TestWorld world = TestWorld.ledByNode1(3).run("read 2");
        assertEquals(false, world.told("deliver 2->1 ReadIndex").contains("ReadIndexReply"));
    }

    /** It would wait for ever for the entries its read has to see: nobody sends them to it. */
    @Test
    void whoeverHasBeenRemovedIsNotAnswered() {
        TestWorld world = TestWorld.ledByNode1(3).run("change 1 1,2", "drop 1->3 AppendEntries", "settle 1 2");
        world.run("heartbeat 1", "settle 1 2", "heartbeat 1", "settle 1 2");
        String told = world.told("read 3", "deliver 3->1 ReadIndex");
        assertTrue(
                told.contains("1: ignored message=ReadIndex from=3/3 to=1/1 term=1 read=1 reason=UNKNOWN_SENDER"),
                told);
        assertFalse(told.contains("ReadIndexReply"), told);
    }

    @Test
    void oneQuestionStandsForAllReadsOfAFlush() {
        CoreHarness node = follower();
        node.read();
        node.read();
        node.flush();
        assertEquals(2, node.onlyLeft(Message.ReadIndex.class).sequence());
        node.receive(answer(node, 2));
        assertEquals(2, node.effects(Effect.ReadReady.class).size());
    }

    @Test
    void anAnswerToAnEarlierLifeOfTheAskerIsNotTaken() {
        CoreHarness node = follower();
        node.read();
        node.flush();
        long boot = node.onlyLeft(Message.ReadIndex.class).boot();
        node.receive(new Message.ReadIndexReply(member(2), member(1), 1, boot + 1, 1, 1));
        assertEquals(0, node.effects(Effect.ReadReady.class).size());
    }

    @Test
    void anAnswerThatIsLostFailsTheReadInTheEnd() {
        CoreHarness node = follower();
        node.read();
        node.flush();
        node.pass(CoreHarness.LIMITS.electionTimeoutMinNanos() - 1);
        node.receive(
                new Message.AppendEntries(member(2), member(1), 1, EntryId.ZERO, 0, 0, Progress.UNKNOWN, Entries.NONE));
        node.pass(CoreHarness.LIMITS.electionTimeoutMinNanos() - 1);
        node.receive(
                new Message.AppendEntries(member(2), member(1), 1, EntryId.ZERO, 0, 0, Progress.UNKNOWN, Entries.NONE));
        node.timeOut();
        assertEquals(
                Reason.READ_TIMED_OUT,
                node.effects(Effect.ReadFailed.class).get(0).reason());
    }

    @Test
    void aNewTermFailsTheRead() {
        CoreHarness node = follower();
        node.read();
        node.receive(
                new Message.AppendEntries(member(3), member(1), 2, EntryId.ZERO, 0, 0, Progress.UNKNOWN, Entries.NONE));
        assertEquals(
                Reason.HIGHER_TERM, node.effects(Effect.ReadFailed.class).get(0).reason());
    }

    @Test
    void aLeaderOfAnOlderReleaseIsNotAsked() {
        TestWorld world = TestWorld.ledByNode1(3, "older 1");
        assertEquals("2: refused reason=NOT_LEADER", world.told("read 2"));
    }

    @Test
    void whoeverKnowsOfNoLeaderRefuses() {
        assertEquals(Reason.NO_LEADER, CoreHarness.started(1, 3).read().refusal());
    }

    private static Message answer(CoreHarness node, long sequence) {
        long boot = node.onlyLeft(Message.ReadIndex.class).boot();
        return new Message.ReadIndexReply(member(2), member(1), 1, boot, sequence, 1);
    }

    private static CoreHarness follower() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(
                new Message.AppendEntries(member(2), member(1), 1, EntryId.ZERO, 0, 0, Progress.UNKNOWN, Entries.NONE));
        node.persistAll();
        node.forget();
        return node;
    }
}
