package dev.seaworthy.engine.trace;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ReplicaObserver;

/**
 * Tells a replica's life as {@link TraceEvent}s. Everything the core wants done is one event, and so is every message
 * that leaves or arrives and every entry that is applied. Called by the replica's thread.
 */
public final class Tracer implements ReplicaObserver, Effect.Handler {
    private final TraceSink sink;

    /** A tracer that hands every event on at once. */
    public Tracer(TraceSink sink) {
        this.sink = sink;
    }

    @Override
    public void onEffect(Effect effect) {
        effect.applyTo(this);
    }

    @Override
    public void onSent(Message message) {
        tell(MessageLine.of("sent", message));
    }

    @Override
    public void onReceived(Message message) {
        tell(MessageLine.of("received", message));
    }

    @Override
    public void onApplied(LogEntry entry, byte[] result) {
        tell(new Line("applied")
                .with("entry", new EntryId(entry.term(), entry.index()))
                .with("kind", entry.kind().name()));
    }

    @Override
    public void onSnapshotCaptured(EntryId last) {
        tell(new Line("snapshot-captured").with("snapshot", last));
    }

    @Override
    public void onRestored(SnapshotMeta snapshot) {
        tell(new Line("restored").with("snapshot", snapshot).with("bytes", snapshot.bytes()));
    }

    @Override
    public void onRefused(Reason reason) {
        tell(new Line("refused").with("reason", reason.name()));
    }

    @Override
    public void onDiskCondition(DiskCondition condition) {
        tell(new Line("disk").with("condition", condition.name()));
    }

    @Override
    public void saveHardState(Effect.SaveHardState effect) {
        tell(new Line("hard-state")
                .with("term", effect.state().term())
                .with("vote", effect.state().votedFor())
                .with("incarnation", effect.state().incarnation())
                .with("recovering", effect.state().recovering())
                .with("io", effect.ioSeq()));
    }

    @Override
    public void truncateLog(Effect.TruncateLog effect) {
        tell(new Line("truncate")
                .with("from", effect.fromIndex())
                .with("term", effect.leaderTerm())
                .with("io", effect.ioSeq()));
    }

    @Override
    public void appendLog(Effect.AppendLog effect) {
        tell(new Line("append")
                .with("first", effect.firstIndex())
                .with("last", effect.lastIndex())
                .with("term", effect.leaderTerm())
                .with("io", effect.ioSeq()));
    }

    @Override
    public void appendOwn(Effect.AppendOwn effect) {
        tell(new Line("append-own")
                .with("index", effect.index())
                .with("kind", effect.kind().name())
                .with("io", effect.ioSeq()));
    }

    @Override
    public void compactLog(Effect.CompactLog effect) {
        tell(new Line("compact")
                .with("snapshot", effect.snapshot())
                .with("base", effect.base())
                .with("io", effect.ioSeq()));
    }

    @Override
    public void installSnapshot(Effect.InstallSnapshot effect) {
        tell(new Line("install").with("snapshot", effect.snapshot()).with("io", effect.ioSeq()));
    }

    @Override
    public void receiveChunk(Effect.ReceiveChunk effect) {
        tell(new Line("receive-chunk").with("snapshot", effect.snapshot()).with("offset", effect.offset()));
    }

    @Override
    public void finishSnapshot(Effect.FinishSnapshot effect) {
        tell(new Line("finish-snapshot").with("snapshot", effect.snapshot()));
    }

    @Override
    public void sendChunk(Effect.SendChunk effect) {
        tell(new Line("send-chunk")
                .with("to", effect.header().to())
                .with("snapshot", effect.header().snapshot())
                .with("offset", effect.header().offset())
                .with("bytes", effect.bytes()));
    }

    @Override
    public void dropSnapshot(Effect.DropSnapshot effect) {
        tell(new Line("drop-snapshot").with("snapshot", effect.snapshot()));
    }

    @Override
    public void send(Effect.Send effect) {
        tell(MessageLine.of("send", effect.message()).with("after-io", effect.afterIo()));
    }

    @Override
    public void sendEntries(Effect.SendEntries effect) {
        tell(MessageLine.of("send-entries", effect.header()).with("last", effect.lastIndex()));
    }

    @Override
    public void advanceCommit(Effect.AdvanceCommit effect) {
        tell(new Line("commit").with("index", effect.commitIndex()));
    }

    @Override
    public void readReady(Effect.ReadReady effect) {
        tell(new Line("read-ready").with("read", effect.sequence()).with("index", effect.readIndex()));
    }

    @Override
    public void readFailed(Effect.ReadFailed effect) {
        tell(new Line("read-failed")
                .with("read", effect.sequence())
                .with("reason", effect.reason().name()));
    }

    @Override
    public void changeRole(Effect.ChangeRole effect) {
        tell(new Line("role")
                .with("role", effect.role().name())
                .with("term", effect.term())
                .with("leader", effect.leaderId())
                .with("reason", effect.reason().name()));
    }

    @Override
    public void activateConfiguration(Effect.ActivateConfiguration effect) {
        tell(new Line("configuration").with("index", effect.index()).with("members", effect.configuration()));
    }

    @Override
    public void endTransfer(Effect.EndTransfer effect) {
        tell(new Line("transfer-ended")
                .with("target", effect.target())
                .with("reason", effect.reason().name()));
    }

    @Override
    public void ignore(Effect.Ignore effect) {
        tell(MessageLine.of("ignored", effect.message())
                .with("reason", effect.reason().name()));
    }

    @Override
    public void halt(Effect.Halt effect) {
        tell(new Line("halt").with("code", effect.code().name()).with("evidence", effect.evidence()));
    }

    private void tell(Line line) {
        sink.accept(line.event());
    }
}
