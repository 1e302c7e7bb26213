package dev.seaworthy.engine.core;

/**
 * One replica's consensus state: plain data and functions, without clock, thread, I/O or payload bytes.
 *
 * <p>The only ways in are the {@code on…} events. Each carries the time, in nanoseconds of the replica's own monotonic
 * clock; times must not decrease. What the core wants done is found in {@link #effects()}, to be carried out in order
 * after each event. After a {@link Effect.Halt} it refuses every further input.
 *
 * <p>A host handles events as they come, and calls {@link #onFlush} when it has no more for the moment: only then are
 * entries and heartbeats sent, so that many proposals make one message.
 *
 * <p>Not thread safe.
 */
public final class RaftCore {
    private final CoreState state;
    private final Transitions transitions;
    private final Elections elections;
    private final Replication replication;
    private final Commitment commitment;
    private final Membership membership;
    private final Snapshots snapshots;
    private final Transfers transfers;
    private final Message.Handler currentTerm = new CurrentTerm();
    private final Message.Handler earlierTerm;

    /** A core that goes on from what its disk holds; nothing happens before {@link #onStart}. */
    public RaftCore(CoreOptions options, CoreStart start) {
        this(restored(options, start));
    }

    private RaftCore(CoreState state) {
        this.state = state;
        transitions = new Transitions(state);
        commitment = new Commitment(state);
        transfers = new Transfers(state);
        snapshots = new Snapshots(state, transitions, commitment);
        replication = new Replication(state, transitions, commitment, snapshots, transfers);
        elections = new Elections(state, transitions, replication, transfers);
        membership = new Membership(state, transitions, replication, transfers);
        earlierTerm = new EarlierTerm(state, elections, replication, snapshots);
    }

    private static CoreState restored(CoreOptions options, CoreStart start) {
        RaftLog log = new RaftLog(start.base());
        ConfigurationHistory configurations =
                new ConfigurationHistory(start.configurationIndex(), start.configuration());
        for (int i = 0; i < start.log().count(); i++) {
            log.append(start.log().term(i), start.log().bytes(i));
            if (start.log().kind(i) == EntryKind.CONFIGURATION && log.lastIndex() > configurations.activeIndex()) {
                configurations.append(log.lastIndex(), start.log().configuration(i));
            }
        }
        if (log.last().term() > start.hardState().term()) {
            throw new IllegalArgumentException(
                    "the log ends in term " + log.last().term() + ", but the hard state only knows term "
                            + start.hardState().term());
        }
        CoreState state = new CoreState(options, log, configurations);
        state.hardState = start.hardState();
        state.snapshot = start.snapshot();
        state.commitIndex = start.commitIndex();
        return state;
    }

    /** The replica begins to take part, as a follower. Called once, first; not after {@link #decode}. */
    public void onStart(long nowNanos) {
        state.nowNanos = nowNanos;
        transitions.start();
        finish();
    }

    /**
     * A message has arrived.
     *
     * @param capabilities what its sender understands, see {@link Capabilities}
     */
    public void onMessage(long nowNanos, Message message, int capabilities) {
        if (refusesEvents(nowNanos)) {
            state.ignore(message, Reason.HALTED);
            return;
        }
        if (!message.to().equals(state.self()) || message.from().equals(state.self())) {
            state.ignore(message, Reason.NOT_ADDRESSED);
            return;
        }
        state.learnCapabilities(message.from(), capabilities);
        // Thesis §4.2.3: before the term is even looked at, or a node that was cut off could unseat a working leader.
        if (asksForVote(message) && message.term() >= state.term() && elections.leaderIsAlive()) {
            state.ignore(message, Reason.LEADER_ALIVE);
            return;
        }
        // Figure 2, all servers: the rule of terms, before roles are looked at.
        if (message.term() > state.term()) {
            transitions.adoptTerm(message.term());
        }
        message.deliverTo(message.term() < state.term() ? earlierTerm : currentTerm);
        finish();
    }

    /** Time has passed; to be called when {@link #nextDeadlineNanos()} is reached, and harmless at any other time. */
    public void onTimer(long nowNanos) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        state.askedReads.expire(nowNanos, state.effects);
        elections.onTimer();
        finish();
    }

    /**
     * A client proposes a command of so many payload bytes. Accepted, it has an index in the current term, and an
     * {@link Effect.AppendLog} follows; refused, it certainly has no effect.
     */
    public Admission onPropose(long nowNanos, int bytes) {
        if (refusesEvents(nowNanos)) {
            return new Admission(0, Reason.HALTED);
        }
        Admission admission = replication.propose(bytes);
        // Nothing more is durable than before, so nothing more is committed.
        checkInvariants();
        return admission;
    }

    /**
     * Somebody wishes to change who takes part. Accepted, the first step is appended, at the index that is the
     * admission's number; the target is in force and final once a configuration that equals it is committed.
     */
    public Admission onChangeMembership(long nowNanos, MembershipChange change) {
        if (refusesEvents(nowNanos)) {
            return new Admission(0, Reason.HALTED);
        }
        Admission admission = membership.change(change);
        finish();
        return admission;
    }

    /**
     * Somebody wishes another node to lead. Accepted, it ends with an {@link Effect.EndTransfer}.
     *
     * @param nodeId which voter; {@link HardState#NOBODY} for the one that is best placed
     * @return its number is the node chosen
     */
    public Admission onTransfer(long nowNanos, long nodeId) {
        if (refusesEvents(nowNanos)) {
            return new Admission(0, Reason.HALTED);
        }
        Admission admission = transfers.begin(nodeId);
        finish();
        return admission;
    }

    /** The host has taken a snapshot of the state machine after an applied entry, and made it durable. */
    public void onSnapshotSaved(long nowNanos, SnapshotMeta snapshot) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        snapshots.onSaved(snapshot);
        finish();
    }

    /**
     * The host is done with an {@link Effect.FinishSnapshot}.
     *
     * @param sound whether the bytes received are those of the snapshot, and durable
     */
    public void onSnapshotReceived(long nowNanos, SnapshotMeta snapshot, boolean sound) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        snapshots.onReceived(snapshot, sound);
        finish();
    }

    /**
     * A client asks for a linearizable read; a follower or learner asks its leader in turn. Accepted, it ends with a
     * {@link Effect.ReadReady} or {@link Effect.ReadFailed} of its number, in the order of acceptance; reads are few
     * where the host lets one stand for all that arrived together.
     */
    public Admission onRead(long nowNanos) {
        if (refusesEvents(nowNanos)) {
            return new Admission(0, Reason.HALTED);
        }
        Admission admission = commitment.read();
        finish();
        return admission;
    }

    /** Every write up to {@code ioSeq} (inclusive) is durable. */
    public void onPersisted(long nowNanos, long ioSeq) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        if (ioSeq > state.durability.issued()) {
            state.halt(
                    HaltCode.CONTRACT_BROKEN,
                    "write " + ioSeq + " was reported durable, but only " + state.durability.issued() + " were made");
            return;
        }
        state.durability.onPersisted(ioSeq, nowNanos);
        elections.onPersisted();
        finish();
    }

    /** Something the replica stands on failed; a write or a sync, say: what it promises can be kept no more. */
    public void onFailure(long nowNanos, HaltCode code, String evidence) {
        if (!refusesEvents(nowNanos)) {
            state.halt(code, evidence);
        }
    }

    /**
     * The store says how its disk does. On a disk that takes no entries the replica refuses proposals and what its
     * leader sends it, keeps voting and answering, and as a leader hands over to whoever can take them.
     */
    public void onDiskCondition(long nowNanos, DiskCondition condition) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        state.disk = condition;
        if (state.role instanceof Leader leader) {
            transfers.leaveFullDisk(leader);
        }
        finish();
    }

    /** The host has handled every event it had: now is the time to send. */
    public void onFlush(long nowNanos) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        if (state.role instanceof Leader leader) {
            replication.flush(leader);
        } else {
            commitment.flushAskedReads();
        }
        snapshots.dropUnused();
        finish();
    }

    /**
     * When {@link #onTimer} and {@link #onFlush} are next to be called, in nanoseconds; {@link Long#MAX_VALUE} for
     * never.
     */
    public long nextDeadlineNanos() {
        if (state.halted) {
            return Long.MAX_VALUE;
        }
        if (state.role instanceof Leader leader) {
            return leader.transfer() == null
                    ? leader.heartbeatDeadlineNanos
                    : Math.min(leader.heartbeatDeadlineNanos, leader.transfer().deadlineNanos());
        }
        return Math.min(state.electionDeadlineNanos, state.askedReads.deadlineNanos());
    }

    /** What the events so far want done, for the host to drain. */
    public Effects effects() {
        return state.effects;
    }

    /** The member this is. */
    public Member self() {
        return state.self();
    }

    /** The current term. */
    public long term() {
        return state.term();
    }

    /** Term, vote and incarnation. */
    public HardState hardState() {
        return state.hardState;
    }

    /** The current role. */
    public RoleName role() {
        return state.role.roleName();
    }

    /** Who leads the current term, as far as known; {@link HardState#NOBODY} where unknown. */
    public long leaderId() {
        return state.role.leaderId();
    }

    /** The last index known to be committed. */
    public long commitIndex() {
        return state.commitIndex;
    }

    /** The last entry of the log, durable or not. */
    public EntryId lastEntry() {
        return state.log.last();
    }

    /** The entry before the first that the log still holds; {@link EntryId#ZERO} where nothing was compacted. */
    public EntryId baseEntry() {
        return state.log.base();
    }

    /** The snapshot on which the log's beginning stands; null where there is none. */
    public SnapshotMeta snapshot() {
        return state.snapshot;
    }

    /** The term of an entry from {@link #baseEntry} to the last, both inclusive. */
    public long termAt(long index) {
        return state.log.termAt(index);
    }

    /** The last index known to be durable here. */
    public long durableIndex() {
        return state.durability.durableIndex();
    }

    /** The configuration in force. */
    public Configuration configuration() {
        return state.configuration();
    }

    /** The index of the entry that holds the configuration in force; 0 for the initial one. */
    public long configurationIndex() {
        return state.configurations.activeIndex();
    }

    /** The configuration that was in force when {@code index}, at least the base's, was the last entry. */
    public Configuration configurationAt(long index) {
        return state.configurations.at(index);
    }

    /** The index of the entry that holds {@link #configurationAt}; 0 for the initial one. */
    public long configurationIndexAt(long index) {
        return state.configurations.indexAt(index);
    }

    /** Whether this node leads and may answer reads at once, by a lease; false where leases are not used. */
    public boolean holdsLease() {
        return state.role instanceof Leader leader && commitment.holdsLease(leader);
    }

    /** Everything there is to see, as of the last event. */
    public Status status() {
        return Status.of(state);
    }

    /** Whether the core has halted: {@link HaltCode} says why one does. */
    public boolean isHalted() {
        return state.halted;
    }

    /**
     * The whole state in canonical form: equal states have equal bytes.
     *
     * @throws IllegalStateException while effects wait to be carried out
     */
    public byte[] encode() {
        return CoreCodec.encode(state);
    }

    /**
     * The core whose state these bytes hold; it goes on exactly as the encoded one would.
     *
     * @throws IllegalArgumentException where they hold none
     */
    public static RaftCore decode(CoreOptions options, byte[] bytes) {
        return new RaftCore(CoreCodec.decode(options, bytes));
    }

    /** An independent copy. */
    public RaftCore fork() {
        return decode(state.options, encode());
    }

    /** Adds the whole state to a digest: equal states add the same. */
    public void digestTo(Digest digest) {
        digest.add(encode());
    }

    private boolean refusesEvents(long nowNanos) {
        if (nowNanos < state.nowNanos) {
            state.halt(HaltCode.CONTRACT_BROKEN, "time went back from " + state.nowNanos + " to " + nowNanos + " ns");
        }
        state.nowNanos = nowNanos;
        return state.halted;
    }

    /** What a leader alive protects against: not an election that the leader itself wants. */
    private boolean asksForVote(Message message) {
        boolean knowsTransfers = Capabilities.have(state.options.capabilities(), Capabilities.TRANSFER);
        return message instanceof Message.PreVote
                || message instanceof Message.RequestVote request && !(request.transfer() && knowsTransfers);
    }

    /** What every event may have made possible, and what none may have broken. */
    private void finish() {
        if (state.role instanceof Leader leader && commitment.advance(leader)) {
            membership.onCommit(leader);
        }
        checkInvariants();
    }

    private void checkInvariants() {
        String broken = Invariants.firstBroken(state);
        if (broken != null) {
            state.halt(HaltCode.INVARIANT_BROKEN, broken);
        }
    }

    /** Messages of the current term. */
    private final class CurrentTerm implements Message.Handler {
        @Override
        public void onPreVote(Message.PreVote message) {
            elections.onPreVote(message);
        }

        @Override
        public void onPreVoteReply(Message.PreVoteReply message) {
            elections.onPreVoteReply(message);
        }

        @Override
        public void onRequestVote(Message.RequestVote message) {
            elections.onRequestVote(message);
        }

        @Override
        public void onRequestVoteReply(Message.RequestVoteReply message) {
            elections.onRequestVoteReply(message);
        }

        @Override
        public void onAppendEntries(Message.AppendEntries message) {
            replication.onAppendEntries(message);
        }

        @Override
        public void onAppendEntriesReply(Message.AppendEntriesReply message) {
            replication.onAppendEntriesReply(message);
        }

        @Override
        public void onInstallSnapshot(Message.InstallSnapshot message) {
            snapshots.onInstallSnapshot(message);
        }

        @Override
        public void onInstallSnapshotReply(Message.InstallSnapshotReply message) {
            replication.onInstallSnapshotReply(message);
        }

        @Override
        public void onTimeoutNow(Message.TimeoutNow message) {
            elections.onTimeoutNow(message);
        }

        @Override
        public void onReadIndex(Message.ReadIndex message) {
            commitment.onReadIndex(message);
        }

        @Override
        public void onReadIndexReply(Message.ReadIndexReply message) {
            commitment.onReadIndexReply(message);
        }
    }
}
