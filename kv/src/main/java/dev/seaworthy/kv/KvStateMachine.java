package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.session.Digested;
import dev.seaworthy.engine.session.SnapshotInput;
import dev.seaworthy.engine.session.SnapshotOutput;
import dev.seaworthy.engine.session.StateDigest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The key-value store the log drives. Commands are encoded {@link KvCommand}s, queries encoded {@link KvQuery}s,
 * answers encoded {@link KvReply}s; see {@link KvCodec}. Bytes that are neither are answered, never thrown at the
 * replica.
 *
 * <p>A snapshot is, in this order and big-endian: version 2 as a byte; {@link #lastApplied}, the revision and the
 * revision compacted at as 64 bits; the number of keys as 32 bits, then each pair in ascending unsigned order of keys:
 * key and value, each after its size as 32 bits, createRevision, modRevision and version as 64 bits; the number of past
 * pairs as 32 bits, then each in ascending order of key and end: the pair likewise, and its end as 64 bits.
 *
 * <p>Called by one thread only, like every state machine.
 */
public final class KvStateMachine implements StateMachine, Digested {
    private static final byte VERSION = 2;
    private static final int BUFFER_BYTES = 8 << 10;

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
        return KvCodec.encode(store.apply(decoded));
    }

    @Override
    public byte[] query(byte[] query) {
        KvQuery decoded;
        try {
            decoded = KvCodec.decodeQuery(query);
        } catch (IllegalArgumentException e) {
            return KvCodec.encode(store.malformed());
        }
        return KvCodec.encode(store.query(decoded));
    }

    /** Constant time. */
    @Override
    public SnapshotView snapshot() {
        return new View(lastApplied, store.view());
    }

    private record View(long lastApplied, StoreView store) implements SnapshotView {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            SnapshotOutput buffered = SnapshotOutput.over(out);
            buffered.write(VERSION);
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

    /** The store's revision: 1 where nothing was ever written. */
    public long revision() {
        return store.revision();
    }

    /** Reads below this revision are refused; 0 where nothing was ever compacted. */
    public long compactedRevision() {
        return store.compactedRevision();
    }

    /** How many keys are present. */
    public int size() {
        return store.size();
    }

    /** How many pairs are kept only because reads may ask for the revision they were present at. */
    public int pastSize() {
        return store.pastSize();
    }
}
