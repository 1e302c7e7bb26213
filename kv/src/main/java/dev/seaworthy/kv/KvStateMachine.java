package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.session.Digested;
import dev.seaworthy.engine.session.SnapshotInput;
import dev.seaworthy.engine.session.StateDigest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The key-value store the log drives. Commands are encoded {@link KvCommand}s, queries encoded {@link KvQuery}s,
 * answers encoded {@link KvReply}s; see {@link KvCodec}. Bytes that are neither are answered, never thrown at the
 * replica.
 *
 * <p>A snapshot is, in this order and big-endian: version 1 as a byte, {@link #lastApplied} and the revision as 64
 * bits, the number of keys as 32 bits; then for each key in ascending unsigned order: key and value, each after its
 * size as 32 bits, createRevision, modRevision and version as 64 bits.
 *
 * <p>Called by one thread only, like every state machine.
 */
public final class KvStateMachine implements StateMachine, Digested {
    private static final byte VERSION = 1;
    private static final int BUFFER_BYTES = 64 << 10;

    private KvStore store = new KvStore();
    private long lastApplied;

    /** An empty store at revision 0. */
    public KvStateMachine() {}

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        assert index > lastApplied : "applied " + index + " after " + lastApplied;
        lastApplied = index;
        KvCommand decoded;
        try {
            decoded = KvCodec.decodeCommand(command);
        } catch (IllegalArgumentException e) {
            return KvCodec.encode(store.malformed());
        }
        return KvCodec.encode(carryOut(decoded));
    }

    private KvReply carryOut(KvCommand command) {
        if (command instanceof KvCommand.Put put) {
            return store.put(put.key(), put.value());
        }
        if (command instanceof KvCommand.Delete delete) {
            return store.delete(delete.key());
        }
        KvCommand.CompareAndSet set = (KvCommand.CompareAndSet) command;
        return store.compareAndSet(set.key(), set.expected(), set.value());
    }

    @Override
    public byte[] query(byte[] query) {
        KvQuery decoded;
        try {
            decoded = KvCodec.decodeQuery(query);
        } catch (IllegalArgumentException e) {
            return KvCodec.encode(store.malformed());
        }
        return KvCodec.encode(store.get(((KvQuery.Get) decoded).key()));
    }

    /** Constant time. */
    @Override
    public SnapshotView snapshot() {
        return new View(lastApplied, store.view());
    }

    private record View(long lastApplied, KvStore.View store) implements SnapshotView {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            DataOutputStream buffered = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
            buffered.writeByte(VERSION);
            buffered.writeLong(lastApplied);
            store.writeTo(buffered);
            buffered.flush();
        }
    }

    @Override
    public void restore(InputStream stream) throws IOException {
        SnapshotInput in = new SnapshotInput(new BufferedInputStream(stream, BUFFER_BYTES));
        in.version(VERSION);
        long index = in.number("lastApplied", 0, Long.MAX_VALUE);
        KvStore restored = KvStore.read(in);
        in.end();
        store = restored;
        lastApplied = index;
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }

    @Override
    public StateDigest digest() {
        return StateDigest.of(store.addTo(new Digest().add(lastApplied)));
    }

    /** How many changes the store has seen. */
    public long revision() {
        return store.revision();
    }

    /** How many keys are present. */
    public int size() {
        return store.size();
    }
}
