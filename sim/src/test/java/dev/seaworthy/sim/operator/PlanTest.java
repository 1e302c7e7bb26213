package dev.seaworthy.sim.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.ActionKind;
import dev.seaworthy.sim.scenario.Manner;
import dev.seaworthy.sim.scenario.MembershipAction;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Member N1 = new Member(1, 100);
    private static final Member N2 = new Member(2, 200);
    private static final Member N3 = new Member(3, 300);
    private static final Member N4 = new Member(4, 400);
    private static final Configuration THREE = Configuration.ofVoters(List.of(N1, N2, N3));

    private final TreeSet<Member> gone = new TreeSet<>();

    @Test
    void whoIsToVoteLearnsFirst() {
        Plan plan = plan(ActionKind.PROMOTE, 0, 1);
        Configuration learning = plan.next(THREE, 1);
        assertEquals(List.of(N4), learning.learners());
        Configuration voting = plan.next(learning, 1);
        assertEquals(List.of(N1, N2, N3, N4), voting.voters());
        assertNull(plan.next(voting, 1));
    }

    @Test
    void aSpareBecomesALearnerAndNoMore() {
        Plan plan = plan(ActionKind.ADD_LEARNER, 4, 1);
        Configuration learning = plan.next(THREE, 1);
        assertEquals(List.of(N4), learning.learners());
        assertNull(plan.next(learning, 1));
    }

    @Test
    void theLeaderIsRemovedOrDemotedWhereNobodyIsNamed() {
        assertFalse(plan(ActionKind.REMOVE, 0, 1).next(THREE, 2).contains(N2));
        Configuration demoted = plan(ActionKind.DEMOTE, 0, 1).next(THREE, 3);
        assertEquals(List.of(N3), demoted.learners());
        assertEquals(List.of(N1, N2), demoted.voters());
    }

    @Test
    void theLastVoterStays() {
        assertNull(plan(ActionKind.REMOVE, 0, 1).next(Configuration.ofVoters(List.of(N1)), 1));
    }

    @Test
    void whoWasChosenStaysChosen() {
        Plan plan = plan(ActionKind.REMOVE, 0, 1);
        Configuration target = plan.next(THREE, 1);
        assertFalse(target.contains(N1));
        assertNull(plan.next(target, 2));
    }

    @Test
    void aLostDiskIsReplacedByWayOfALearner() {
        gone.add(N2);
        Member fresh = new Member(2, 201);
        Plan plan = plan(ActionKind.REPLACE, 0, 1);
        Configuration learning = plan.next(THREE, 1);
        assertEquals(List.of(fresh), learning.learners());
        assertTrue(learning.isVoter(N2));
        Configuration replaced = plan.next(learning, 1);
        assertEquals(List.of(N1, fresh, N3), replaced.voters());
        assertNull(plan.next(replaced, 1));
    }

    @Test
    void aLostLearnerWhoseMachineVotesAgainIsDropped() {
        gone.add(N4);
        Member fresh = new Member(4, 401);
        Configuration both = THREE.withLearner(N4).withVoter(fresh);
        assertEquals(List.of(), plan(ActionKind.REPLACE, 0, 1).next(both, 1).learners());
    }

    @Test
    void votersChangePlacesWithMachinesThatHaveLearnt() {
        Plan plan = plan(ActionKind.SWAP, 0, 2);
        Configuration learning = plan.next(THREE, 3);
        assertEquals(List.of(N4), learning.learners());
        Configuration swapped = plan.next(learning, 3);
        assertEquals(List.of(N2, N4), swapped.voters());
    }

    @Test
    void nobodyAsksForAConfigurationOfWhichHalfHasLostItsDisks() {
        gone.add(N2);
        assertNull(plan(ActionKind.REMOVE, 1, 1).next(THREE, 1));
        assertEquals(
                List.of(N1, N3), plan(ActionKind.REMOVE, 2, 1).next(THREE, 1).voters());
    }

    private Plan plan(ActionKind kind, int node, int count) {
        return new Plan(
                new MembershipAction(1, kind, Manner.PATIENT, node, count, 0, null), new Machines(), new Draws(1));
    }

    /** Four machines, of which some have got a second disk. */
    private final class Machines implements Inventory {
        @Override
        public int nodes() {
            return 4;
        }

        @Override
        public Member member(int node) {
            Member first = new Member(node, node * 100L);
            return gone.contains(first) ? new Member(node, first.diskId() + 1) : first;
        }

        @Override
        public boolean hasLost(Member member) {
            return isGone(member);
        }
    }
}
