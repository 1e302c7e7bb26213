package dev.seaworthy.kv;

import dev.seaworthy.kv.KvReply.RangeReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a {@link Range} takes of the pairs it is shown, which come by key. Not thread safe. */
final class Selection {
    private final Range range;
    private final boolean inOrder;
    private final List<KeyValue> taken;
    private long count;
    private long admitted;

    Selection(Range range) {
        this.range = range;
        inOrder = range.order().isByKey();
        taken = range.keys().isSingle() ? new ArrayList<>(1) : new ArrayList<>();
    }

    void accept(KeyValue pair) {
        count++;
        if (range.form() == Range.Form.COUNT || !range.filter().admits(pair)) {
            return;
        }
        admitted++;
        boolean beyondLimit = range.limit() > 0 && admitted > range.limit();
        if (!(inOrder && beyondLimit)) {
            taken.add(pair);
        }
    }

    /** The pairs that are told, once all have been shown. */
    List<KeyValue> pairs() {
        List<KeyValue> pairs = taken;
        if (!inOrder) {
            pairs.sort(comparator());
        }
        if (range.limit() > 0 && pairs.size() > range.limit()) {
            pairs = pairs.subList(0, (int) range.limit());
        }
        if (range.form() == Range.Form.KEYS) {
            pairs.replaceAll(KeyValue::withoutValue);
        }
        return pairs;
    }

    RangeReply reply(long revision) {
        List<KeyValue> pairs = pairs();
        return new RangeReply(revision, pairs, pairs.size() < admitted, count);
    }

    private Comparator<KeyValue> comparator() {
        Comparator<KeyValue> ascending = switch (range.order().target()) {
            case KEY -> (a, b) -> Arrays.compareUnsigned(a.key(), b.key());
            case VERSION -> Comparator.comparingLong(KeyValue::version);
            case CREATE_REVISION -> Comparator.comparingLong(KeyValue::createRevision);
            case MOD_REVISION -> Comparator.comparingLong(KeyValue::modRevision);
            case VALUE -> (a, b) -> Arrays.compareUnsigned(a.value(), b.value());
        };
        return range.order().descending() ? ascending.reversed() : ascending;
    }
}
