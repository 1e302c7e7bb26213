package dev.seaworthy.kv;

import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.kv.KvReply.CompactReply;
import dev.seaworthy.kv.KvReply.DeleteReply;
import dev.seaworthy.kv.KvReply.HashReply;
import dev.seaworthy.kv.KvReply.PutReply;
import dev.seaworthy.kv.KvReply.RangeReply;
import dev.seaworthy.kv.KvReply.Refusal;
import dev.seaworthy.kv.KvReply.TransactionReply;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of replies: version 2, the kind, the revision, and then
 *
 * <pre>
 *  PutReply          1: flag whether a pair follows, the pair
 *  DeleteReply       2: deleted, list of pairs
 *  TransactionReply  3: flag succeeded, list of replies without their version
 *  CompactReply      4
 *  RangeReply        5: flag more, count, list of pairs
 *  HashReply         6: compactedRevision, hashRevision, 128 bits
 *  Refusal           7: compactedRevision, reason
 *  pair              key counted, value counted, createRevision, modRevision, version
 * </pre>
 */
final class ReplyCodec {
    private static final int PUT = 1;
    private static final int DELETE = 2;
    private static final int TRANSACTION = 3;
    private static final int COMPACT = 4;
    private static final int RANGE = 5;
    private static final int HASH = 6;
    private static final int REFUSAL = 7;

    // The place of each is its number in the format.
    private static final List<KvReply.Reason> REASONS = List.of(
            KvReply.Reason.MALFORMED,
            KvReply.Reason.COMPACTED,
            KvReply.Reason.FUTURE_REVISION,
            KvReply.Reason.DUPLICATE_KEY,
            KvReply.Reason.KEY_NOT_FOUND,
            KvReply.Reason.REPLY_TOO_LARGE);

    private ReplyCodec() {}

    static byte[] encode(KvReply reply) {
        Encoder out = new Encoder().octet(KvCodec.VERSION);
        write(out, reply);
        return out.bytes();
    }

    static KvReply decode(byte[] bytes) {
        Decoder in = new Decoder(bytes);
        in.version(KvCodec.VERSION);
        KvReply reply = read(in, 0);
        in.end();
        return reply;
    }

    private static void write(Encoder out, KvReply reply) {
        if (reply instanceof PutReply put) {
            out.octet(PUT).number(put.revision()).flag(put.previous() != null);
            if (put.previous() != null) {
                write(out, put.previous());
            }
        } else if (reply instanceof DeleteReply delete) {
            write(out.octet(DELETE).number(delete.revision()).number(delete.deleted()), delete.previous());
        } else if (reply instanceof TransactionReply transaction) {
            out.octet(TRANSACTION).number(transaction.revision()).flag(transaction.succeeded());
            out.size(transaction.replies());
            for (KvReply inner : transaction.replies()) {
                write(out, inner);
            }
        } else if (reply instanceof RangeReply range) {
            out.octet(RANGE).number(range.revision()).flag(range.more()).number(range.count());
            write(out, range.pairs());
        } else if (reply instanceof HashReply hash) {
            out.octet(HASH).number(hash.revision()).number(hash.compactedRevision());
            out.number(hash.hashRevision())
                    .number(hash.hash().high())
                    .number(hash.hash().low());
        } else if (reply instanceof Refusal refusal) {
            out.octet(REFUSAL).number(refusal.revision()).number(refusal.compactedRevision());
            out.octet(REASONS.indexOf(refusal.reason()));
        } else {
            out.octet(COMPACT).number(((CompactReply) reply).revision());
        }
    }

    private static void write(Encoder out, List<KeyValue> pairs) {
        out.size(pairs);
        for (KeyValue pair : pairs) {
            write(out, pair);
        }
    }

    private static void write(Encoder out, KeyValue pair) {
        out.counted(pair.key()).counted(pair.value());
        out.number(pair.createRevision()).number(pair.modRevision()).number(pair.version());
    }

    private static KvReply read(Decoder in, int depth) {
        int kind = in.octet();
        long revision = in.number();
        return switch (kind) {
            case PUT -> new PutReply(revision, in.flag() ? readPair(in) : null);
            case DELETE -> new DeleteReply(revision, in.number(), readPairs(in));
            case TRANSACTION -> new TransactionReply(revision, in.flag(), readReplies(in, depth + 1));
            case COMPACT -> new CompactReply(revision);
            case RANGE -> readRange(in, revision);
            case HASH -> new HashReply(revision, in.number(), in.number(), new StateDigest(in.number(), in.number()));
            case REFUSAL -> new Refusal(revision, in.number(), in.oneOf(REASONS));
            default -> throw new IllegalArgumentException("no reply is of kind " + kind);
        };
    }

    private static RangeReply readRange(Decoder in, long revision) {
        boolean more = in.flag();
        long count = in.number();
        return new RangeReply(revision, readPairs(in), more, count);
    }

    private static List<KvReply> readReplies(Decoder in, int depth) {
        if (depth > KvLimits.DEPTH_MAX) {
            throw new IllegalArgumentException("replies more than " + KvLimits.DEPTH_MAX + " deep");
        }
        int count = in.size();
        List<KvReply> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(read(in, depth));
        }
        return replies;
    }

    private static List<KeyValue> readPairs(Decoder in) {
        int count = in.size();
        List<KeyValue> pairs = count == 1 ? new ArrayList<>(1) : new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(readPair(in));
        }
        return pairs;
    }

    private static KeyValue readPair(Decoder in) {
        byte[] key = in.counted();
        byte[] value = in.counted();
        return new KeyValue(key, value, in.number(), in.number(), in.number());
    }
}
