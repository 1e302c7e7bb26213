package dev.seaworthy.sim.client;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.kv.Compact;
import dev.seaworthy.kv.Compare;
import dev.seaworthy.kv.DeleteRange;
import dev.seaworthy.kv.KeyRange;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvCommand;
import dev.seaworthy.kv.KvQuery;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.kv.Put;
import dev.seaworthy.kv.Range;
import dev.seaworthy.kv.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One operation of one client of the key-value store.
 *
 * <p>A transaction looks at keys of its own, which no other kind of operation writes, so that the history of each other
 * key is that of its gets, puts, deletes and cas.
 *
 * @param client whose, from 1
 * @param number which of the client's, from 0
 * @param kind what it does
 * @param key the key it is about; where it is about many, the one it writes or begins at
 * @param value what a put, a cas or a transaction writes; else null
 * @param expected what a cas expects; null for "absent", and for all other kinds
 * @param revision which revision a range reads, 0 for now; where a compact compacts; the one a transaction compares
 *     with; else 0
 */
record StoreOperation(
        int client, long number, OperationKind kind, String key, String value, String expected, long revision)
        implements ClientOperation {
    private static final KeyRange TRANSACTION_KEYS = KeyRange.prefix(bytes("t"));
    private static final Keyword ACTUAL = new Keyword("actual");
    private static final int OLD_PAIRS_MAX = 2;

    @Override
    public ClientRequest.Kind request() {
        return switch (kind) {
            case GET, RANGE -> ClientRequest.Kind.READ;
            case LOCAL_GET -> ClientRequest.Kind.LOCAL_READ;
            case PUT, DELETE, CAS, TRANSACTION, COMPACT -> ClientRequest.Kind.PROPOSAL;
        };
    }

    @Override
    public boolean isRecorded() {
        return kind != OperationKind.LOCAL_GET;
    }

    @Override
    public boolean isAboutAll() {
        return kind == OperationKind.RANGE || kind == OperationKind.TRANSACTION || kind == OperationKind.COMPACT;
    }

    @Override
    public byte[] encode() {
        return isRead() ? KvCodec.encodeQuery(query()) : KvCodec.encode(command());
    }

    @Override
    public String function() {
        return switch (kind) {
            case GET, LOCAL_GET -> "get";
            case PUT -> "put";
            case DELETE -> "delete";
            case CAS -> "cas";
            case RANGE, TRANSACTION, COMPACT -> throw new IllegalStateException(kind + " is not part of the history");
        };
    }

    @Override
    public Object input() {
        return switch (kind) {
            case GET, LOCAL_GET, DELETE, RANGE, TRANSACTION, COMPACT -> null;
            case PUT -> value;
            case CAS -> List.of(Keyword.absentIfNull(expected), value);
        };
    }

    @Override
    public Object output(Object answer) {
        KvReply reply = (KvReply) answer;
        Object held = Keyword.absentIfNull(Answers.held(this, reply));
        return switch (kind) {
            case PUT -> null;
            case CAS -> Answers.succeeded(reply) ? Boolean.TRUE : List.of(ACTUAL, held);
            default -> held;
        };
    }

    /** What a read asks. */
    KvQuery query() {
        return kind == OperationKind.RANGE
                ? Range.at(KeyRange.from(bytes(key)), revision)
                : Range.of(KeyRange.single(bytes(key)));
    }

    private KvCommand command() {
        return switch (kind) {
            case PUT -> new Put(bytes(key), bytes(value), false);
            case DELETE -> new DeleteRange(KeyRange.single(bytes(key)), true);
            case CAS -> KvCommand.compareAndSet(bytes(key), bytes(expected), bytes(value));
            case TRANSACTION -> transaction();
            case COMPACT -> new Compact(revision);
            case GET, LOCAL_GET, RANGE -> throw new IllegalStateException(kind + " is no command of the store");
        };
    }

    /**
     * Where the key has not been changed since a revision, it is set and everything is read; else it goes, and so do
     * all its neighbours where their version is below 3.
     */
    private Transaction transaction() {
        KeyRange one = KeyRange.single(bytes(key));
        Range.Order newestFirst = new Range.Order(Range.Target.MOD_REVISION, true);
        Range newest = new Range(KeyRange.all(), 0, OLD_PAIRS_MAX, Range.Form.PAIRS, Range.Filter.NONE, newestFirst);
        Transaction clearing = new Transaction(
                List.of(Compare.number(TRANSACTION_KEYS, Compare.Target.VERSION, Compare.Relation.LESS, 3)),
                List.of(new DeleteRange(TRANSACTION_KEYS, true)),
                List.of(new DeleteRange(one, true)));
        return new Transaction(
                List.of(Compare.number(one, Compare.Target.MOD_REVISION, Compare.Relation.LESS, revision)),
                List.of(new Put(bytes(key), bytes(value), true), Range.of(KeyRange.all())),
                List.of(clearing, newest));
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case GET -> "get " + key;
            case LOCAL_GET -> "local get " + key;
            case PUT -> "put " + key + " " + value;
            case DELETE -> "delete " + key;
            case CAS -> "cas " + key + " " + (expected == null ? "absent" : expected) + " " + value;
            case RANGE -> "range from " + key + (revision == 0 ? "" : " at " + revision);
            case TRANSACTION -> "transaction " + key + " " + value + " if unchanged since " + revision;
            case COMPACT -> "compact at " + revision;
        };
        return "c" + client + "." + number + " " + what;
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.US_ASCII);
    }
}
