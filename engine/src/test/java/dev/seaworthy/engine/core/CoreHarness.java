package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/**
 * One core, the events a test feeds it, and everything it wanted done. Keeps the log as a host would, and holds
 * messages back until the write they wait for is reported durable. Time, in nanoseconds, moves only when a test moves
 * it.
 */
final class CoreHarness implements Effect.Handler {
    /** Small round numbers: timeouts of 150 to 300 ns, heartbeats every 50. */
    static final Limits LIMITS = new Limits(150, 300, 50, 1000, 10, 4, 2000, 5000, 1500, 100, 5, 100_000);

    final RaftCore core;
    /** Every effect since the last {@link #forget}, in order. */
    final List<Effect> effects = new ArrayList<>();
    /** Every message that has left since the last {@link #forget}, in order. */
    final List<Message> left = new ArrayList<>();

    final List<TestEntries.Entry> log;
    long now;

    private final List<Effect.Send> waiting = new ArrayList<>();
    private long issued;
    private long persisted;
    private Entries arrived;
    private int proposedBytes = -1;
    /** The entry before the first of {@link #log}. */
    private long baseIndex;

    CoreHarness(RaftCore core, List<TestEntries.Entry> log, long now) {
        this.core = core;
        this.log = new ArrayList<>(log);
        this.now = now;
    }

    /** A follower with an empty disk in a cluster of nodes 1 to {@code nodes}. */
    static CoreHarness started(long nodeId, int nodes) {
        return restored(nodeId, nodes, HardState.INITIAL);
    }

    /** A follower whose disk held these. */
    static CoreHarness restored(long nodeId, int nodes, HardState hardState, long... logTerms) {
        return restored(nodeId, Configuration.ofVoters(members(nodes)), hardState, 0, TestEntries.ofTerms(logTerms));
    }

    static CoreHarness restored(
            long nodeId, Configuration configuration, HardState hardState, long commitIndex, TestEntries entries) {
        return started(
                CoreOptions.of(member(nodeId), LIMITS, nodeId),
                CoreStart.of(configuration, hardState, entries, commitIndex),
                entries);
    }

    /** A follower that has just started, whose past nobody looks at. */
    static CoreHarness started(CoreOptions options, CoreStart start, TestEntries entries) {
        CoreHarness harness = new CoreHarness(new RaftCore(options, start), entries.entries(), 1000);
        RaftCore core = harness.core;
        core.onStart(harness.now);
        harness.drain();
        harness.forget();
        return harness;
    }

    /**
     * The leader of its first term, having voted for itself and been voted for by nodes 2 and on; its NOOP is not
     * durable yet.
     */
    static CoreHarness leader(int nodes) {
        CoreHarness harness = started(1, nodes);
        harness.campaignAndWin();
        harness.forget();
        return harness;
    }

    /** The node with the disk it has always had. */
    static Member member(long nodeId) {
        return new Member(nodeId, nodeId);
    }

    static List<Member> members(int nodes) {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            members.add(member(i));
        }
        return members;
    }

    void campaignAndWin() {
        timeOut();
        int majority = core.configuration().voters().size() / 2 + 1;
        for (int peer = 2; peer <= majority; peer++) {
            receive(new Message.PreVoteReply(member(peer), core.self(), core.term(), true));
        }
        persistAll();
        for (int peer = 2; peer <= majority; peer++) {
            receive(new Message.RequestVoteReply(member(peer), core.self(), core.term(), true));
        }
        assertEquals(RoleName.LEADER, core.role());
    }

    void receive(Message message) {
        arrived = message instanceof Message.AppendEntries append ? append.entries() : null;
        core.onMessage(now, message, Capabilities.ALL);
        drain();
        arrived = null;
    }

    Admission propose(int bytes) {
        proposedBytes = bytes;
        Admission admission = core.onPropose(now, bytes);
        drain();
        proposedBytes = -1;
        return admission;
    }

    Admission read() {
        Admission admission = core.onRead(now);
        drain();
        return admission;
    }

    void flush() {
        core.onFlush(now);
        drain();
    }

    void timer() {
        core.onTimer(now);
        drain();
    }

    void pass(long nanos) {
        now += nanos;
    }

    /** Lets time pass until the core wants its timer, and calls it. */
    void timeOut() {
        now = Math.max(now, core.nextDeadlineNanos());
        timer();
    }

    void heartbeat() {
        timeOut();
        flush();
    }

    void persist(long ioSeq) {
        core.onPersisted(now, ioSeq);
        persisted = Math.max(persisted, ioSeq);
        drain();
        List<Effect.Send> free = new ArrayList<>(waiting);
        waiting.clear();
        for (Effect.Send send : free) {
            leaveOrWait(send);
        }
    }

    void persistAll() {
        persist(issued);
    }

    /** A harness in the same state around a fork of the core, with nothing remembered of the past. */
    CoreHarness fork() {
        CoreHarness copy = new CoreHarness(core.fork(), log, now);
        copy.waiting.addAll(waiting);
        copy.issued = issued;
        copy.persisted = persisted;
        copy.baseIndex = baseIndex;
        return copy;
    }

    /** The newest write the core has asked for. */
    long issued() {
        return issued;
    }

    void failStorage() {
        core.onFailure(now, HaltCode.STORAGE_FAILED, "the disk is gone");
        drain();
    }

    void disk(DiskCondition condition) {
        core.onDiskCondition(now, condition);
        drain();
    }

    void forget() {
        effects.clear();
        left.clear();
    }

    /** The messages that carry entries, of those that have left. */
    List<Message.AppendEntries> carriers() {
        return left(Message.AppendEntries.class).stream()
                .filter(message -> message.entries().count() > 0)
                .toList();
    }

    /** Messages of one kind that have left. */
    <M extends Message> List<M> left(Class<M> kind) {
        List<M> found = new ArrayList<>();
        for (Message message : left) {
            if (kind.isInstance(message)) {
                found.add(kind.cast(message));
            }
        }
        return found;
    }

    /** The one message of a kind that has left. */
    <M extends Message> M onlyLeft(Class<M> kind) {
        List<M> found = left(kind);
        assertEquals(1, found.size(), () -> "messages that left: " + left);
        return found.get(0);
    }

    <F extends Effect> List<F> effects(Class<F> kind) {
        List<F> found = new ArrayList<>();
        for (Effect effect : effects) {
            if (kind.isInstance(effect)) {
                found.add(kind.cast(effect));
            }
        }
        return found;
    }

    /** Why the last message was ignored; null where none was. */
    Reason ignored() {
        List<Effect.Ignore> found = effects(Effect.Ignore.class);
        return found.isEmpty() ? null : found.get(found.size() - 1).reason();
    }

    /** The terms of the log, oldest first. */
    List<Long> terms() {
        List<Long> terms = new ArrayList<>();
        for (long index = core.baseEntry().index() + 1;
                index <= core.lastEntry().index();
                index++) {
            terms.add(core.termAt(index));
        }
        return terms;
    }

    void drain() {
        core.effects().drainTo(this);
    }

    @Override
    public void saveHardState(Effect.SaveHardState effect) {
        effects.add(effect);
        issued = effect.ioSeq();
    }

    @Override
    public void truncateLog(Effect.TruncateLog effect) {
        effects.add(effect);
        issued = effect.ioSeq();
        log.subList((int) (effect.fromIndex() - 1 - baseIndex), log.size()).clear();
    }

    @Override
    public void appendLog(Effect.AppendLog effect) {
        effects.add(effect);
        issued = effect.ioSeq();
        assertEquals(baseIndex + log.size() + 1L, effect.firstIndex(), "entries follow on");
        int count = (int) (effect.lastIndex() - effect.firstIndex() + 1);
        for (int i = 0; i < count; i++) {
            log.add(entryToAppend(i, count));
        }
    }

    private TestEntries.Entry entryToAppend(int i, int count) {
        if (arrived != null) {
            return ((TestEntries) arrived).entries().get(arrived.count() - count + i);
        }
        return TestEntries.Entry.command(core.term(), proposedBytes);
    }

    @Override
    public void appendOwn(Effect.AppendOwn effect) {
        effects.add(effect);
        issued = effect.ioSeq();
        assertEquals(baseIndex + log.size() + 1L, effect.index(), "entries follow on");
        int bytes = effect.configuration() == null ? 0 : effect.configuration().encodedBytes();
        log.add(new TestEntries.Entry(core.term(), effect.kind(), bytes, effect.configuration()));
    }

    @Override
    public void compactLog(Effect.CompactLog effect) {
        effects.add(effect);
        issued = effect.ioSeq();
        log.subList(0, (int) (effect.base().index() - baseIndex)).clear();
        baseIndex = effect.base().index();
    }

    @Override
    public void installSnapshot(Effect.InstallSnapshot effect) {
        effects.add(effect);
        issued = effect.ioSeq();
        log.clear();
        baseIndex = effect.snapshot().last().index();
    }

    @Override
    public void receiveChunk(Effect.ReceiveChunk effect) {
        effects.add(effect);
    }

    @Override
    public void finishSnapshot(Effect.FinishSnapshot effect) {
        effects.add(effect);
    }

    @Override
    public void sendChunk(Effect.SendChunk effect) {
        effects.add(effect);
        Message.InstallSnapshot header = effect.header();
        left.add(new Message.InstallSnapshot(
                header.from(), header.to(), header.term(), header.snapshot(), header.offset(), effect::bytes));
    }

    @Override
    public void dropSnapshot(Effect.DropSnapshot effect) {
        effects.add(effect);
    }

    @Override
    public void endTransfer(Effect.EndTransfer effect) {
        effects.add(effect);
    }

    @Override
    public void send(Effect.Send effect) {
        effects.add(effect);
        leaveOrWait(effect);
    }

    private void leaveOrWait(Effect.Send effect) {
        if (effect.afterIo() <= persisted) {
            left.add(effect.message());
        } else {
            waiting.add(effect);
        }
    }

    @Override
    public void sendEntries(Effect.SendEntries effect) {
        effects.add(effect);
        Message.AppendEntries header = effect.header();
        List<TestEntries.Entry> entries = effect.lastIndex() == header.prev().index()
                ? List.of()
                : log.subList((int) (header.prev().index() - baseIndex), (int) (effect.lastIndex() - baseIndex));
        left.add(header.withEntries(new TestEntries(entries)));
    }

    @Override
    public void advanceCommit(Effect.AdvanceCommit effect) {
        effects.add(effect);
    }

    @Override
    public void readReady(Effect.ReadReady effect) {
        effects.add(effect);
    }

    @Override
    public void readFailed(Effect.ReadFailed effect) {
        effects.add(effect);
    }

    @Override
    public void changeRole(Effect.ChangeRole effect) {
        effects.add(effect);
    }

    @Override
    public void activateConfiguration(Effect.ActivateConfiguration effect) {
        effects.add(effect);
    }

    @Override
    public void ignore(Effect.Ignore effect) {
        effects.add(effect);
    }

    @Override
    public void halt(Effect.Halt effect) {
        effects.add(effect);
    }
}
