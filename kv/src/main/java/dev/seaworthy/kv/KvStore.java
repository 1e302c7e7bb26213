package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.SetDigest;
import dev.seaworthy.kv.KvReply.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys, their values and the revision. Holds on to the arrays it is given and hands its own out: nobody changes
 * them.
 */
final class KvStore {
    /** What a pair takes in encoded form besides its key and value. */
    private static final int PAIR_BYTES = 2 * Integer.BYTES + 3 * Long.BYTES;

    private final TreeMap<byte[], Stored> pairs = new TreeMap<>(Arrays::compareUnsigned);
    private final SetDigest digest = new SetDigest();
    private long contentBytes;
    private long revision;

    KvReply get(byte[] key) {
        Stored stored = pairs.get(key);
        return stored == null ? reply(Status.NOT_FOUND, null) : reply(Status.OK, stored);
    }

    KvReply put(byte[] key, byte[] value) {
        Stored before = pairs.get(key);
        set(key, before, value);
        return new KvReply(Status.OK, revision, revision, valueOf(before));
    }

    KvReply delete(byte[] key) {
        Stored before = pairs.remove(key);
        if (before == null) {
            return reply(Status.NOT_FOUND, null);
        }
        forget(key, before);
        revision++;
        return new KvReply(Status.OK, revision, 0, before.value());
    }

    KvReply compareAndSet(byte[] key, byte[] expected, byte[] value) {
        Stored before = pairs.get(key);
        if (!Arrays.equals(valueOf(before), expected)) {
            return reply(Status.MISMATCH, before);
        }
        set(key, before, value);
        return new KvReply(Status.OK, revision, revision, valueOf(before));
    }

    KvReply malformed() {
        return reply(Status.MALFORMED, null);
    }

    long revision() {
        return revision;
    }

    int size() {
        return pairs.size();
    }

    Digest addTo(Digest larger) {
        return digest.addTo(larger.add(revision));
    }

    /** What {@link #encode} will write. */
    long encodedBytes() {
        return Long.BYTES + Integer.BYTES + (long) pairs.size() * PAIR_BYTES + contentBytes;
    }

    void encode(ByteBuffer out) {
        out.putLong(revision).putInt(pairs.size());
        for (Map.Entry<byte[], Stored> pair : pairs.entrySet()) {
            Stored stored = pair.getValue();
            out.putInt(pair.getKey().length).put(pair.getKey());
            out.putInt(stored.value().length).put(stored.value());
            out.putLong(stored.createRevision()).putLong(stored.modRevision()).putLong(stored.version());
        }
    }

    /**
     * Reads what {@link #encode} wrote and leaves the buffer behind it.
     *
     * @throws IllegalArgumentException where the bytes are not the canonical form of any store
     */
    static KvStore decode(ByteBuffer in) {
        KvCodec.need(in, Long.BYTES + Integer.BYTES);
        KvStore store = new KvStore();
        store.revision = in.getLong();
        int count = in.getInt();
        if (store.revision < 0 || count < 0 || count > in.remaining() / PAIR_BYTES) {
            throw new IllegalArgumentException("impossible store: revision " + store.revision + ", " + count
                    + " keys in " + in.remaining() + " bytes");
        }
        byte[] lastKey = null;
        for (int i = 0; i < count; i++) {
            byte[] key = KvCodec.counted(in);
            if (lastKey != null && Arrays.compareUnsigned(lastKey, key) >= 0) {
                throw new IllegalArgumentException(
                        "key " + ByteText.of(key) + " does not come after " + ByteText.of(lastKey));
            }
            store.insert(key, decodeStored(in, key, store.revision));
            lastKey = key;
        }
        return store;
    }

    private static Stored decodeStored(ByteBuffer in, byte[] key, long revision) {
        byte[] value = KvCodec.counted(in);
        KvCodec.need(in, 3 * Long.BYTES);
        long createRevision = in.getLong();
        long modRevision = in.getLong();
        long version = in.getLong();
        // A key changes at most once per revision, so its version is bounded by the revisions since its creation.
        if (createRevision < 1
                || modRevision < createRevision
                || modRevision > revision
                || version < 1
                || version - 1 > modRevision - createRevision
                || (version == 1) != (modRevision == createRevision)) {
            throw new IllegalArgumentException("impossible key " + ByteText.of(key) + " at revision " + revision
                    + ": createRevision " + createRevision + ", modRevision " + modRevision + ", version " + version);
        }
        return Stored.of(key, value, createRevision, modRevision, version);
    }

    private void set(byte[] key, Stored before, byte[] value) {
        revision++;
        if (before == null) {
            insert(key, Stored.of(key, value, revision, revision, 1));
        } else {
            forget(key, before);
            insert(key, Stored.of(key, value, before.createRevision(), revision, before.version() + 1));
        }
    }

    private void insert(byte[] key, Stored stored) {
        pairs.put(key, stored);
        digest.add(stored.digest());
        contentBytes += key.length + stored.value().length;
    }

    private void forget(byte[] key, Stored stored) {
        digest.remove(stored.digest());
        contentBytes -= key.length + stored.value().length;
    }

    private KvReply reply(Status status, Stored stored) {
        return new KvReply(status, revision, stored == null ? 0 : stored.modRevision(), valueOf(stored));
    }

    private static byte[] valueOf(Stored stored) {
        return stored == null ? null : stored.value();
    }
}
