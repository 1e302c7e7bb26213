package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Message;

/** Tells the oracles what a message that is leaving promises. */
final class MessageWatch implements Message.Handler {
    private final Ghost ghost;
    private final OracleFamily family;
    private int node;

    MessageWatch(Ghost ghost, OracleFamily family) {
        this.ghost = ghost;
        this.family = family;
    }

    void sent(int itsNode, Message message) {
        node = itsNode;
        family.identities.speaks(node, message);
        message.deliverTo(this);
    }

    @Override
    public void onPreVote(Message.PreVote message) {
        family.recoveries.campaigns(node, message.term() + 1);
    }

    @Override
    public void onPreVoteReply(Message.PreVoteReply message) {
        if (message.granted()) {
            family.recoveries.supports(node, message.to(), "a pre-vote");
        }
    }

    @Override
    public void onRequestVote(Message.RequestVote message) {
        family.recoveries.campaigns(node, message.term());
        family.promises.voteSent(node, message.term(), ghost.roster().on(node));
        family.votes.voted(node, message.term(), ghost.roster().on(node));
    }

    @Override
    public void onRequestVoteReply(Message.RequestVoteReply message) {
        if (message.granted()) {
            family.recoveries.votes(node, message.to());
            family.promises.voteSent(node, message.term(), message.to());
            family.votes.voted(node, message.term(), message.to());
        }
    }

    @Override
    public void onAppendEntries(Message.AppendEntries message) {
        // What it carries is checked where it is appended.
    }

    @Override
    public void onAppendEntriesReply(Message.AppendEntriesReply message) {
        family.recoveries.vouches(node, message.incarnation());
        if (message.success()) {
            family.promises.acknowledged(node, message);
        }
    }

    @Override
    public void onInstallSnapshot(Message.InstallSnapshot message) {
        family.capabilities.uses(node, message, Capabilities.SNAPSHOT);
        if (message.offset() == 0) {
            family.snapshots.check(node, message.snapshot(), "sends");
        }
    }

    @Override
    public void onInstallSnapshotReply(Message.InstallSnapshotReply message) {
        family.recoveries.vouches(node, message.incarnation());
        if (message.installed()) {
            family.promises.installed(node, message);
        }
    }

    @Override
    public void onTimeoutNow(Message.TimeoutNow message) {
        family.capabilities.uses(node, message, Capabilities.TRANSFER);
    }

    @Override
    public void onReadIndex(Message.ReadIndex message) {
        family.capabilities.uses(node, message, Capabilities.READ_INDEX);
    }

    @Override
    public void onReadIndexReply(Message.ReadIndexReply message) {
        // A read is judged when it is answered.
    }
}
