package dev.seaworthy.kv.members;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.session.SnapshotInput;
import dev.seaworthy.kv.KvStateMachine;
import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * The store and the members' records side by side. Commands and queries that begin with {@link MemberCodec#FIRST_BYTE}
 * are for the records, all others for the store.
 *
 * <p>A snapshot is, in this order and big-endian: version {@value #VERSION} as a byte; {@link #lastApplied} and
 * {@link #timeNanos} as 64 bits; the records as {@link MemberCodec} has them, after their size as 32 bits; the store's
 * own snapshot.
 *
 * <p>Called by one thread only, like every state machine.
 */
public final class ServedStateMachine implements StateMachine {
    /** The store's own snapshots begin with 2. */
    private static final byte VERSION = 'M';

    private static final int DIRECTORY_BYTES_MAX = 64 << 20;

    private final Consumer<MemberDirectory> changed;
    private KvStateMachine store = new KvStateMachine();
    private MemberDirectory directory = MemberDirectory.NONE;
    private long lastApplied;
    private long timeNanos;

    /**
     * An empty store, nobody described.
     *
     * @param changed told of the records whenever they have changed, by the thread that applies; must not block
     */
    public ServedStateMachine(Consumer<MemberDirectory> changed) {
        this.changed = changed;
    }

    @Override
    public byte[] apply(long index, long now, byte[] command) {
        lastApplied = index;
        timeNanos = now;
        return MemberCodec.isMeant(command) ? change(command) : store.apply(index, now, command);
    }

    private byte[] change(byte[] bytes) {
        MemberCommand command;
        try {
            command = MemberCodec.decodeCommand(bytes);
        } catch (IllegalArgumentException meaningless) {
            return MemberCodec.encodeAnswer(null);
        }
        MemberRecord record = null;
        MemberDirectory next;
        if (command instanceof MemberCommand.Enroll enroll) {
            record = Enrolling.record(directory, enroll);
            next = record == null ? directory : directory.with(record);
        } else if (command instanceof MemberCommand.Describe describe) {
            record = described(describe.record());
            next = record == null ? directory : directory.with(record);
        } else if (command instanceof MemberCommand.Introduce introduce) {
            record = introduced(introduce.record());
            next = record == null ? directory : directory.with(record);
        } else {
            next = directory.without(((MemberCommand.Forget) command).nodeId());
        }
        become(next);
        return MemberCodec.encodeAnswer(record);
    }

    private MemberRecord described(MemberRecord said) {
        MemberRecord before = directory.of(said.member().nodeId());
        return before == null ? first(said) : said.filledBy(before).voting(before.toVote());
    }

    private MemberRecord introduced(MemberRecord said) {
        MemberRecord before = directory.of(said.member().nodeId());
        return before == null ? first(said) : before.filledBy(said);
    }

    /** A node's first record; null where there is no room for one more. */
    private MemberRecord first(MemberRecord said) {
        return Enrolling.hasRoom(directory) ? said : null;
    }

    private void become(MemberDirectory next) {
        boolean same = next.equals(directory);
        directory = next;
        if (!same) {
            changed.accept(next);
        }
    }

    @Override
    public byte[] query(byte[] query) {
        return MemberCodec.isQuery(query) ? MemberCodec.encode(directory) : store.query(query);
    }

    /** Constant time, but for the records, which are few. */
    @Override
    public SnapshotView snapshot() {
        return new View(lastApplied, timeNanos, MemberCodec.encode(directory), store.snapshot());
    }

    private record View(long lastApplied, long timeNanos, byte[] directory, SnapshotView store)
            implements SnapshotView {
        @Override
        public void writeTo(OutputStream stream) throws IOException {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeByte(VERSION);
            out.writeLong(lastApplied);
            out.writeLong(timeNanos);
            out.writeInt(directory.length);
            out.write(directory);
            out.flush();
            store.writeTo(stream);
        }
    }

    @Override
    public void restore(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream);
        SnapshotInput in = new SnapshotInput(buffered);
        in.version(VERSION);
        long index = in.number("lastApplied", 0, Long.MAX_VALUE);
        long time = in.number("time", 0, Long.MAX_VALUE);
        MemberDirectory records = MemberCodec.decodeDirectory(in.bytes("records", DIRECTORY_BYTES_MAX));
        KvStateMachine restored = new KvStateMachine();
        restored.restore(buffered);
        store = restored;
        lastApplied = index;
        timeNanos = time;
        become(records);
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }

    /** Cluster time of the last command applied; 0 where there was none. */
    public long timeNanos() {
        return timeNanos;
    }

    /** The members' records. */
    public MemberDirectory directory() {
        return directory;
    }

    /** The store. */
    public KvStateMachine store() {
        return store;
    }

    /**
     * Replaces the records, outside the log: for a state out of which another cluster is made.
     *
     * @param records those of the new cluster's members
     */
    public void redescribe(MemberDirectory records) {
        become(records);
    }
}
