package dev.seaworthy.sim.operator;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.ActionKind;
import dev.seaworthy.sim.scenario.Manner;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Carries out the scenario's membership actions, one after the other.
 *
 * <pre>
 *   idle --due--> looks --configuration--> asks for a change --outcome--> looks again ... --as wanted--> idle
 *                   ^                          |
 *                   +----- pauses &lt;--refused---+
 * </pre>
 *
 * <p>At the heal it drops what it has not begun, and instead replaces every disk that is lost: that it gets done, in
 * bounded time, is part of coming to rest.
 *
 * <p>Driven by events, each with the virtual time. Not thread safe.
 */
public final class Operator {
    private static final int PAUSE = 2;
    private static final int NODE = 3;
    private static final int GIVE_UP_ELECTIONS = 15;
    private static final int TRANSFERS_MAX = 3;

    /** What must not be mistaken for an action of the scenario. */
    private static final int REPAIR_ID = 0;

    private final Draws draws;
    private final OperatorWorld world;
    private final int nodes;
    private final long electionNanos;
    private final Deque<Due> due = new ArrayDeque<>();
    private final List<MembershipChange> asked = new ArrayList<>();

    private Due current;
    private Plan plan;
    private long begunAt;
    /** Since when nothing it asked for has been done. */
    private long waitsSince;

    private boolean healed;
    private int requests;
    private OperatorRequest open;
    private int askedNode;
    private int leader;
    private int transfers;
    private long wakeToken;
    /** The index of a configuration that was in force before the newest one seen; 0 where none is known. */
    private long olderIndex;

    private long newestIndex;

    /** An action whose time has come, and who is to be asked first; 0 for anyone. */
    private record Due(MembershipAction action, int first) {}

    public Operator(Scenario scenario, Draws draws, OperatorWorld world) {
        this.draws = draws;
        this.world = world;
        nodes = scenario.nodes();
        electionNanos = scenario.limits().electionTimeoutMaxNanos();
    }

    /** Every change it has asked for, in order. */
    public List<MembershipChange> asked() {
        return asked;
    }

    /** Whether it has nothing left to do. */
    public boolean isDone() {
        return current == null && due.isEmpty();
    }

    /** Since when it waits for something to get done, in virtual nanoseconds; -1 where it does not. */
    public long waitsSince() {
        return current == null ? -1 : waitsSince;
    }

    /** The time of an action has come. */
    public void begin(long now, MembershipAction action, int first) {
        if (!healed) {
            due.add(new Due(action, first));
            next(now);
        }
    }

    /** Every fault is over: finishes or drops what it does, and repairs. */
    public void heal(long now) {
        healed = true;
        due.clear();
        current = null;
        open = null;
        due.add(new Due(new MembershipAction(REPAIR_ID, ActionKind.REPLACE, Manner.PATIENT, 0, 1, 0, null), 0));
        next(now);
    }

    /** A node's answer arrives; it may be late. */
    public void onReply(long now, int node, OperatorReply reply) {
        if (open == null || reply.number() != open.number()) {
            return;
        }
        OperatorRequest answered = open;
        open = null;
        leader = (int) reply.leaderHint();
        switch (reply.kind()) {
            case SEEN -> seen(now, node, reply);
            case DONE -> {
                waitsSince = now;
                if (answered.kind() == OperatorRequest.Kind.TRANSFER) {
                    finish(now);
                } else {
                    look(now, node);
                }
            }
            case REFUSED, UNKNOWN -> pause(now);
        }
    }

    /** The time it asked to be woken at has come; false where it has since done something else. */
    public boolean onWake(long now, long token) {
        if (token != wakeToken || current == null) {
            return false;
        }
        if (open != null) {
            // No answer: whoever it asked is down, cut off, or leads no more.
            leader = leader == askedNode ? 0 : leader;
            open = null;
        }
        if (!healed && now - begunAt > GIVE_UP_ELECTIONS * electionNanos) {
            world.tell("gives action " + current.action().id() + " up");
            finish(now);
        } else {
            look(now, leader);
        }
        return true;
    }

    private void next(long now) {
        if (current == null && !due.isEmpty()) {
            take(now);
            look(now, current.first() == 0 ? leader : current.first());
        }
    }

    private void take(long now) {
        current = due.removeFirst();
        plan = new Plan(current.action(), world, draws);
        begunAt = now;
        waitsSince = now;
        transfers = 0;
        world.tell("sets out to " + describe(current.action()));
    }

    private void look(long now, int node) {
        ask(now, node, OperatorRequest.Kind.LOOK, null, 0);
    }

    private void ask(long now, int node, OperatorRequest.Kind kind, MembershipChange change, long target) {
        requests++;
        askedNode = node != 0
                ? node
                : 1
                        + (int) draws.below(
                                nodes, Concern.OPERATOR, current.action().id(), NODE, requests);
        open = new OperatorRequest(requests, kind, change, target);
        wake(now + electionNanos * (kind == OperatorRequest.Kind.LOOK ? 1 : 3));
        world.send(askedNode, open);
    }

    private void seen(long now, int node, OperatorReply reply) {
        if (reply.leaderHint() != node) {
            if (reply.leaderHint() != 0 && reply.leaderHint() != askedNode) {
                pauseBriefly(now);
            } else {
                pause(now);
            }
            return;
        }
        if (reply.configurationIndex() != newestIndex) {
            olderIndex = newestIndex;
            newestIndex = reply.configurationIndex();
        }
        if (current.action().kind() == ActionKind.TRANSFER) {
            transfer(now, node);
            return;
        }
        boolean hasty = current.action().manner() == Manner.HASTY;
        if (reply.configuration().isJoint() || !reply.committed() && !hasty) {
            pause(now);
            return;
        }
        Configuration target = plan.next(reply.configuration(), node);
        if (target == null) {
            finish(now);
            return;
        }
        boolean stale = current.action().manner() == Manner.STALE;
        MembershipChange change = new MembershipChange(stale ? olderIndex : reply.configurationIndex(), target);
        asked.add(change);
        world.tell("asks n" + node + " for the voters " + world.names(target.voters())
                + (target.learners().isEmpty() ? "" : " and the learners " + world.names(target.learners()))
                + ", in the place of the configuration of entry " + change.expectedIndex());
        ask(now, node, OperatorRequest.Kind.CHANGE, change, 0);
        if (hasty || stale) {
            // What becomes of it is for later actions to see.
            open = null;
            finish(now);
        }
    }

    private void transfer(long now, int node) {
        if (++transfers > TRANSFERS_MAX) {
            finish(now);
            return;
        }
        long target = current.action().node() == node ? 0 : current.action().node();
        world.tell("asks n" + node + " to hand over to " + (target == 0 ? "the best" : "n" + target));
        ask(now, node, OperatorRequest.Kind.TRANSFER, null, target);
        if (current.action().manner() == Manner.HASTY) {
            open = null;
            finish(now);
        }
    }

    private void finish(long now) {
        Due done = current;
        current = null;
        open = null;
        if (due.isEmpty()) {
            return;
        }
        if (done.action().manner() == Manner.PATIENT) {
            next(now);
            return;
        }
        // A moment, so that the next look comes after the request just sent.
        take(now);
        pauseBriefly(now);
    }

    private void pause(long now) {
        wake(now
                + 1
                + draws.below(
                        electionNanos / 2, Concern.OPERATOR, current.action().id(), PAUSE, requests));
    }

    private void pauseBriefly(long now) {
        wake(now
                + 1
                + draws.below(
                        electionNanos / 16, Concern.OPERATOR, current.action().id(), PAUSE, requests));
    }

    private void wake(long atNanos) {
        world.wakeAt(atNanos, ++wakeToken);
    }

    private static String describe(MembershipAction action) {
        String node = action.node() == 0 ? "" : "n" + action.node();
        String what = switch (action.kind()) {
            case ADD_LEARNER -> "add " + (node.isEmpty() ? "a machine" : node) + " as a learner";
            case PROMOTE -> "make " + (node.isEmpty() ? "a machine" : node) + " a voter";
            case DEMOTE -> "make " + (node.isEmpty() ? "a voter" : node) + " a learner";
            case REMOVE -> "remove " + (node.isEmpty() ? "a member" : node);
            case REPLACE -> "replace members whose disks are lost";
            case SWAP -> "let voters and other machines change places";
            case TRANSFER -> "hand leadership over" + (node.isEmpty() ? "" : " to " + node);
        };
        String manner = switch (action.manner()) {
            case PATIENT -> "waiting for each outcome";
            case HASTY -> "waiting for no outcome";
            case STALE -> "by an outdated configuration";
        };
        return what + " (action " + action.id() + ", " + manner + ")";
    }
}
