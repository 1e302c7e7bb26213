package dev.seaworthy.sim.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.ActionKind;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.Manner;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.QuietScenario;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorTest {
    private static final Configuration TWO = Configuration.ofVoters(List.of(new Member(1, 100), new Member(2, 200)));
    private static final int LEADER = 2;

    private final Scenario scenario =
            QuietScenario.of(3, 1, new NetworkSpec(1, 1, 0, 0, 0, 0, false), new DiskSpec(1, 1, 1, 1));
    private final Script world = new Script();
    private final Operator operator = new Operator(scenario, new Draws(1), world);
    private long index = 5;
    private Configuration configuration = TWO;

    @Test
    void aPatientOperatorGoesOnUntilWhatItWantsIsSo() {
        operator.begin(0, action(1, ActionKind.PROMOTE, Manner.PATIENT), LEADER);
        assertEquals(OperatorRequest.Kind.LOOK, world.last().kind());
        see(true);
        assertEquals(1, world.last().change().target().learners().size());
        assertEquals(5, world.last().change().expectedIndex());
        carryOut();
        see(true);
        assertEquals(3, world.last().change().target().voters().size());
        carryOut();
        assertFalse(operator.isDone());
        see(true);
        assertTrue(operator.isDone());
        assertEquals(2, operator.asked().size());
    }

    @Test
    void aRefusedChangeIsComputedAnew() {
        operator.begin(0, action(1, ActionKind.PROMOTE, Manner.PATIENT), LEADER);
        see(true);
        operator.onReply(2, LEADER, OperatorReply.of(world.last(), OperatorReply.Kind.REFUSED, LEADER));
        assertTrue(operator.onWake(world.wakeAtNanos, world.token));
        assertEquals(OperatorRequest.Kind.LOOK, world.last().kind());
        index = 9;
        see(true);
        assertEquals(9, world.last().change().expectedIndex());
    }

    @Test
    void whoIsPatientWaitsForAnUncommittedChangeAndWhoIsHastyDoesNot() {
        operator.begin(0, action(1, ActionKind.PROMOTE, Manner.PATIENT), LEADER);
        see(false);
        assertEquals(0, operator.asked().size());
        Operator hasty = new Operator(scenario, new Draws(1), world);
        hasty.begin(0, action(1, ActionKind.PROMOTE, Manner.HASTY), LEADER);
        hasty.onReply(1, LEADER, seen(false));
        assertEquals(1, hasty.asked().size());
        assertTrue(hasty.isDone());
    }

    @Test
    void aStaleOperatorGoesByAConfigurationOfThePast() {
        operator.begin(0, action(1, ActionKind.ADD_LEARNER, Manner.PATIENT), LEADER);
        see(true);
        carryOut();
        see(true);
        operator.begin(10, action(2, ActionKind.REMOVE, Manner.STALE), LEADER);
        see(true);
        assertEquals(5, world.last().change().expectedIndex());
    }

    @Test
    void aHintIsFollowed() {
        operator.begin(0, action(1, ActionKind.PROMOTE, Manner.PATIENT), 1);
        operator.onReply(1, 1, OperatorReply.seen(world.last(), index, configuration, true, LEADER));
        assertEquals(0, operator.asked().size());
        operator.onWake(world.wakeAtNanos, world.token);
        assertEquals(LEADER, world.nodes.get(world.nodes.size() - 1));
    }

    @Test
    void anActionThatGetsNowhereIsGivenUp() {
        operator.begin(0, action(1, ActionKind.PROMOTE, Manner.PATIENT), LEADER);
        for (int i = 0; i < 1_000 && !operator.isDone(); i++) {
            operator.onWake(world.wakeAtNanos, world.token);
        }
        assertTrue(operator.isDone());
    }

    @Test
    void fromTheHealOnOnlyLostDisksAreReplacedAndThatIsNeverGivenUp() {
        operator.begin(0, action(1, ActionKind.PROMOTE, Manner.PATIENT), LEADER);
        operator.begin(0, action(2, ActionKind.REMOVE, Manner.PATIENT), LEADER);
        world.replaced = 1;
        configuration = Configuration.ofVoters(List.of(new Member(1, 100), new Member(2, 200), new Member(3, 300)));
        operator.heal(100);
        operator.begin(101, action(3, ActionKind.REMOVE, Manner.PATIENT), LEADER);
        for (int i = 0; i < 200; i++) {
            operator.onWake(world.wakeAtNanos, world.token);
        }
        assertFalse(operator.isDone());
        assertEquals(100, operator.waitsSince());
        see(true);
        carryOut();
        see(true);
        carryOut();
        see(true);
        assertTrue(operator.isDone());
        assertEquals(List.of(new Member(1, 101), new Member(2, 200), new Member(3, 300)), configuration.voters());
    }

    private void see(boolean committed) {
        operator.onReply(1_000, LEADER, seen(committed));
    }

    private OperatorReply seen(boolean committed) {
        return OperatorReply.seen(world.last(), index, configuration, committed, LEADER);
    }

    private void carryOut() {
        configuration = world.last().change().target();
        index++;
        operator.onReply(1_001, LEADER, OperatorReply.of(world.last(), OperatorReply.Kind.DONE, LEADER));
    }

    private static MembershipAction action(int id, ActionKind kind, Manner manner) {
        return new MembershipAction(id, kind, manner, 0, 1, 0, null);
    }

    /** Takes notes; the test answers. */
    private static final class Script implements OperatorWorld {
        private final List<OperatorRequest> requests = new ArrayList<>();
        private final List<Integer> nodes = new ArrayList<>();
        private long wakeAtNanos;
        private long token;
        private int replaced;

        private OperatorRequest last() {
            return requests.get(requests.size() - 1);
        }

        @Override
        public void send(int node, OperatorRequest request) {
            requests.add(request);
            nodes.add(node);
        }

        @Override
        public void wakeAt(long atNanos, long token) {
            wakeAtNanos = atNanos;
            this.token = token;
        }

        @Override
        public String names(List<Member> members) {
            return members.toString();
        }

        @Override
        public void tell(String what) {
            assertFalse(what.isEmpty());
        }

        @Override
        public int nodes() {
            return 3;
        }

        @Override
        public Member member(int node) {
            return new Member(node, node * 100L + (node == replaced ? 1 : 0));
        }

        @Override
        public boolean hasLost(Member member) {
            return isGone(member);
        }
    }
}
