package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.Message;

/**
 * Says what a message is, apart from its payload, as 64 bits: what the network draws about it is keyed by that. Not
 * thread safe.
 */
final class MessageIdentity implements Message.Handler {
    private long bits;

    /** What the last message was. */
    long bits() {
        return bits;
    }

    private void is(int kind, long term, long index) {
        bits = Digest.mix(Digest.mix(term + kind) + index);
    }

    @Override
    public void onPreVote(Message.PreVote message) {
        is(1, message.term(), message.last().index());
    }

    @Override
    public void onPreVoteReply(Message.PreVoteReply message) {
        is(2, message.term(), message.granted() ? 1 : 0);
    }

    @Override
    public void onRequestVote(Message.RequestVote message) {
        is(3, message.term(), message.last().index());
    }

    @Override
    public void onRequestVoteReply(Message.RequestVoteReply message) {
        is(4, message.term(), message.granted() ? 1 : 0);
    }

    @Override
    public void onAppendEntries(Message.AppendEntries message) {
        is(5, message.term(), message.prev().index() + ((long) message.entries().count() << 32));
    }

    @Override
    public void onAppendEntriesReply(Message.AppendEntriesReply message) {
        is(6, message.term(), message.success() ? message.index() : -message.index());
    }

    @Override
    public void onInstallSnapshot(Message.InstallSnapshot message) {
        is(7, message.term(), message.snapshot().last().index() + (message.offset() << 32));
    }

    @Override
    public void onInstallSnapshotReply(Message.InstallSnapshotReply message) {
        is(8, message.term(), message.last().index() + (message.offset() << 32));
    }

    @Override
    public void onTimeoutNow(Message.TimeoutNow message) {
        is(9, message.term(), message.last().index());
    }

    @Override
    public void onReadIndex(Message.ReadIndex message) {
        is(10, message.term(), message.sequence());
    }

    @Override
    public void onReadIndexReply(Message.ReadIndexReply message) {
        is(11, message.term(), message.sequence());
    }
}
