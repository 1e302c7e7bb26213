package dev.seaworthy.kv;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Commands and queries on few keys, few values and few revisions, so that they often meet. */
final class Requests {
    private static final List<byte[]> KEYS =
            List.of(new byte[] {1}, new byte[] {-1}, new byte[] {1, 2}, new byte[] {2});

    private Requests() {}

    static Arbitrary<KvCommand> commands() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, puts().map(put -> put)),
                Tuple.of(2, deletes().map(delete -> delete)),
                Tuple.of(3, transactions(KvLimits.DEPTH_MAX - 1).map(transaction -> transaction)),
                Tuple.of(1, Arbitraries.longs().between(1, 20).map(Compact::new)));
    }

    static Arbitrary<KvQuery> queries() {
        return Arbitraries.oneOf(
                ranges().map(range -> range),
                transactions(1).map(transaction -> transaction),
                Arbitraries.longs().between(0, 20).map(HashAt::new));
    }

    private static Arbitrary<byte[]> keys() {
        return Arbitraries.of(KEYS);
    }

    private static Arbitrary<byte[]> values() {
        return Arbitraries.bytes()
                .between((byte) -1, (byte) 1)
                .array(byte[].class)
                .ofMaxSize(1);
    }

    private static Arbitrary<KeyRange> keyRanges() {
        return Arbitraries.oneOf(
                keys().map(KeyRange::single),
                keys().map(KeyRange::prefix),
                keys().map(KeyRange::from),
                Combinators.combine(keys(), keys()).as(KeyRange::new),
                Arbitraries.just(KeyRange.all()));
    }

    private static Arbitrary<Put> puts() {
        return Combinators.combine(keys(), values().injectNull(0.1), flags()).as(Put::new);
    }

    private static Arbitrary<DeleteRange> deletes() {
        return Combinators.combine(keyRanges(), flags()).as(DeleteRange::new);
    }

    private static Arbitrary<Range> ranges() {
        Arbitrary<Long> revisions = Arbitraries.longs().between(0, 20);
        Arbitrary<Range.Filter> filters = Arbitraries.oneOf(
                Arbitraries.just(Range.Filter.NONE),
                Combinators.combine(revisions, revisions, revisions, revisions).as(Range.Filter::new));
        Arbitrary<Range.Order> orders = Combinators.combine(Arbitraries.of(Range.Target.values()), flags())
                .as(Range.Order::new);
        return Combinators.combine(
                        keyRanges(),
                        Arbitraries.oneOf(Arbitraries.just(0L), revisions),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.of(Range.Form.values()),
                        filters,
                        Arbitraries.oneOf(Arbitraries.just(Range.Order.BY_KEY), orders))
                .as(Range::new);
    }

    private static Arbitrary<Compare> conditions() {
        Arbitrary<Compare.Relation> relations = Arbitraries.of(Compare.Relation.values());
        return Arbitraries.oneOf(
                Combinators.combine(
                                keyRanges(),
                                Arbitraries.of(
                                        Compare.Target.VERSION,
                                        Compare.Target.CREATE_REVISION,
                                        Compare.Target.MOD_REVISION),
                                relations,
                                Arbitraries.longs().between(0, 6))
                        .as(Compare::number),
                Combinators.combine(keyRanges(), relations, values()).as(Compare::value));
    }

    private static Arbitrary<Transaction> transactions(int depth) {
        Arbitrary<KvOperation> flat = Arbitraries.oneOf(
                puts().map(put -> put), deletes().map(delete -> delete), ranges().map(range -> range));
        Arbitrary<KvOperation> operation = depth == 0
                ? flat
                : Arbitraries.lazy(
                        () -> Arbitraries.oneOf(flat, transactions(depth - 1).map(transaction -> transaction)));
        Arbitrary<List<KvOperation>> operations = operation.list().ofMaxSize(2);
        return Combinators.combine(conditions().list().ofMaxSize(2), operations, operations)
                .as(Transaction::new);
    }

    private static Arbitrary<Boolean> flags() {
        return Arbitraries.of(true, false);
    }
}
