package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Admission;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.CoreStart;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.wire.FrameCodec;
import dev.seaworthy.engine.wire.FrameException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The loop around the core that production and simulation both run: drain the inbox into the core, then one flush: one
 * storage batch, the messages that may leave, committed entries to the state machine, outcomes to their callers.
 *
 * <p>Inputs only queue; all work is done in {@link #run}. Deterministic: the same inputs at the same times do the same.
 *
 * <p>Not thread safe: one thread calls everything, and every port and listener is called by it.
 */
public final class Replica {
    private final ReplicaOptions options;
    private final Ports ports;
    private final RaftCore core;
    private final LogCache log;
    private final Outbox outbox;
    private final BatchBuilder batch = new BatchBuilder();
    private final PendingProposals proposals = new PendingProposals();
    private final PendingReads reads = new PendingReads();
    private final ArrayDeque<Input> inbox = new ArrayDeque<>();
    private final Input.Handler inputs = new Inputs();
    private final Effect.Handler effects = new Effects();

    private long nowNanos;
    private long appliedIndex;
    private long checkpointIndex;
    private Checkpoint checkpoint;
    private Reason leadershipLost;
    private long refusedFrames;

    /** The payloads that came with the input being handled; null where it has none. */
    private EntryBatch arrivedEntries;

    private byte[] proposedCommand;

    /**
     * A replica that goes on from what its disk holds. The state machine is brought to the state of the checkpoint;
     * nothing else happens before {@link #start}.
     */
    public Replica(ReplicaOptions options, Ports ports, Restored restored) {
        this.options = options;
        this.ports = ports;
        outbox = new Outbox(ports.transport(), ports.observer());
        log = new LogCache(restored.entries());
        appliedIndex = appliedAtStart(restored, ports.stateMachine());
        checkpointIndex = appliedIndex;
        core = new RaftCore(
                new CoreOptions(options.nodeId(), options.limits(), options.seed()),
                new CoreStart(
                        restored.configuration(),
                        restored.hardState(),
                        new EntryBatch(restored.entries()),
                        appliedIndex));
    }

    /** Brings the state machine to the checkpoint, unless it has a memory of its own that reaches further. */
    private static long appliedAtStart(Restored restored, StateMachine stateMachine) {
        Checkpoint checkpoint = restored.checkpoint();
        long entries = restored.entries().size();
        if (checkpoint != null && checkpoint.last().index() > stateMachine.lastApplied()) {
            EntryId last = checkpoint.last();
            if (last.index() > entries
                    || restored.entries().get((int) last.index() - 1).term() != last.term()) {
                throw new IllegalArgumentException("the checkpoint is of entry " + last + ", which the log of "
                        + entries + " entries does not hold");
            }
            stateMachine.restore(checkpoint.state());
            return last.index();
        }
        if (stateMachine.lastApplied() > entries) {
            throw new IllegalArgumentException("the state machine has applied entry " + stateMachine.lastApplied()
                    + ", but the log ends at " + entries);
        }
        return stateMachine.lastApplied();
    }

    /** Begins to take part. Called once, first. */
    public void start(long now) {
        nowNanos = now;
        core.onStart(now);
        carryOut();
        run(now);
    }

    /** A frame arrived from another replica; one whole frame, not to be changed afterwards. */
    public void receive(ByteBuffer frame) {
        inbox.add(new Input.Frame(frame));
    }

    /** A client proposes a command; the listener is told its outcome once. */
    public void propose(byte[] command, ProposalOutcome.Listener listener) {
        inbox.add(new Input.Proposal(command, listener));
    }

    /** A client asks a question whose answer must be linearizable; the listener is told its outcome once. */
    public void read(byte[] query, ReadOutcome.Listener listener) {
        inbox.add(new Input.Read(new PendingReads.Read(query, listener)));
    }

    /** The store reports that every write up to {@code ioSeq} (inclusive) is durable. */
    public void persisted(long ioSeq) {
        inbox.add(new Input.Persisted(ioSeq));
    }

    /** The store reports that a write or a sync failed: the replica halts. */
    public void storageFailed(String evidence) {
        inbox.add(new Input.StorageFailed(evidence));
    }

    /**
     * Handles all that has arrived, and what time demands.
     *
     * @param now nanoseconds on the replica's own monotonic clock, never less than before
     */
    public void run(long now) {
        nowNanos = now;
        while (!inbox.isEmpty()) {
            inbox.remove().deliverTo(inputs);
            carryOut();
        }
        if (now >= core.nextDeadlineNanos()) {
            core.onTimer(now);
            carryOut();
        }
        acceptReads();
        core.onFlush(now);
        carryOut();
        flush();
    }

    /** When {@link #run} is to be called at the latest, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    public long nextDeadlineNanos() {
        return core.nextDeadlineNanos();
    }

    /** The consensus state, to look at. */
    public RaftCore core() {
        return core;
    }

    /** The last entry whose effect the state machine shows. */
    public long appliedIndex() {
        return appliedIndex;
    }

    /** How many frames were refused because they were no valid frames. */
    public long refusedFrames() {
        return refusedFrames;
    }

    /** The entry at an index from 1 to the last one of the log, both inclusive. */
    public LogEntry entryAt(long index) {
        return log.at(index);
    }

    private void carryOut() {
        while (!core.effects().isEmpty()) {
            core.effects().drainTo(effects);
        }
    }

    private void acceptReads() {
        if (reads.haveArrived()) {
            Admission admission = core.onRead(nowNanos);
            if (admission.isAccepted()) {
                reads.accepted(admission.number());
            } else {
                reads.refused(admission.refusal(), core.leaderId());
            }
            carryOut();
        }
    }

    private void flush() {
        if (core.isHalted()) {
            stop();
            return;
        }
        if (!batch.isEmpty()) {
            ports.store().submit(batch.build(checkpoint));
            checkpoint = null;
        }
        applyCommitted();
        reads.serve(appliedIndex, ports.stateMachine());
        if (leadershipLost != null) {
            proposals.loseAll(leadershipLost);
            leadershipLost = null;
        }
    }

    private void applyCommitted() {
        while (appliedIndex < core.commitIndex()) {
            LogEntry entry = log.at(appliedIndex + 1);
            byte[] result = entry.kind() == EntryKind.COMMAND
                    ? ports.stateMachine().apply(entry.index(), entry.payload())
                    : null;
            appliedIndex++;
            ports.observer().onApplied(entry, result);
            proposals.applied(new EntryId(entry.term(), entry.index()), result);
            if (appliedIndex - checkpointIndex >= options.checkpointEntries()) {
                checkpoint = new Checkpoint(
                        new EntryId(entry.term(), entry.index()),
                        ports.stateMachine().snapshot());
                checkpointIndex = appliedIndex;
            }
        }
    }

    /** After a halt nothing leaves any more, and nobody is left waiting. */
    private void stop() {
        outbox.clear();
        proposals.loseAll(Reason.HALTED);
        reads.failAll(Reason.HALTED, core.leaderId());
    }

    private void append(LogEntry entry, long ioSeq) {
        log.append(entry);
        batch.append(entry, ioSeq);
        ports.observer().onAppended(entry);
    }

    /** Feeds the core. */
    private final class Inputs implements Input.Handler {
        @Override
        public void onFrame(Input.Frame input) {
            Message message;
            try {
                message = FrameCodec.decode(input.bytes());
            } catch (FrameException e) {
                // Bytes that were damaged on the way are as good as lost.
                refusedFrames++;
                return;
            }
            ports.observer().onReceived(message);
            if (message instanceof Message.AppendEntries append && append.entries() instanceof EntryBatch entries) {
                arrivedEntries = entries;
            }
            core.onMessage(nowNanos, message);
            carryOut();
            arrivedEntries = null;
        }

        @Override
        public void onProposal(Input.Proposal input) {
            Admission admission = core.onPropose(nowNanos, input.command().length);
            if (admission.isAccepted()) {
                proposals.add(new EntryId(core.term(), admission.number()), input.listener());
                proposedCommand = input.command();
                carryOut();
                proposedCommand = null;
            } else {
                input.listener().onOutcome(new ProposalOutcome.Refused(admission.refusal(), core.leaderId()));
            }
        }

        @Override
        public void onRead(Input.Read input) {
            reads.arrived(input.read());
        }

        @Override
        public void onPersisted(Input.Persisted input) {
            core.onPersisted(nowNanos, input.ioSeq());
            if (!core.isHalted()) {
                outbox.persisted(input.ioSeq());
            }
        }

        @Override
        public void onStorageFailed(Input.StorageFailed input) {
            core.onStorageFailed(nowNanos, input.evidence());
        }
    }

    /** Carries out what the core wants done. */
    private final class Effects implements Effect.Handler {
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
            if (arrivedEntries != null) {
                int count = arrivedEntries.count();
                long firstArrived = effect.lastIndex() - count + 1;
                for (long index = effect.firstIndex(); index <= effect.lastIndex(); index++) {
                    append(arrivedEntries.entries().get((int) (index - firstArrived)), effect.ioSeq());
                }
            } else {
                boolean noop = proposedCommand == null;
                byte[] payload = noop ? new byte[0] : proposedCommand;
                EntryKind kind = noop ? EntryKind.NOOP : EntryKind.COMMAND;
                append(new LogEntry(effect.firstIndex(), core.term(), kind, payload), effect.ioSeq());
            }
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
            outbox.leave(new Message.AppendEntries(
                    header.from(),
                    header.to(),
                    header.term(),
                    header.prev(),
                    header.leaderCommit(),
                    header.readSequence(),
                    log.between(header.prev().index() + 1, effect.lastIndex())));
        }

        @Override
        public void advanceCommit(Effect.AdvanceCommit effect) {
            ports.observer().onEffect(effect);
        }

        @Override
        public void readReady(Effect.ReadReady effect) {
            ports.observer().onEffect(effect);
            reads.confirmed(effect);
        }

        @Override
        public void readFailed(Effect.ReadFailed effect) {
            ports.observer().onEffect(effect);
            reads.failed(effect, core.leaderId());
        }

        @Override
        public void changeRole(Effect.ChangeRole effect) {
            ports.observer().onEffect(effect);
            if (effect.role() != RoleName.LEADER) {
                leadershipLost = effect.reason();
            }
        }

        @Override
        public void activateConfiguration(Effect.ActivateConfiguration effect) {
            ports.observer().onEffect(effect);
        }

        @Override
        public void ignore(Effect.Ignore effect) {
            ports.observer().onEffect(effect);
        }

        @Override
        public void halt(Effect.Halt effect) {
            ports.observer().onEffect(effect);
        }
    }
}
