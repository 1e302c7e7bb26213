package dev.seaworthy.sim.client;

import dev.seaworthy.kv.KeyValue;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.kv.KvReply.DeleteReply;
import dev.seaworthy.kv.KvReply.PutReply;
import dev.seaworthy.kv.KvReply.RangeReply;
import dev.seaworthy.kv.KvReply.TransactionReply;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the store's replies say of the one key an operation is about. Functions without state. */
final class Answers {
    private Answers() {}

    /**
     * What the key held before the operation, for people; null where it was absent, and for a put and a cas that did
     * set, which do not tell.
     *
     * @throws IllegalArgumentException where this is no answer to the operation
     */
    static String held(StoreOperation operation, KvReply reply) {
        return switch (operation.kind()) {
            case GET, LOCAL_GET -> text(expect(RangeReply.class, reply).pairs());
            case PUT -> {
                expect(PutReply.class, reply);
                yield null;
            }
            case DELETE -> text(expect(DeleteReply.class, reply).previous());
            case CAS -> {
                TransactionReply cas = expect(TransactionReply.class, reply);
                yield cas.succeeded()
                        ? null
                        : text(expect(RangeReply.class, cas.replies().get(0)).pairs());
            }
            case RANGE, TRANSACTION, COMPACT -> throw new IllegalStateException(operation + " is not about one key");
        };
    }

    /** Whether a cas did set. */
    static boolean succeeded(KvReply reply) {
        return expect(TransactionReply.class, reply).succeeded();
    }

    private static <R extends KvReply> R expect(Class<R> form, KvReply reply) {
        if (!form.isInstance(reply)) {
            throw new IllegalArgumentException("a " + form.getSimpleName() + " expected, got " + reply);
        }
        return form.cast(reply);
    }

    private static String text(List<KeyValue> pairs) {
        return pairs.isEmpty() ? null : new String(pairs.get(0).value(), StandardCharsets.US_ASCII);
    }
}
