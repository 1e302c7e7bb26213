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
    private final Elections elections;
    private final Replication replication;
    private final Commitment commitment;
    private final Transitions transitions;
    private final Message.Handler currentTerm = new CurrentTerm();
    private final Message.Handler earlierTerm = new EarlierTerm();

    /** A core that goes on from what its disk holds; nothing happens before {@link #onStart}. */
    public RaftCore(CoreOptions options, CoreStart start) {
        this(restored(options, start));
    }

    private RaftCore(CoreState state) {
        this.state = state;
        transitions = new Transitions(state);
        commitment = new Commitment(state);
        replication = new Replication(state, transitions, commitment);
        elections = new Elections(state, transitions, replication);
    }

    private static CoreState restored(CoreOptions options, CoreStart start) {
        CoreState state = new CoreState(options, new ConfigurationHistory(start.configuration()));
        for (int i = 0; i < start.log().count(); i++) {
            state.log.append(start.log().term(i), start.log().bytes(i));
            if (start.log().kind(i) == EntryKind.CONFIGURATION) {
                state.configurations.append(i + 1L, start.log().configuration(i));
            }
        }
        if (state.log.last().term() > start.hardState().term()) {
            throw new IllegalArgumentException(
                    "the log ends in term " + state.log.last().term() + ", but the hard state only knows term "
                            + start.hardState().term());
        }
        state.hardState = start.hardState();
        state.commitIndex = start.commitIndex();
        state.durability = new Durability(state.log.lastIndex());
        return state;
    }

    /** The replica begins to take part, as a follower. Called once, first; not after {@link #decode}. */
    public void onStart(long nowNanos) {
        state.nowNanos = nowNanos;
        transitions.start();
        assertInvariants();
    }

    /** A message has arrived. */
    public void onMessage(long nowNanos, Message message) {
        if (refusesEvents(nowNanos)) {
            state.ignore(message, Reason.HALTED);
            return;
        }
        if (message.to() != state.nodeId() || message.from() == state.nodeId()) {
            state.ignore(message, Reason.NOT_ADDRESSED);
            return;
        }
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
        assertInvariants();
    }

    /** Time has passed; to be called when {@link #nextDeadlineNanos()} is reached, and harmless at any other time. */
    public void onTimer(long nowNanos) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        elections.onTimer();
        assertInvariants();
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
        assertInvariants();
        return admission;
    }

    /**
     * A client asks for a linearizable read. Accepted, it ends with a {@link Effect.ReadReady} or
     * {@link Effect.ReadFailed} of its number; reads are few where the host lets one stand for all that arrived
     * together.
     */
    public Admission onRead(long nowNanos) {
        if (refusesEvents(nowNanos)) {
            return new Admission(0, Reason.HALTED);
        }
        Admission admission = commitment.read();
        assertInvariants();
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
        state.durability.onPersisted(ioSeq);
        elections.onPersisted();
        if (state.role instanceof Leader leader) {
            commitment.advance(leader);
        }
        assertInvariants();
    }

    /** A write failed, or a sync did: nothing this replica promises can be kept any more. */
    public void onStorageFailed(long nowNanos, String evidence) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        state.halt(HaltCode.STORAGE_FAILED, evidence);
    }

    /** The host has handled every event it had: now is the time to send. */
    public void onFlush(long nowNanos) {
        if (refusesEvents(nowNanos)) {
            return;
        }
        if (state.role instanceof Leader leader) {
            replication.flush(leader);
        }
        assertInvariants();
    }

    /**
     * When {@link #onTimer} and {@link #onFlush} are next to be called, in nanoseconds; {@link Long#MAX_VALUE} for
     * never.
     */
    public long nextDeadlineNanos() {
        if (state.halted) {
            return Long.MAX_VALUE;
        }
        return state.role instanceof Leader leader ? leader.heartbeatDeadlineNanos : state.electionDeadlineNanos;
    }

    /** What the events so far want done, for the host to drain. */
    public Effects effects() {
        return state.effects;
    }

    /** The node this is. */
    public long nodeId() {
        return state.nodeId();
    }

    /** The current term. */
    public long term() {
        return state.term();
    }

    /** Term and vote. */
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

    /** The term of an entry from 1 to the last, both inclusive. */
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

    private static boolean asksForVote(Message message) {
        return message instanceof Message.PreVote || message instanceof Message.RequestVote;
    }

    private void assertInvariants() {
        assert Invariants.hold(state);
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
    }

    /**
     * Messages of earlier terms: §5.1, requests are refused so that the sender learns the newer term, replies say
     * nothing any more.
     */
    private final class EarlierTerm implements Message.Handler {
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
    }
}
