package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import java.util.ArrayDeque;
import java.util.Queue;

/** A core and the least that a host can do for it: writes are durable at once, messages wait only for those. */
final class CoreNode implements Effect.Handler {
    private final RaftCore core;
    private final Queue<Message> network;
    private final int payloadBytes;
    private final ArrayDeque<Effect.Send> waiting = new ArrayDeque<>();
    private long written;
    private long persisted;

    /** @param payloadBytes the size that every entry is said to have */
    CoreNode(RaftCore core, Queue<Message> network, int payloadBytes) {
        this.core = core;
        this.network = network;
        this.payloadBytes = payloadBytes;
    }

    RaftCore core() {
        return core;
    }

    /** Carries out what the last event wants done. */
    void carryOut() {
        while (!core.effects().isEmpty()) {
            core.effects().drainTo(this);
        }
    }

    /** Ends a round of events: sends, then finds all writes durable. */
    void flush(long now) {
        core.onFlush(now);
        carryOut();
        if (written > persisted) {
            persisted = written;
            core.onPersisted(now, persisted);
            carryOut();
            while (!waiting.isEmpty()) {
                network.add(waiting.remove().message());
            }
        }
    }

    @Override
    public void saveHardState(Effect.SaveHardState effect) {
        written = effect.ioSeq();
    }

    @Override
    public void truncateLog(Effect.TruncateLog effect) {
        written = effect.ioSeq();
    }

    @Override
    public void appendLog(Effect.AppendLog effect) {
        written = effect.ioSeq();
    }

    @Override
    public void appendOwn(Effect.AppendOwn effect) {
        written = effect.ioSeq();
    }

    @Override
    public void compactLog(Effect.CompactLog effect) {
        written = effect.ioSeq();
    }

    @Override
    public void installSnapshot(Effect.InstallSnapshot effect) {
        throw new IllegalStateException("nobody lags here: " + effect);
    }

    @Override
    public void receiveChunk(Effect.ReceiveChunk effect) {
        throw new IllegalStateException("nobody lags here: " + effect);
    }

    @Override
    public void finishSnapshot(Effect.FinishSnapshot effect) {
        throw new IllegalStateException("nobody lags here: " + effect);
    }

    @Override
    public void sendChunk(Effect.SendChunk effect) {
        throw new IllegalStateException("nobody lags here: " + effect);
    }

    @Override
    public void dropSnapshot(Effect.DropSnapshot effect) {}

    @Override
    public void send(Effect.Send effect) {
        if (effect.afterIo() <= persisted) {
            network.add(effect.message());
        } else {
            waiting.add(effect);
        }
    }

    @Override
    public void sendEntries(Effect.SendEntries effect) {
        Message.AppendEntries header = effect.header();
        int count = (int) (effect.lastIndex() - header.prev().index());
        network.add(count == 0 ? header : header.withEntries(new SizedEntries(count, header.term(), payloadBytes)));
    }

    @Override
    public void advanceCommit(Effect.AdvanceCommit effect) {}

    @Override
    public void readReady(Effect.ReadReady effect) {}

    @Override
    public void readFailed(Effect.ReadFailed effect) {}

    @Override
    public void changeRole(Effect.ChangeRole effect) {}

    @Override
    public void activateConfiguration(Effect.ActivateConfiguration effect) {}

    @Override
    public void endTransfer(Effect.EndTransfer effect) {}

    @Override
    public void ignore(Effect.Ignore effect) {}

    @Override
    public void halt(Effect.Halt effect) {
        throw new IllegalStateException(effect.evidence());
    }
}
