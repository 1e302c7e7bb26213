package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.SetDigest;
import dev.seaworthy.engine.session.SnapshotInput;
import dev.seaworthy.engine.session.SortedTree;
import dev.seaworthy.kv.KvReply.Status;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The keys, their values and the revision. Holds on to the arrays it is given and hands its own out: nobody changes
 * them.
 */
final class KvStore {
    private final SetDigest digest = new SetDigest();
    private SortedTree<byte[], Stored> pairs = SortedTree.empty(Arrays::compareUnsigned);
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
        Stored before = pairs.get(key);
        if (before == null) {
            return reply(Status.NOT_FOUND, null);
        }
        pairs = pairs.without(key);
        digest.remove(before.digest());
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

    /** The store as it is now. */
    View view() {
        return new View(revision, pairs);
    }

    /** A store as it was; unaffected by what becomes of it, and for any thread. */
    record View(long revision, SortedTree<byte[], Stored> pairs) {
        void writeTo(DataOutputStream out) throws IOException {
            out.writeLong(revision);
            out.writeInt(pairs.size());
            for (var pair : pairs) {
                Stored stored = pair.value();
                writeCounted(out, pair.key());
                writeCounted(out, stored.value());
                out.writeLong(stored.createRevision());
                out.writeLong(stored.modRevision());
                out.writeLong(stored.version());
            }
        }

        private static void writeCounted(DataOutputStream out, byte[] bytes) throws IOException {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /**
     * Reads what a {@link View} wrote.
     *
     * @throws IllegalArgumentException where the bytes are not the canonical form of any store
     */
    static KvStore read(SnapshotInput in) throws IOException {
        KvStore store = new KvStore();
        store.revision = in.number("revision", 0, Long.MAX_VALUE);
        int count = in.size("the number of keys", 0, Integer.MAX_VALUE);
        byte[] lastKey = null;
        for (int i = 0; i < count; i++) {
            byte[] key = in.bytes("key", Integer.MAX_VALUE);
            if (lastKey != null && Arrays.compareUnsigned(lastKey, key) >= 0) {
                throw new IllegalArgumentException(
                        "key " + ByteText.of(key) + " does not come after " + ByteText.of(lastKey));
            }
            store.insert(key, readStored(in, key, store.revision));
            lastKey = key;
        }
        return store;
    }

    private static Stored readStored(SnapshotInput in, byte[] key, long revision) throws IOException {
        byte[] value = in.bytes("value", Integer.MAX_VALUE);
        long createRevision = in.number("createRevision", 1, revision);
        long modRevision = in.number("modRevision", createRevision, revision);
        // A key changes at most once per revision, so its version is bounded by the revisions since its creation.
        long changes = modRevision - createRevision;
        long version = in.number("version", changes == 0 ? 1 : 2, changes + 1);
        return Stored.of(key, value, createRevision, modRevision, version);
    }

    private void set(byte[] key, Stored before, byte[] value) {
        revision++;
        if (before == null) {
            insert(key, Stored.of(key, value, revision, revision, 1));
        } else {
            digest.remove(before.digest());
            insert(key, Stored.of(key, value, before.createRevision(), revision, before.version() + 1));
        }
    }

    private void insert(byte[] key, Stored stored) {
        pairs = pairs.with(key, stored);
        digest.add(stored.digest());
    }

    private KvReply reply(Status status, Stored stored) {
        return new KvReply(status, revision, stored == null ? 0 : stored.modRevision(), valueOf(stored));
    }

    private static byte[] valueOf(Stored stored) {
        return stored == null ? null : stored.value();
    }
}
