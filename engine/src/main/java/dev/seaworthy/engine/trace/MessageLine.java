package dev.seaworthy.engine.trace;

import dev.seaworthy.engine.core.Message;

/** Adds to a line what a message says. */
final class MessageLine implements Message.Handler {
    private final Line line;

    private MessageLine(Line line) {
        this.line = line;
    }

    /** The line of this name about a message: its kind, sender, receiver and term, then what only its kind has. */
    static Line of(String name, Message message) {
        Line line = new Line(name)
                .with("message", kind(message))
                .with("from", message.from())
                .with("to", message.to())
                .with("term", message.term());
        message.deliverTo(new MessageLine(line));
        return line;
    }

    /** The message's name as the paper has it. */
    static String kind(Message message) {
        return message.getClass().getSimpleName();
    }

    @Override
    public void onPreVote(Message.PreVote message) {
        line.with("last", message.last());
    }

    @Override
    public void onPreVoteReply(Message.PreVoteReply message) {
        line.with("granted", message.granted());
    }

    @Override
    public void onRequestVote(Message.RequestVote message) {
        line.with("last", message.last()).with("transfer", message.transfer());
    }

    @Override
    public void onRequestVoteReply(Message.RequestVoteReply message) {
        line.with("granted", message.granted());
    }

    @Override
    public void onAppendEntries(Message.AppendEntries message) {
        line.with("prev", message.prev())
                .with("entries", message.entries().count())
                .with("commit", message.leaderCommit())
                .with("read", message.readSequence())
                .with("recovered", message.recovered());
    }

    @Override
    public void onAppendEntriesReply(Message.AppendEntriesReply message) {
        line.with("success", message.success())
                .with("index", message.index())
                .with("hint", message.hint())
                .with("read", message.readSequence())
                .with("incarnation", message.incarnation());
    }

    @Override
    public void onInstallSnapshot(Message.InstallSnapshot message) {
        line.with("snapshot", message.snapshot())
                .with("offset", message.offset())
                .with("bytes", message.chunk().bytes())
                .with("of", message.snapshot().bytes());
    }

    @Override
    public void onInstallSnapshotReply(Message.InstallSnapshotReply message) {
        line.with("snapshot", message.last())
                .with("offset", message.offset())
                .with("installed", message.installed())
                .with("incarnation", message.incarnation());
    }

    @Override
    public void onTimeoutNow(Message.TimeoutNow message) {
        line.with("last", message.last());
    }

    @Override
    public void onReadIndex(Message.ReadIndex message) {
        line.with("read", message.sequence());
    }

    @Override
    public void onReadIndexReply(Message.ReadIndexReply message) {
        line.with("read", message.sequence()).with("index", message.readIndex());
    }
}
