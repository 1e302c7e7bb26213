package dev.seaworthy.kv;

import java.util.List;

/** What may change the store, and goes through the log. */
public sealed interface KvCommand permits Put, DeleteRange, Transaction, Compact {
    /**
     * Sets a key if it has the expected value, and else tells what it has: a transaction of one comparison.
     *
     * @param expected the value it must have; null where it must be absent
     */
    static Transaction compareAndSet(byte[] key, byte[] expected, byte[] value) {
        KeyRange range = KeyRange.single(key);
        Compare compare = expected == null
                ? Compare.number(range, Compare.Target.CREATE_REVISION, Compare.Relation.EQUAL, 0)
                : Compare.value(range, Compare.Relation.EQUAL, expected);
        return new Transaction(List.of(compare), List.of(new Put(key, value, false)), List.of(Range.of(range)));
    }
}
