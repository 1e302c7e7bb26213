package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Leadership transfer (thesis §3.10): the leader brings the target up to date, takes in nothing new meanwhile, and then
 * tells it to campaign at once.
 *
 * <p>From the moment that message leaves, an election can be won at any time in spite of what others have promised: no
 * lease counts for the rest of the term.
 */
final class Transfers {
    private final CoreState state;

    Transfers(CoreState state) {
        this.state = state;
    }

    /** Begins a transfer to a voter of this node; to the best one where {@code nodeId} is {@link HardState#NOBODY}. */
    Admission begin(long nodeId) {
        if (!(state.role instanceof Leader leader)) {
            return new Admission(0, Reason.NOT_LEADER);
        }
        if (leader.transfer() != null) {
            return new Admission(0, Reason.TRANSFERRING);
        }
        Progress target = nodeId == HardState.NOBODY ? best(leader) : voterOn(leader, nodeId);
        if (target == null) {
            return new Admission(0, Reason.NO_TARGET);
        }
        begin(leader, target, state.limits().electionTimeoutMaxNanos());
        return new Admission(target.member().nodeId(), null);
    }

    /**
     * A leader whose disk has no space for entries is of no use to those who have: asks one of them after the other to
     * take over. Whoever is asked and has no space either ignores it. With space nowhere it goes on leading: reads and
     * votes need none.
     */
    void leaveFullDisk(Leader leader) {
        if (state.disk != DiskCondition.FULL || leader.transfer() != null) {
            return;
        }
        List<Progress> others = new ArrayList<>();
        for (Progress peer : leader.peers()) {
            if (isAlive(peer) && mayLead(peer)) {
                others.add(peer);
            }
        }
        if (!others.isEmpty()) {
            begin(
                    leader,
                    others.get(state.drawBelow(others.size())),
                    state.limits().diskStallNanos());
        }
    }

    /** A member's matchIndex has grown, or the log has. */
    void onProgress(Leader leader, Progress peer) {
        if (leader.transfer() != null && leader.transfer().target().equals(peer.member())) {
            askIfReady(leader, peer);
        }
    }

    void onTimer(Leader leader) {
        if (leader.transfer() != null && state.nowNanos >= leader.transfer().deadlineNanos()) {
            Member target = leader.transfer().target();
            leader.transfer(null);
            state.effects.add(new Effect.EndTransfer(target, Reason.TRANSFER_TIMED_OUT));
        }
    }

    /** This leader is about to step down on its own: tells the best voter to take over, if there is one. */
    void handOver(Leader leader) {
        Progress best = best(leader);
        if (best != null && best.matchIndex() == state.log.lastIndex()) {
            askToCampaign(leader, best.member());
        }
    }

    private void begin(Leader leader, Progress target, long patienceNanos) {
        leader.transfer(new Transfer(target.member(), state.nowNanos + patienceNanos, false));
        askIfReady(leader, target);
    }

    private void askIfReady(Leader leader, Progress target) {
        Transfer transfer = leader.transfer();
        if (!transfer.asked() && target.matchIndex() == state.log.lastIndex()) {
            leader.transfer(new Transfer(transfer.target(), transfer.deadlineNanos(), true));
            askToCampaign(leader, transfer.target());
        }
    }

    private void askToCampaign(Leader leader, Member target) {
        leader.voidLease();
        state.send(new Message.TimeoutNow(state.self(), target, state.term(), state.log.last()));
    }

    private Progress voterOn(Leader leader, long nodeId) {
        for (Progress peer : leader.peers()) {
            if (peer.member().nodeId() == nodeId && mayLead(peer)) {
                return peer;
            }
        }
        return null;
    }

    /** The voter with the longest log among those that were heard from last. */
    private Progress best(Leader leader) {
        Progress best = null;
        for (Progress peer : leader.peers()) {
            if (isAlive(peer) && mayLead(peer) && (best == null || peer.matchIndex() > best.matchIndex())) {
                best = peer;
            }
        }
        return best;
    }

    private boolean isAlive(Progress peer) {
        return state.nowNanos - peer.contactNanos() < state.limits().electionTimeoutMinNanos();
    }

    private boolean mayLead(Progress peer) {
        return state.configuration().voters().contains(peer.member())
                && state.bothHave(peer.member(), Capabilities.TRANSFER);
    }
}
