package dev.seaworthy.kv;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A pair that was present from its modRevision until a revision that replaced or removed it.
 *
 * @param key the pair's
 * @param end the first revision at which it was no more
 * @param stored the pair; null in a place to look from
 */
@SuppressWarnings("ArrayRecordComponent") // compared by ORDER
record Past(byte[] key, long end, Stored stored) {
    /** By key, then by age. */
    static final Comparator<Past> ORDER = (a, b) -> {
        int side = Arrays.compareUnsigned(a.key, b.key);
        return side != 0 ? side : Long.compare(a.end, b.end);
    };
}
