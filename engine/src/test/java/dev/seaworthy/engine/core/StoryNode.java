package dev.seaworthy.engine.core;

import dev.seaworthy.engine.trace.TraceEvent;
import dev.seaworthy.engine.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** A core with a disk that syncs when a story says so, telling what happens to it. */
final class StoryNode implements Effect.Handler {
    /** What a story tells when the message leaves. */
    private static final Set<String> UNTOLD = Set.of("send", "send-entries", "send-chunk");

    final CoreOptions options;
    final TestDisk disk;
    RaftCore core;
    /** The node's own time, in nanoseconds. */
    long now;
    /** The snapshot that has arrived whole last; null where none has. */
    SnapshotMeta finished;

    private final BiConsumer<StoryNode, String> told;
    private final BiConsumer<StoryNode, Message> sent;
    private final Tracer tracer;
    private final List<Effect.Send> waiting = new ArrayList<>();
    private final List<TestEntries.Entry> log = new ArrayList<>();
    private long baseIndex;
    private long persisted;
    private Entries arrived;
    private int proposedBytes;

    StoryNode(
            CoreOptions options,
            TestDisk disk,
            BiConsumer<StoryNode, String> told,
            BiConsumer<StoryNode, Message> sent) {
        this.options = options;
        this.disk = disk;
        this.told = told;
        this.sent = sent;
        this.tracer = new Tracer(this::tell);
    }

    boolean isRunning() {
        return core != null;
    }

    void start(long time) {
        CoreStart start = disk.start();
        now = time;
        persisted = 0;
        waiting.clear();
        log.clear();
        log.addAll(((TestEntries) start.log()).entries());
        baseIndex = start.base().index();
        core = new RaftCore(options, start);
        core.onStart(now);
        drain();
    }

    /** The same disk with a newer release, after an orderly stop; to be started. */
    StoryNode upgraded(CoreOptions newer) {
        disk.sync(disk.newest());
        return new StoryNode(newer, disk, told, sent);
    }

    void crash() {
        disk.crash();
        core = null;
    }

    void receive(Message message, int capabilities) {
        tracer.onReceived(message);
        arrived = message instanceof Message.AppendEntries append ? append.entries() : null;
        core.onMessage(now, message, capabilities);
        drain();
        arrived = null;
        flush();
    }

    void timer() {
        core.onTimer(now);
        drain();
        flush();
    }

    Admission propose(int bytes) {
        proposedBytes = bytes;
        Admission admission = core.onPropose(now, bytes);
        drain();
        return admission;
    }

    void disk(DiskCondition condition) {
        tracer.onDiskCondition(condition);
        core.onDiskCondition(now, condition);
        drain();
        flush();
    }

    void flush() {
        core.onFlush(now);
        drain();
    }

    void persist(long ioSeq) {
        disk.sync(ioSeq);
        persisted = Math.max(persisted, ioSeq);
        core.onPersisted(now, ioSeq);
        drain();
        List<Effect.Send> free = new ArrayList<>(waiting);
        waiting.clear();
        free.forEach(this::send);
        flush();
    }

    void persistAll() {
        if (disk.newest() > 0) {
            persist(disk.newest());
        }
    }

    void drain() {
        while (!core.effects().isEmpty()) {
            core.effects().drainTo(this);
        }
    }

    private void tell(TraceEvent event) {
        if (!UNTOLD.contains(event.name())) {
            told.accept(this, event.text());
        }
    }

    private void leave(Message message) {
        tracer.onSent(message);
        sent.accept(this, message);
    }

    @Override
    public void saveHardState(Effect.SaveHardState effect) {
        tracer.onEffect(effect);
        disk.write(effect);
    }

    @Override
    public void truncateLog(Effect.TruncateLog effect) {
        tracer.onEffect(effect);
        disk.write(effect);
        log.subList((int) (effect.fromIndex() - 1 - baseIndex), log.size()).clear();
    }

    @Override
    public void appendLog(Effect.AppendLog effect) {
        tracer.onEffect(effect);
        int count = (int) (effect.lastIndex() - effect.firstIndex() + 1);
        List<TestEntries.Entry> added = new ArrayList<>();
        if (arrived == null) {
            added.add(TestEntries.Entry.command(effect.leaderTerm(), proposedBytes));
        } else {
            List<TestEntries.Entry> all = ((TestEntries) arrived).entries();
            added.addAll(all.subList(all.size() - count, all.size()));
        }
        log.addAll(added);
        disk.write(effect.ioSeq(), added);
    }

    @Override
    public void appendOwn(Effect.AppendOwn effect) {
        tracer.onEffect(effect);
        int bytes = effect.configuration() == null ? 0 : effect.configuration().encodedBytes();
        TestEntries.Entry own = new TestEntries.Entry(core.term(), effect.kind(), bytes, effect.configuration());
        log.add(own);
        disk.write(effect.ioSeq(), List.of(own));
    }

    @Override
    public void compactLog(Effect.CompactLog effect) {
        tracer.onEffect(effect);
        disk.write(effect);
        log.subList(0, (int) (effect.base().index() - baseIndex)).clear();
        baseIndex = effect.base().index();
    }

    @Override
    public void installSnapshot(Effect.InstallSnapshot effect) {
        tracer.onEffect(effect);
        disk.write(effect);
        log.clear();
        baseIndex = effect.snapshot().last().index();
    }

    @Override
    public void receiveChunk(Effect.ReceiveChunk effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void finishSnapshot(Effect.FinishSnapshot effect) {
        finished = effect.snapshot();
        tracer.onEffect(effect);
    }

    @Override
    public void sendChunk(Effect.SendChunk effect) {
        Message.InstallSnapshot header = effect.header();
        leave(new Message.InstallSnapshot(
                header.from(), header.to(), header.term(), header.snapshot(), header.offset(), effect::bytes));
    }

    @Override
    public void dropSnapshot(Effect.DropSnapshot effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void send(Effect.Send effect) {
        if (effect.afterIo() <= persisted) {
            leave(effect.message());
        } else {
            waiting.add(effect);
        }
    }

    @Override
    public void sendEntries(Effect.SendEntries effect) {
        Message.AppendEntries header = effect.header();
        int from = (int) (header.prev().index() - baseIndex);
        int to = (int) (effect.lastIndex() - baseIndex);
        leave(header.withEntries(new TestEntries(from < to ? log.subList(from, to) : List.of())));
    }

    @Override
    public void advanceCommit(Effect.AdvanceCommit effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void readReady(Effect.ReadReady effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void readFailed(Effect.ReadFailed effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void changeRole(Effect.ChangeRole effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void activateConfiguration(Effect.ActivateConfiguration effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void endTransfer(Effect.EndTransfer effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void ignore(Effect.Ignore effect) {
        tracer.onEffect(effect);
    }

    @Override
    public void halt(Effect.Halt effect) {
        tracer.onEffect(effect);
    }
}
