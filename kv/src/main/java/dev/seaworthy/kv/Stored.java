package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.StateDigest;

/**
 * A pair in the store.
 *
 * @param pair what it is
 * @param high with {@code low}: stands for all of it; kept so that replacing it need not walk the old value
 */
record Stored(KeyValue pair, long high, long low) {
    static Stored of(KeyValue pair) {
        Digest digest = new Digest().add(pair.key()).add(pair.value());
        digest.add(pair.createRevision()).add(pair.modRevision()).add(pair.version());
        return new Stored(pair, digest.high(), digest.low());
    }

    byte[] key() {
        return pair.key();
    }

    /** As one of the pairs that are present. */
    StateDigest digest() {
        return new StateDigest(high, low);
    }

    /** As one of the pairs that were present until a revision. */
    StateDigest digestUntil(long end) {
        return StateDigest.of(new Digest(high, low).add(end));
    }
}
