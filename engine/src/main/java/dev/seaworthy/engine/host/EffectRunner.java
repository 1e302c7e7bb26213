package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;

/** Carries out what the core wants done, with what came along with the input being handled. Not thread safe. */
final class EffectRunner implements Effect.Handler {
    private static final byte[] NOTHING = {};

    private final Ports ports;
    private final RaftCore core;
    private final LogCache log;
    private final BatchBuilder batch;
    private final Outbox outbox;
    private final CatchUp catchUp;
    private final Applier applier;
    private final Waiting waiting;
    private long nowNanos;

    /** What came with the input being handled; null where that brought none. */
    private EntryBatch arrivedEntries;

    private SnapshotChunk arrivedChunk;
    private byte[] proposedCommand;
    /** The cluster time that goes on from the last entry with this node's clock, as long as it leads. */
    private long leaderTimeNanos;

    private long leaderSinceNanos;

    EffectRunner(Ports ports, RaftCore core, Parts parts) {
        this.ports = ports;
        this.core = core;
        this.log = parts.log();
        this.batch = parts.batch();
        this.outbox = parts.outbox();
        this.catchUp = parts.catchUp();
        this.applier = parts.applier();
        this.waiting = parts.waiting();
    }

    /** What a replica is made of, around its core. */
    record Parts(LogCache log, BatchBuilder batch, Outbox outbox, CatchUp catchUp, Applier applier, Waiting waiting) {}

    /** What is carried out next is carried out at this time. */
    void at(long now) {
        nowNanos = now;
    }

    void arrived(Message message) {
        if (message instanceof Message.AppendEntries append && append.entries() instanceof EntryBatch entries) {
            arrivedEntries = entries;
        } else if (message instanceof Message.InstallSnapshot install
                && install.chunk() instanceof SnapshotChunk chunk) {
            arrivedChunk = chunk;
        }
    }

    void proposed(byte[] command) {
        proposedCommand = command;
    }

    void handled() {
        arrivedEntries = null;
        arrivedChunk = null;
        proposedCommand = null;
    }

    @Override
    public void saveHardState(Effect.SaveHardState effect) {
        ports.observer().onEffect(effect);
        batch.hardState(effect.state(), effect.ioSeq());
    }

    @Override
    public void truncateLog(Effect.TruncateLog effect) {
        ports.observer().onEffect(effect);
        log.truncateFrom(effect.fromIndex());
        batch.truncate(effect.fromIndex(), effect.ioSeq());
    }

    @Override
    public void appendLog(Effect.AppendLog effect) {
        ports.observer().onEffect(effect);
        if (proposedCommand != null) {
            append(
                    new LogEntry(
                            effect.firstIndex(), effect.leaderTerm(), EntryKind.COMMAND, timeNow(), proposedCommand),
                    effect.ioSeq());
            return;
        }
        long firstArrived = effect.lastIndex() - arrivedEntries.count() + 1;
        for (long index = effect.firstIndex(); index <= effect.lastIndex(); index++) {
            append(arrivedEntries.entries().get((int) (index - firstArrived)), effect.ioSeq());
        }
    }

    @Override
    public void appendOwn(Effect.AppendOwn effect) {
        ports.observer().onEffect(effect);
        byte[] payload = effect.configuration() == null ? NOTHING : ConfigurationCodec.encode(effect.configuration());
        append(new LogEntry(effect.index(), core.term(), effect.kind(), timeNow(), payload), effect.ioSeq());
    }

    @Override
    public void compactLog(Effect.CompactLog effect) {
        ports.observer().onEffect(effect);
        batch.start(new LogStart(effect.snapshot(), effect.base()), effect.ioSeq());
    }

    @Override
    public void installSnapshot(Effect.InstallSnapshot effect) {
        ports.observer().onEffect(effect);
        SnapshotMeta snapshot = effect.snapshot();
        batch.truncate(1, effect.ioSeq());
        batch.start(new LogStart(snapshot, snapshot.last()), effect.ioSeq());
        log.reset(snapshot.last(), snapshot.timeNanos());
        // Before anything else is applied: entries after the snapshot mean nothing to the state before it.
        String failure = applier.restore(snapshot);
        if (failure != null) {
            core.onFailure(nowNanos, HaltCode.STORAGE_FAILED, failure);
        }
    }

    @Override
    public void receiveChunk(Effect.ReceiveChunk effect) {
        ports.observer().onEffect(effect);
        byte[] content = arrivedChunk == null ? NOTHING : arrivedChunk.content();
        ports.snapshots().receive(effect.snapshot(), effect.offset(), content);
    }

    @Override
    public void finishSnapshot(Effect.FinishSnapshot effect) {
        ports.observer().onEffect(effect);
        ports.snapshots().finish(effect.snapshot());
    }

    @Override
    public void sendChunk(Effect.SendChunk effect) {
        ports.observer().onEffect(effect);
        catchUp.send(effect);
    }

    @Override
    public void dropSnapshot(Effect.DropSnapshot effect) {
        ports.observer().onEffect(effect);
        applier.drop(effect.snapshot());
    }

    @Override
    public void send(Effect.Send effect) {
        ports.observer().onEffect(effect);
        outbox.add(effect);
    }

    @Override
    public void sendEntries(Effect.SendEntries effect) {
        ports.observer().onEffect(effect);
        Message.AppendEntries header = effect.header();
        long first = header.prev().index() + 1;
        if (first > effect.lastIndex()) {
            outbox.leave(header);
        } else if (first < log.firstIndex()) {
            catchUp.send(header, effect.lastIndex());
        } else {
            outbox.leave(header.withEntries(log.between(first, effect.lastIndex())));
        }
    }

    @Override
    public void advanceCommit(Effect.AdvanceCommit effect) {
        ports.observer().onEffect(effect);
    }

    @Override
    public void readReady(Effect.ReadReady effect) {
        ports.observer().onEffect(effect);
        waiting.reads().confirmed(effect);
    }

    @Override
    public void readFailed(Effect.ReadFailed effect) {
        ports.observer().onEffect(effect);
        waiting.reads().failed(effect, core.leaderId());
    }

    @Override
    public void changeRole(Effect.ChangeRole effect) {
        ports.observer().onEffect(effect);
        if (effect.role() == RoleName.LEADER) {
            leaderTimeNanos = log.lastTimeNanos();
            leaderSinceNanos = nowNanos;
        } else {
            waiting.leadershipLost(effect.reason());
            waiting.reads().failBeyond(core.commitIndex(), effect.reason(), effect.leaderId());
        }
    }

    @Override
    public void activateConfiguration(Effect.ActivateConfiguration effect) {
        ports.observer().onEffect(effect);
    }

    @Override
    public void endTransfer(Effect.EndTransfer effect) {
        ports.observer().onEffect(effect);
        waiting.endTransfer(
                effect.reason() == Reason.TRANSFERRED
                        ? new TransferOutcome.HandedOver(effect.target())
                        : new TransferOutcome.Failed(effect.reason(), core.leaderId()));
    }

    @Override
    public void ignore(Effect.Ignore effect) {
        ports.observer().onEffect(effect);
    }

    @Override
    public void halt(Effect.Halt effect) {
        ports.observer().onEffect(effect);
    }

    private void append(LogEntry entry, long ioSeq) {
        log.append(entry);
        batch.append(entry, ioSeq);
        ports.observer().onAppended(entry);
    }

    private long timeNow() {
        return Math.max(log.lastTimeNanos(), leaderTimeNanos + (nowNanos - leaderSinceNanos));
    }
}
