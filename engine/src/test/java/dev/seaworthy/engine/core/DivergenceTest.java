package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §5.3, the refinement at its end: how a follower whose log went another way is brought back. */
class DivergenceTest {
    private static final int TERMS = 50;
    private static final int ENTRIES = 100_000;

    @Test
    void aSuffixOfManyEntriesInAlternatingTermsIsRepairedInARoundTripOrTwoPerTerm() {
        // The follower's log holds the odd terms, the leader's the even ones; nothing but the first entry agrees.
        CoreHarness leader = restored(1, log(2));
        CoreHarness follower = restored(2, log(3));
        leader.campaignAndWin();
        leader.persistAll();
        follower.forget();
        int rejections = 0;
        leader.heartbeat();
        while (leader.core.status().peers().get(0).replication() == PeerStatus.Replication.PROBE) {
            List<Message.AppendEntries> sent = leader.left(Message.AppendEntries.class).stream()
                    .filter(message -> message.to().nodeId() == 2)
                    .toList();
            leader.forget();
            for (Message message : sent) {
                follower.receive(message);
            }
            follower.persistAll();
            List<Message.AppendEntriesReply> replies = follower.left(Message.AppendEntriesReply.class);
            follower.forget();
            for (Message.AppendEntriesReply reply : replies) {
                rejections += reply.success() ? 0 : 1;
                leader.receive(reply);
            }
            leader.flush();
            assertTrue(rejections <= 2 * TERMS, "round trips grow with the terms, not with the entries");
        }
        assertTrue(rejections > 1, "there was something to find");
        assertEquals(leader.core.termAt(2), follower.core.termAt(2));
    }

    private static CoreHarness restored(long nodeId, TestEntries log) {
        return CoreHarness.restored(
                nodeId,
                Configuration.ofVoters(CoreHarness.members(3)),
                new HardState(2L * TERMS + 3, null, 0, false),
                0,
                log);
    }

    private static TestEntries log(int firstTerm) {
        List<TestEntries.Entry> entries = new ArrayList<>();
        entries.add(TestEntries.Entry.configuration(1, Configuration.ofVoters(CoreHarness.members(3))));
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(TestEntries.Entry.command(firstTerm + 2L * (i / (ENTRIES / TERMS)), 1));
        }
        return new TestEntries(entries);
    }
}
