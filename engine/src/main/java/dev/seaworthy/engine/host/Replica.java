package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Admission;
import dev.seaworthy.engine.core.CoreStart;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.wire.Frame;
import dev.seaworthy.engine.wire.FrameCodec;
import dev.seaworthy.engine.wire.FrameException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The loop around the core that production and simulation both run: drain the inbox into the core, then one flush: one
 * storage batch, the messages that may leave, committed entries to the state machine, outcomes to their callers.
 *
 * <p>Inputs only queue; all work is done in {@link #run}. Deterministic: the same inputs at the same times do the same.
 *
 * <p>A runtime calls {@link #start} once, then for ever: waits for inputs, but not beyond {@link #nextDeadlineNanos};
 * hands over all there are; calls {@link #run}. To stop is to stop calling.
 *
 * <p>Not thread safe: one thread calls everything, and every port and listener is called by it.
 */
public final class Replica {
    private final ReplicaOptions options;
    private final Ports ports;
    private final RaftCore core;
    private final LogCache log;
    private final Outbox outbox;
    private final CatchUp catchUp;
    private final Applier applier;
    private final BatchBuilder batch = new BatchBuilder();
    private final Waiting waiting = new Waiting();
    private final ArrayDeque<Input> inbox = new ArrayDeque<>();
    private final Input.Handler inputs = new Inputs();
    private final EffectRunner effects;

    private long nowNanos;
    private long refusedFrames;

    /**
     * A replica that goes on from what its disk holds. The state machine is brought to the state of the snapshot;
     * nothing else happens before {@link #start}.
     *
     * @throws IllegalArgumentException where log, snapshot and state machine do not go together
     */
    public Replica(ReplicaOptions options, Ports ports, Restored restored) {
        this.options = options;
        this.ports = ports;
        outbox = new Outbox(ports.transport(), ports.observer(), options.core().capabilities());
        catchUp = new CatchUp(ports, outbox);
        SnapshotMeta snapshot =
                restored.start() == null ? null : restored.start().snapshot();
        log = new LogCache(restored.base(), snapshot == null ? 0 : snapshot.timeNanos());
        for (LogEntry entry : restored.entries()) {
            log.append(entry);
        }
        applier = new Applier(options, ports, restored);
        core = new RaftCore(
                options.core(),
                new CoreStart(
                        snapshot == null ? restored.configuration() : snapshot.configuration(),
                        snapshot == null ? 0 : snapshot.configurationIndex(),
                        restored.hardState(),
                        snapshot,
                        restored.base(),
                        new EntryBatch(restored.entries()),
                        applier.appliedIndex()));
        effects = new EffectRunner(ports, core, new EffectRunner.Parts(log, batch, outbox, catchUp, applier, waiting));
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

    /**
     * A client asks a question whose answer must be linearizable; the listener is told its outcome once. Any replica
     * can be asked that knows its leader; where leases are used, a leader answers from its lease while it holds one.
     */
    public void read(byte[] query, ReadOutcome.Listener listener) {
        inbox.add(new Input.Read(new PendingReads.Read(query, listener)));
    }

    /**
     * A client asks a question that any state may answer that shows the effect of entry {@code minIndex}: not
     * linearizable. 0 is answered at once, by whatever state is here; an index a client has seen gives it a state no
     * older than that. Waits for as long as it takes.
     */
    public void readAt(byte[] query, long minIndex, ReadOutcome.Listener listener) {
        inbox.add(new Input.ReadAt(new PendingReads.Read(query, listener), minIndex));
    }

    /**
     * An operator wishes to change who takes part; the listener is told once, {@link ProposalOutcome.Committed} when
     * the target is in force and committed.
     */
    public void changeMembership(MembershipChange wanted, ProposalOutcome.Listener listener) {
        inbox.add(new Input.Change(wanted, listener));
    }

    /**
     * An operator wishes another node to lead; the listener is told its outcome once.
     *
     * @param nodeId which voter; 0 for the one that is best placed
     */
    public void transferLeadership(long nodeId, TransferOutcome.Listener listener) {
        inbox.add(new Input.Transfer(nodeId, listener));
    }

    /** The store reports that every write up to {@code ioSeq} (inclusive) is durable. */
    public void persisted(long ioSeq) {
        inbox.add(new Input.Persisted(ioSeq));
    }

    /** A store reports that a write or a sync failed: the replica halts. */
    public void storageFailed(String evidence) {
        inbox.add(new Input.Failed(HaltCode.STORAGE_FAILED, evidence));
    }

    /** The state machine threw where its {@link SnapshotView} was written out: the replica halts. */
    public void stateMachineFailed(String evidence) {
        inbox.add(new Input.Failed(HaltCode.STATE_MACHINE_FAILED, evidence));
    }

    /**
     * The store says how its disk does, where that has changed; {@link DiskCondition#OK} is taken for granted at first.
     * While it is full, or has too much to write, the replica takes no entries: neither proposals nor its leader's.
     */
    public void diskCondition(DiskCondition condition) {
        inbox.add(new Input.Disk(condition));
    }

    /** The store answers {@link LogStore#read}: those of the entries asked for that it still holds, in order. */
    public void entriesRead(List<LogEntry> entries) {
        inbox.add(new Input.EntriesRead(entries));
    }

    /** The store answers {@link SnapshotStore#read}; not to be changed afterwards. */
    public void chunkRead(byte[] content) {
        inbox.add(new Input.ChunkRead(content));
    }

    /** The store answers {@link SnapshotStore#save}: the snapshot is durable. */
    public void snapshotSaved(SnapshotMeta snapshot) {
        inbox.add(new Input.SnapshotSaved(snapshot));
    }

    /**
     * The store answers {@link SnapshotStore#finish}.
     *
     * @param sound whether size and digest are right, and the snapshot is durable
     */
    public void snapshotReceived(SnapshotMeta snapshot, boolean sound) {
        inbox.add(new Input.SnapshotReceived(snapshot, sound));
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
        return applier.appliedIndex();
    }

    /** How many frames were refused because they were no valid frames. */
    public long refusedFrames() {
        return refusedFrames;
    }

    private void carryOut() {
        while (!core.effects().isEmpty()) {
            effects.at(nowNanos);
            core.effects().drainTo(effects);
        }
    }

    private void acceptReads() {
        if (waiting.reads().haveArrived()) {
            Admission admission = core.onRead(nowNanos);
            if (admission.isAccepted()) {
                waiting.reads().accepted(admission.number());
            } else {
                refused(admission);
                waiting.reads().refused(admission.refusal(), core.leaderId());
            }
            carryOut();
        }
    }

    private void flush() {
        if (!core.isHalted() && !batch.isEmpty()) {
            ports.store().submit(batch.build());
        }
        if (!core.isHalted()) {
            applyCommitted();
        }
        if (core.isHalted()) {
            // Nothing leaves any more, and nobody is left waiting.
            outbox.clear();
            waiting.loseAll(core.leaderId());
            return;
        }
        waiting.reads().serve(applier.appliedIndex(), ports.stateMachine());
        waiting.tellOfLostLeadership();
        log.evict(Math.min(applier.appliedIndex(), core.durableIndex()), options.logCacheBytesMax());
    }

    private void applyCommitted() {
        while (applier.appliedIndex() < core.commitIndex()) {
            LogEntry entry = log.at(applier.appliedIndex() + 1);
            String failure = applier.apply(entry, waiting);
            if (failure == null) {
                failure = applier.captureIfDue(core);
            }
            if (failure != null) {
                fail(HaltCode.STATE_MACHINE_FAILED, failure);
                return;
            }
        }
        // What fell due while another snapshot was being saved must not wait for the next entry, which may never come.
        String failure = applier.captureIfDue(core);
        if (failure != null) {
            fail(HaltCode.STATE_MACHINE_FAILED, failure);
        }
    }

    private void fail(HaltCode code, String evidence) {
        core.onFailure(nowNanos, code, evidence);
        carryOut();
    }

    private void refused(Admission admission) {
        ports.observer().onRefused(admission.refusal());
    }

    /** Feeds the core. */
    private final class Inputs implements Input.Handler {
        @Override
        public void onFrame(Input.Frame input) {
            Frame frame;
            try {
                frame = FrameCodec.decode(input.bytes());
            } catch (FrameException e) {
                // Bytes that were damaged on the way are as good as lost.
                refusedFrames++;
                return;
            }
            Message message = frame.message();
            ports.observer().onReceived(message);
            effects.arrived(message);
            core.onMessage(nowNanos, message, frame.capabilities());
            carryOut();
            effects.handled();
        }

        @Override
        public void onProposal(Input.Proposal input) {
            Admission admission = core.onPropose(nowNanos, input.command().length);
            if (admission.isAccepted()) {
                waiting.proposals().add(new EntryId(core.term(), admission.number()), input.listener());
                effects.proposed(input.command());
                carryOut();
                effects.handled();
            } else {
                refused(admission);
                Reason reason = admission.refusal();
                String detail = sizes(reason, input.command().length);
                input.listener().onOutcome(new ProposalOutcome.Refused(reason, core.leaderId(), detail));
            }
        }

        private String sizes(Reason reason, int bytes) {
            return reason == Reason.PAYLOAD_TOO_LARGE
                    ? "it has " + bytes + " bytes, and the limit, Limits.entryBytesMax, is "
                            + options.core().limits().entryBytesMax()
                    : "";
        }

        @Override
        public void onRead(Input.Read input) {
            waiting.reads().arrived(input.read());
        }

        @Override
        public void onReadAt(Input.ReadAt input) {
            waiting.reads().arrivedAt(input.read(), input.minIndex());
        }

        @Override
        public void onChange(Input.Change input) {
            Admission admission = core.onChangeMembership(nowNanos, input.change());
            if (admission.isAccepted()) {
                waiting.change().add(admission.number(), input.change().target(), input.listener());
            } else {
                refused(admission);
                input.listener().onOutcome(new ProposalOutcome.Refused(admission.refusal(), core.leaderId()));
            }
        }

        @Override
        public void onTransfer(Input.Transfer input) {
            Admission admission = core.onTransfer(nowNanos, input.nodeId());
            if (admission.isAccepted()) {
                waiting.transfer(input.listener());
            } else {
                refused(admission);
                input.listener().onOutcome(new TransferOutcome.Failed(admission.refusal(), core.leaderId()));
            }
        }

        @Override
        public void onPersisted(Input.Persisted input) {
            core.onPersisted(nowNanos, input.ioSeq());
            if (!core.isHalted()) {
                outbox.persisted(input.ioSeq());
            }
        }

        @Override
        public void onFailed(Input.Failed input) {
            core.onFailure(nowNanos, input.code(), input.evidence());
        }

        @Override
        public void onDisk(Input.Disk input) {
            ports.observer().onDiskCondition(input.condition());
            core.onDiskCondition(nowNanos, input.condition());
        }

        @Override
        public void onEntriesRead(Input.EntriesRead input) {
            catchUp.entriesRead(input.entries(), core.term(), leads());
        }

        @Override
        public void onChunkRead(Input.ChunkRead input) {
            catchUp.chunkRead(input.content(), core.term(), leads());
        }

        @Override
        public void onSnapshotSaved(Input.SnapshotSaved input) {
            applier.snapshotSaved(input.snapshot());
            core.onSnapshotSaved(nowNanos, input.snapshot());
        }

        @Override
        public void onSnapshotReceived(Input.SnapshotReceived input) {
            core.onSnapshotReceived(nowNanos, input.snapshot(), input.sound());
        }

        private boolean leads() {
            return core.role() == RoleName.LEADER;
        }
    }
}
