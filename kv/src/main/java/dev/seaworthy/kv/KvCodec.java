package dev.seaworthy.kv;

import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of commands, queries and replies. Each begins with version 2. Numbers are 64-bit big-endian, "counted"
 * bytes come after their size as 32 bits, lists after the number of their elements as 32 bits, names and flags are
 * single bytes. Every value has exactly one encoding and every other byte string is refused.
 *
 * <pre>
 *  Put          1, flags (1 previous, 2 keeps its value), key counted, value counted unless kept
 *  DeleteRange  2, flag previous, range
 *  Transaction  3, list of conditions, list of operations, list of operations
 *  Compact      4, revision
 *  Range        5, form, flags (1 revision, 2 limit, 4 filter, 8 order), range, then what the flags announce:
 *               revision; limit; minMod, maxMod, minCreate, maxCreate; target, flag descending
 *  HashAt       6, revision
 *  range        first counted, end counted
 *  condition    target, relation, range, number or value counted
 * </pre>
 *
 * <p>Decoding throws {@link IllegalArgumentException} where the bytes hold nothing of the kind, and allocates nothing
 * on the word of a size before it was held against the bytes that are there. Functions without state, for any thread.
 */
public final class KvCodec {
    static final int VERSION = 2;

    private static final int PUT = 1;
    private static final int DELETE_RANGE = 2;
    private static final int TRANSACTION = 3;
    private static final int COMPACT = 4;
    private static final int RANGE = 5;
    private static final int HASH_AT = 6;

    private static final int PREVIOUS = 1;
    private static final int KEEPS_VALUE = 2;
    private static final int HAS_REVISION = 1;
    private static final int HAS_LIMIT = 2;
    private static final int HAS_FILTER = 4;
    private static final int HAS_ORDER = 8;

    // The place of each is its number in the format.
    private static final List<Range.Form> FORMS = List.of(Range.Form.PAIRS, Range.Form.KEYS, Range.Form.COUNT);
    private static final List<Range.Target> SORT_TARGETS = List.of(
            Range.Target.KEY,
            Range.Target.VERSION,
            Range.Target.CREATE_REVISION,
            Range.Target.MOD_REVISION,
            Range.Target.VALUE);
    private static final List<Compare.Target> TARGETS = List.of(
            Compare.Target.VERSION, Compare.Target.CREATE_REVISION, Compare.Target.MOD_REVISION, Compare.Target.VALUE);
    private static final List<Compare.Relation> RELATIONS = List.of(
            Compare.Relation.EQUAL, Compare.Relation.GREATER, Compare.Relation.LESS, Compare.Relation.NOT_EQUAL);

    private KvCodec() {}

    /** The bytes of a command. */
    public static byte[] encode(KvCommand command) {
        Encoder out = new Encoder().octet(VERSION);
        if (command instanceof Compact compact) {
            return out.octet(COMPACT).number(compact.revision()).bytes();
        }
        write(out, (KvOperation) command);
        return out.bytes();
    }

    /** The bytes of a query. */
    public static byte[] encodeQuery(KvQuery query) {
        Encoder out = new Encoder().octet(VERSION);
        if (query instanceof HashAt hash) {
            return out.octet(HASH_AT).number(hash.revision()).bytes();
        }
        write(out, (KvOperation) query);
        return out.bytes();
    }

    /** The bytes of a reply. */
    public static byte[] encode(KvReply reply) {
        return ReplyCodec.encode(reply);
    }

    /** The command these bytes hold. */
    public static KvCommand decodeCommand(byte[] bytes) {
        Decoder in = new Decoder(bytes);
        in.version(VERSION);
        int kind = in.octet();
        Object command = kind == COMPACT ? new Compact(in.number()) : readOperation(in, kind, 1);
        in.end();
        if (command instanceof KvCommand known) {
            return known;
        }
        throw new IllegalArgumentException("no command is of kind " + kind);
    }

    /** The query these bytes hold; a transaction among them may be one that writes. */
    public static KvQuery decodeQuery(byte[] bytes) {
        Decoder in = new Decoder(bytes);
        in.version(VERSION);
        int kind = in.octet();
        Object query = kind == HASH_AT ? new HashAt(in.number()) : readOperation(in, kind, 1);
        in.end();
        if (query instanceof KvQuery known) {
            return known;
        }
        throw new IllegalArgumentException("no query is of kind " + kind);
    }

    /** The reply these bytes hold. */
    public static KvReply decodeReply(byte[] bytes) {
        return ReplyCodec.decode(bytes);
    }

    private static void write(Encoder out, KvOperation operation) {
        if (operation instanceof Put put) {
            boolean keeps = put.value() == null;
            out.octet(PUT).octet((put.previous() ? PREVIOUS : 0) | (keeps ? KEEPS_VALUE : 0));
            out.counted(put.key());
            if (!keeps) {
                out.counted(put.value());
            }
        } else if (operation instanceof DeleteRange delete) {
            write(out.octet(DELETE_RANGE).flag(delete.previous()), delete.keys());
        } else if (operation instanceof Range range) {
            write(out, range);
        } else {
            write(out, (Transaction) operation);
        }
    }

    private static void write(Encoder out, KeyRange keys) {
        out.counted(keys.first()).counted(keys.end());
    }

    private static void write(Encoder out, Range range) {
        Range.Filter filter = range.filter();
        Range.Order order = range.order();
        boolean filters = !filter.equals(Range.Filter.NONE);
        boolean sorts = !order.isByKey();
        int flags = (range.revision() > 0 ? HAS_REVISION : 0)
                | (range.limit() > 0 ? HAS_LIMIT : 0)
                | (filters ? HAS_FILTER : 0)
                | (sorts ? HAS_ORDER : 0);
        write(out.octet(RANGE).octet(FORMS.indexOf(range.form())).octet(flags), range.keys());
        if (range.revision() > 0) {
            out.number(range.revision());
        }
        if (range.limit() > 0) {
            out.number(range.limit());
        }
        if (filters) {
            out.number(filter.minMod()).number(filter.maxMod());
            out.number(filter.minCreate()).number(filter.maxCreate());
        }
        if (sorts) {
            out.octet(SORT_TARGETS.indexOf(order.target())).flag(order.descending());
        }
    }

    private static void write(Encoder out, Transaction transaction) {
        out.octet(TRANSACTION).size(transaction.conditions());
        for (Compare condition : transaction.conditions()) {
            out.octet(TARGETS.indexOf(condition.target())).octet(RELATIONS.indexOf(condition.relation()));
            write(out, condition.keys());
            if (condition.target() == Compare.Target.VALUE) {
                out.counted(condition.value());
            } else {
                out.number(condition.number());
            }
        }
        write(out, transaction.then());
        write(out, transaction.otherwise());
    }

    private static void write(Encoder out, List<KvOperation> operations) {
        out.size(operations);
        for (KvOperation operation : operations) {
            write(out, operation);
        }
    }

    private static KvOperation readOperation(Decoder in, int kind, int depth) {
        return switch (kind) {
            case PUT -> readPut(in);
            case DELETE_RANGE -> {
                boolean previous = in.flag();
                yield new DeleteRange(readKeys(in), previous);
            }
            case TRANSACTION -> readTransaction(in, depth);
            case RANGE -> readRange(in);
            default -> throw new IllegalArgumentException("no operation is of kind " + kind);
        };
    }

    private static Put readPut(Decoder in) {
        int flags = in.octet();
        checkFlags(flags, PREVIOUS | KEEPS_VALUE);
        byte[] key = in.counted();
        byte[] value = (flags & KEEPS_VALUE) != 0 ? null : in.counted();
        return new Put(key, value, (flags & PREVIOUS) != 0);
    }

    private static KeyRange readKeys(Decoder in) {
        byte[] first = in.counted();
        return new KeyRange(first, in.counted());
    }

    private static Range readRange(Decoder in) {
        Range.Form form = in.oneOf(FORMS);
        int flags = in.octet();
        checkFlags(flags, HAS_REVISION | HAS_LIMIT | HAS_FILTER | HAS_ORDER);
        KeyRange keys = readKeys(in);
        long revision = (flags & HAS_REVISION) != 0 ? in.positive() : 0;
        long limit = (flags & HAS_LIMIT) != 0 ? in.positive() : 0;
        Range.Filter filter = (flags & HAS_FILTER) != 0
                ? new Range.Filter(in.number(), in.number(), in.number(), in.number())
                : Range.Filter.NONE;
        Range.Order order =
                (flags & HAS_ORDER) != 0 ? new Range.Order(in.oneOf(SORT_TARGETS), in.flag()) : Range.Order.BY_KEY;
        boolean idle = (flags & HAS_FILTER) != 0 && filter.equals(Range.Filter.NONE)
                || (flags & HAS_ORDER) != 0 && order.isByKey();
        if (idle) {
            throw new IllegalArgumentException("a filter or an order that makes no difference");
        }
        return new Range(keys, revision, limit, form, filter, order);
    }

    private static Transaction readTransaction(Decoder in, int depth) {
        if (depth > KvLimits.DEPTH_MAX) {
            throw new IllegalArgumentException("transactions more than " + KvLimits.DEPTH_MAX + " deep");
        }
        int conditions = operationCount(in);
        List<Compare> compares = new ArrayList<>(conditions);
        for (int i = 0; i < conditions; i++) {
            Compare.Target target = in.oneOf(TARGETS);
            Compare.Relation relation = in.oneOf(RELATIONS);
            KeyRange keys = readKeys(in);
            boolean value = target == Compare.Target.VALUE;
            compares.add(new Compare(keys, target, relation, value ? 0 : in.number(), value ? in.counted() : null));
        }
        List<KvOperation> then = readOperations(in, depth);
        return new Transaction(compares, then, readOperations(in, depth));
    }

    private static List<KvOperation> readOperations(Decoder in, int depth) {
        int count = operationCount(in);
        List<KvOperation> operations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            operations.add(readOperation(in, in.octet(), depth + 1));
        }
        return operations;
    }

    private static int operationCount(Decoder in) {
        int count = in.size();
        if (count > KvLimits.OPERATIONS_MAX) {
            throw new IllegalArgumentException(count + " in one list, at most " + KvLimits.OPERATIONS_MAX);
        }
        return count;
    }

    private static void checkFlags(int flags, int known) {
        if ((flags & ~known) != 0) {
            throw new IllegalArgumentException("unknown flags: " + flags);
        }
    }
}
