package dev.seaworthy.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The counter on virtual time, as the embedding guide shows it. */
class VirtualWorldTest {
    private final VirtualWorld world = new VirtualWorld(20);

    @Test
    void countsOnWhenTheLeaderCrashes() {
        VirtualNode first = world.leader();
        assertEquals(60, addAll(first, 60));
        first.crash();
        VirtualNode second = world.leader();
        assertEquals(100, addAll(second, 40));
        assertTrue(second.replica().core().term() > 1, "a new term after a crash");

        first.start();
        world.runUntil(() -> first.replica().appliedIndex() == second.replica().appliedIndex());
        assertEquals(100, CounterMachine.number(first.counter().query(new byte[0])));
        world.runUntil(() -> first.replica().core().snapshot() != null);
        assertTrue(first.replica().core().snapshot().last().index() >= 20, "a snapshot every 20 entries");
    }

    @Test
    void readsAtFollowersAreLinearizable() {
        VirtualNode leader = world.leader();
        addAll(leader, 3);
        VirtualNode follower = world.node(leader.replica().core().leaderId() % 3 + 1);
        List<ReadOutcome> answers = new ArrayList<>();
        follower.replica().read(new byte[0], answers::add);
        follower.run();
        world.runUntil(() -> !answers.isEmpty());
        assertEquals(3, CounterMachine.number(((ReadOutcome.Answered) answers.get(0)).result()));
    }

    @Test
    void aLeaderThatIsHeardHoldsALease() {
        VirtualNode leader = world.leader();
        addAll(leader, 1);
        world.runUntil(() -> leader.replica().core().holdsLease());
        List<ReadOutcome> answers = new ArrayList<>();
        leader.replica().read(new byte[0], answers::add);
        leader.run();
        assertEquals(1, answers.size(), "answered without asking anybody");
    }

    @Test
    void theSameRunIsTheSameEachTime() {
        VirtualWorld other = new VirtualWorld(20);
        assertEquals(
                world.leader().replica().core().self(),
                other.leader().replica().core().self());
        assertEquals(world.nowNanos(), other.nowNanos());
    }

    /** Adds 1 so many times; the last answer. */
    private long addAll(VirtualNode leader, int times) {
        List<ProposalOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            leader.replica().propose(CounterMachine.bytes(1), outcomes::add);
        }
        leader.run();
        world.runUntil(() -> outcomes.size() == times);
        ProposalOutcome last = outcomes.get(times - 1);
        return CounterMachine.number(((ProposalOutcome.Committed) last).result());
    }
}
