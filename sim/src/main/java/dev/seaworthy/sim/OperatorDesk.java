package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.TransferOutcome;
import dev.seaworthy.sim.operator.Operator;
import dev.seaworthy.sim.operator.OperatorReply;
import dev.seaworthy.sim.operator.OperatorRequest;
import dev.seaworthy.sim.operator.OperatorWorld;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.Trigger;
import dev.seaworthy.sim.scenario.TriggerEvent;
import java.util.List;

/**
 * Stands between the operator and the machines: begins the scenario's actions, carries requests and replies over the
 * network, and tells the oracles what was asked and answered.
 */
final class OperatorDesk implements OperatorWorld {
    /** How long requests and replies are taken to be. */
    private static final int REQUEST_BYTES = 120;

    private static final String PLACE = "op";

    private final World world;
    private final Operator operator;
    private final List<MembershipAction> actions;
    private final TriggerBoard triggers = new TriggerBoard();
    private final int endpoint;

    OperatorDesk(World world) {
        this.world = world;
        operator = new Operator(world.scenario(), world.draws(), this);
        actions = world.scenario().actions();
        endpoint = world.scenario().nodes() + world.scenario().workload().clients() + 1;
    }

    /** Schedules the actions that have a time. */
    void start() {
        for (int i = 0; i < actions.size(); i++) {
            MembershipAction action = actions.get(i);
            if (action.trigger() == null) {
                world.queue().schedule(action.atNanos(), EventKind.ACTION, 0, i, null);
            } else {
                triggers.add(action.trigger(), i);
            }
        }
    }

    /** A moment at which actions may be triggered has come for a node. */
    void happened(TriggerEvent event, int node) {
        triggers.happened(event, node, this::pulled);
    }

    private void pulled(int i, int node, Trigger trigger) {
        world.queue().schedule(world.now() + trigger.delayNanos(), EventKind.ACTION, node, i, null);
    }

    /** Action number {@code i} of the scenario begins, at this node first; 0 for any. */
    void begin(int i, int node) {
        operator.begin(world.now(), actions.get(i), node);
    }

    void heal() {
        operator.heal(world.now());
    }

    /** Every change the operator has asked for. */
    List<MembershipChange> asked() {
        return operator.asked();
    }

    boolean isDone() {
        return operator.isDone();
    }

    long waitsSince() {
        return operator.waitsSince();
    }

    boolean onWake(long token) {
        return operator.onWake(world.now(), token);
    }

    void onReply(int node, OperatorReply reply) {
        operator.onReply(world.now(), node, reply);
    }

    /** A request reaches a machine. */
    void onRequest(SimNode node, OperatorRequest request) {
        if (!node.isUp()) {
            return;
        }
        switch (request.kind()) {
            case LOOK -> {
                RaftCore core = node.core();
                boolean committed = core.commitIndex() >= core.configurationIndex();
                reply(
                        node,
                        OperatorReply.seen(
                                request, core.configurationIndex(), core.configuration(), committed, core.leaderId()));
            }
            case CHANGE -> {
                MembershipChange change = request.change();
                world.oracles().membershipAsked(node.id(), change);
                node.replica().changeMembership(change, outcome -> answer(node, request, outcome));
            }
            case TRANSFER -> {
                if (node.isLeader()) {
                    world.happened(TriggerEvent.TRANSFER_STARTED, node.id());
                }
                node.replica().transferLeadership(request.target(), outcome -> answer(node, request, outcome));
            }
        }
        node.run();
    }

    private void answer(SimNode node, OperatorRequest request, ProposalOutcome outcome) {
        world.oracles().membershipAnswered(node.id(), request.change(), outcome);
        if (outcome instanceof ProposalOutcome.Refused refused) {
            tellRefusal(node, "change-refused", "refuses the change: ", refused.reason());
            reply(node, OperatorReply.of(request, OperatorReply.Kind.REFUSED, refused.leaderId()));
        } else {
            boolean done = outcome instanceof ProposalOutcome.Committed;
            reply(
                    node,
                    OperatorReply.of(request, done ? OperatorReply.Kind.DONE : OperatorReply.Kind.UNKNOWN, node.id()));
        }
    }

    private void answer(SimNode node, OperatorRequest request, TransferOutcome outcome) {
        if (outcome instanceof TransferOutcome.Failed failed) {
            tellRefusal(node, "transfer-failed", "does not hand over: ", failed.reason());
            reply(node, OperatorReply.of(request, OperatorReply.Kind.UNKNOWN, failed.leaderId()));
        } else {
            reply(node, OperatorReply.of(request, OperatorReply.Kind.DONE, 0));
        }
    }

    private void tellRefusal(SimNode node, String name, String words, Reason reason) {
        if (world.isTraced()) {
            world.tell(node.place(), words + reason.sentence(), Facts.of(name, "why", reason.name()));
        }
    }

    private void reply(SimNode node, OperatorReply reply) {
        if (world.network().route(world.now(), node.id(), endpoint, reply.number(), REQUEST_BYTES) > 0) {
            world.queue().schedule(world.network().deliveryNanos(0), EventKind.OPERATOR_REPLY, 0, node.id(), reply);
        }
    }

    @Override
    public int nodes() {
        return world.scenario().nodes();
    }

    @Override
    public Member member(int node) {
        return world.node(node).member();
    }

    @Override
    public boolean hasLost(Member member) {
        return world.faults().guard().hasLost(member);
    }

    @Override
    public void send(int node, OperatorRequest request) {
        // Requests travel on connections, which repeat nothing.
        if (world.network().route(world.now(), endpoint, node, request.number(), REQUEST_BYTES) > 0) {
            world.queue()
                    .schedule(
                            world.network().deliveryNanos(0),
                            EventKind.OPERATOR_REQUEST,
                            node,
                            request.number(),
                            request);
        }
    }

    @Override
    public void wakeAt(long atNanos, long token) {
        world.queue().schedule(atNanos, EventKind.OPERATOR_WAKE, 0, token, null);
    }

    @Override
    public String names(List<Member> members) {
        return Narrator.names(members);
    }

    @Override
    public void tell(String what) {
        world.trace(PLACE, () -> what);
    }
}
