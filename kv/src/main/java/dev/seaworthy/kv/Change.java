package dev.seaworthy.kv;

import java.util.Arrays;
import java.util.Comparator;

/**
 * What one revision did to one key.
 *
 * @param revision which revision
 * @param before the pair as it was; null where the key was absent
 * @param after the pair as it became; null where the key was removed
 */
record Change(long revision, Stored before, Stored after) {
    /** By revision, then by key. */
    static final Comparator<Change> ORDER = (a, b) -> {
        int side = Long.compare(a.revision, b.revision);
        return side != 0 ? side : Arrays.compareUnsigned(a.key(), b.key());
    };

    byte[] key() {
        return (after == null ? before : after).key();
    }
}
