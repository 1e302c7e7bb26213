package dev.seaworthy.kv;

import dev.seaworthy.engine.session.StateDigest;
import java.util.List;

/** The answer to a {@link KvCommand}, a {@link KvQuery} or an operation of a transaction. */
public sealed interface KvReply {
    /** The store's revision after the command, or at the read. */
    long revision();

    /**
     * A key was set.
     *
     * @param previous what it was before; null where it was absent or nobody asked
     */
    record PutReply(long revision, KeyValue previous) implements KvReply {}

    /**
     * Keys were removed.
     *
     * @param deleted how many
     * @param previous what they were, by key; empty where nobody asked
     */
    record DeleteReply(long revision, long deleted, List<KeyValue> previous) implements KvReply {
        public DeleteReply {
            previous = List.copyOf(previous);
        }
    }

    /**
     * What was found.
     *
     * @param pairs in the order asked for
     * @param more whether the limit left some out
     * @param count how many keys there are in the range, whatever limit and filter say
     */
    record RangeReply(long revision, List<KeyValue> pairs, boolean more, long count) implements KvReply {
        public RangeReply {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * A transaction was carried out.
     *
     * @param succeeded whether its conditions held
     * @param replies one for each operation of the list chosen
     */
    record TransactionReply(long revision, boolean succeeded, List<KvReply> replies) implements KvReply {
        public TransactionReply {
            replies = List.copyOf(replies);
        }
    }

    /** History was forgotten. */
    record CompactReply(long revision) implements KvReply {}

    /**
     * The hash of the history.
     *
     * @param compactedRevision where the store is compacted: only hashes with equal ones can be compared
     * @param hashRevision up to which revision
     */
    record HashReply(long revision, long compactedRevision, long hashRevision, StateDigest hash) implements KvReply {}

    /**
     * Nothing was done or found.
     *
     * @param compactedRevision where the store is compacted; 0 where it never was
     */
    record Refusal(long revision, long compactedRevision, Reason reason) implements KvReply {}

    /** Why nothing was done. */
    enum Reason {
        /** The bytes are no command or query, or exceed {@link KvLimits}. */
        MALFORMED,
        /** The revision has been compacted. */
        COMPACTED,
        /** The revision is yet to come. */
        FUTURE_REVISION,
        /** Two operations of a transaction write the same key. */
        DUPLICATE_KEY,
        /** A key that was to keep its value is absent. */
        KEY_NOT_FOUND,
        /** The reply would exceed {@link KvLimits#REPLY_BYTES_MAX}. */
        REPLY_TOO_LARGE
    }
}
