package dev.seaworthy.engine.core;

/**
 * Messages of earlier terms: §5.1, requests are refused so that the sender learns the newer term, replies say nothing
 * any more.
 */
final class EarlierTerm implements Message.Handler {
    private final CoreState state;
    private final Elections elections;
    private final Replication replication;
    private final Snapshots snapshots;

    EarlierTerm(CoreState state, Elections elections, Replication replication, Snapshots snapshots) {
        this.state = state;
        this.elections = elections;
        this.replication = replication;
        this.snapshots = snapshots;
    }

    @Override
    public void onPreVote(Message.PreVote message) {
        elections.refuseStale(message);
    }

    @Override
    public void onPreVoteReply(Message.PreVoteReply message) {
        state.ignore(message, Reason.STALE_TERM);
    }

    @Override
    public void onRequestVote(Message.RequestVote message) {
        elections.refuseStale(message);
    }

    @Override
    public void onRequestVoteReply(Message.RequestVoteReply message) {
        state.ignore(message, Reason.STALE_TERM);
    }

    @Override
    public void onAppendEntries(Message.AppendEntries message) {
        replication.refuseStale(message);
    }

    @Override
    public void onAppendEntriesReply(Message.AppendEntriesReply message) {
        state.ignore(message, Reason.STALE_TERM);
    }

    @Override
    public void onInstallSnapshot(Message.InstallSnapshot message) {
        snapshots.refuseStale(message);
    }

    @Override
    public void onInstallSnapshotReply(Message.InstallSnapshotReply message) {
        state.ignore(message, Reason.STALE_TERM);
    }

    @Override
    public void onTimeoutNow(Message.TimeoutNow message) {
        state.ignore(message, Reason.STALE_TERM);
    }

    @Override
    public void onReadIndex(Message.ReadIndex message) {
        state.ignore(message, Reason.STALE_TERM);
    }

    @Override
    public void onReadIndexReply(Message.ReadIndexReply message) {
        state.ignore(message, Reason.STALE_TERM);
    }
}
