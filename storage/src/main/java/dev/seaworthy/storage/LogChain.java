package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;

/**
 * The hash by which entries are chained: each record holds the hash of the log up to the entry before it, so that an
 * older entry that has come back, or one that is missing, does not fit between its neighbours. 64 bits, made of the
 * checksums that records have anyway. Pure functions.
 */
final class LogChain {
    private LogChain() {}

    /** The hash of a log in which nothing but this base is known: a new one, or one that a snapshot begins. */
    static long beginning(EntryId base) {
        return Digest.mix(base.index() ^ Digest.mix(base.term()));
    }

    /**
     * The hash of a log with one more entry.
     *
     * @param before the hash up to the entry before it
     * @param checksum of the entry's record
     */
    static long next(long before, long term, int checksum) {
        return Digest.mix(before ^ Digest.mix(term)) + checksum;
    }
}
