package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.StateDigest;

/**
 * What the store knows of one present key.
 *
 * @param value its value, never changed after construction
 * @param createRevision the revision that created it
 * @param modRevision the revision that last changed it
 * @param version how many changes it has seen since it was created, the creation included
 * @param digest stands for the key and all of this; kept so that replacing it need not walk the old value
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest
record Stored(byte[] value, long createRevision, long modRevision, long version, StateDigest digest) {
    static Stored of(byte[] key, byte[] value, long createRevision, long modRevision, long version) {
        Digest digest = new Digest().add(key).add(value);
        digest.add(createRevision).add(modRevision).add(version);
        return new Stored(value, createRevision, modRevision, version, StateDigest.of(digest));
    }
}
