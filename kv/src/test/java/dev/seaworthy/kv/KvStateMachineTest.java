package dev.seaworthy.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.kv.Compare.Relation;
import dev.seaworthy.kv.Compare.Target;
import dev.seaworthy.kv.KvReply.CompactReply;
import dev.seaworthy.kv.KvReply.DeleteReply;
import dev.seaworthy.kv.KvReply.HashReply;
import dev.seaworthy.kv.KvReply.PutReply;
import dev.seaworthy.kv.KvReply.RangeReply;
import dev.seaworthy.kv.KvReply.Reason;
import dev.seaworthy.kv.KvReply.Refusal;
import dev.seaworthy.kv.KvReply.TransactionReply;
import dev.seaworthy.kv.Range.Filter;
import dev.seaworthy.kv.Range.Form;
import dev.seaworthy.kv.Range.Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KvStateMachineTest {
    private final KvStateMachine machine = new KvStateMachine();
    private long index;

    @Test
    void anEmptyStoreIsAtRevisionOne() {
        assertEquals(new RangeReply(1, List.of(), false, 0), get("k"));
    }

    @Test
    void everyWriteMakesOneRevisionAndAKeyRemembersItsOwn() {
        assertEquals(new PutReply(2, null), put("k", "a"));
        assertEquals(new PutReply(3, null), put("other", "x"));
        assertEquals(new PutReply(4, null), put("k", "b"));
        assertEquals(new RangeReply(4, List.of(pair("k", "b", 2, 4, 2)), false, 1), get("k"));
    }

    @Test
    void aDeletedKeyForgetsItsCreationAndVersion() {
        put("k", "a");
        put("k", "b");
        assertEquals(new DeleteReply(4, 1, List.of(pair("k", "b", 2, 3, 2))), apply(deletion("k", true)));
        assertEquals(new DeleteReply(4, 0, List.of()), apply(deletion("k", true)));
        put("k", "c");
        assertEquals(List.of(pair("k", "c", 5, 5, 1)), ((RangeReply) get("k")).pairs());
    }

    @Test
    void aPutTellsWhatItReplacedWhereAskedTo() {
        assertEquals(new PutReply(2, null), apply(new Put(bytes("k"), bytes("a"), true)));
        assertEquals(new PutReply(3, pair("k", "a", 2, 2, 1)), apply(new Put(bytes("k"), bytes("b"), true)));
    }

    @Test
    void aPutMayKeepTheValueOfAPresentKey() {
        Put keep = new Put(bytes("k"), null, false);
        assertEquals(new Refusal(1, 0, Reason.KEY_NOT_FOUND), apply(keep));
        put("k", "a");
        assertEquals(new PutReply(3, null), apply(keep));
        assertEquals(List.of(pair("k", "a", 2, 3, 2)), ((RangeReply) get("k")).pairs());
    }

    @Test
    void earlierRevisionsCanBeReadUntilTheyAreCompacted() {
        put("a", "1"); // 2
        put("b", "1"); // 3
        put("a", "2"); // 4
        apply(deletion("a", false)); // 5
        put("a", "3"); // 6
        assertEquals("", at(1));
        assertEquals("a=1", at(2));
        assertEquals("a=1 b=1", at(3));
        assertEquals("a=2 b=1", at(4));
        assertEquals("b=1", at(5));
        assertEquals("a=3 b=1", at(6));
        assertEquals(new Refusal(6, 0, Reason.FUTURE_REVISION), query(Range.at(KeyRange.all(), 7)));
        assertEquals(new CompactReply(6), apply(new Compact(4)));
        assertEquals(new Refusal(6, 4, Reason.COMPACTED), query(Range.at(KeyRange.all(), 3)));
        assertEquals("a=2 b=1", at(4));
        assertEquals("b=1", at(5));
        assertEquals(1, machine.pastSize());
        apply(new Compact(6));
        assertEquals("a=3 b=1", at(6));
        assertEquals(0, machine.pastSize());
    }

    @Test
    void compactionGoesForwardAndNotBeyondNow() {
        put("a", "1");
        assertEquals(new Refusal(2, 0, Reason.FUTURE_REVISION), apply(new Compact(3)));
        assertEquals(new CompactReply(2), apply(new Compact(2)));
        assertEquals(new Refusal(2, 2, Reason.COMPACTED), apply(new Compact(2)));
    }

    @Test
    void rangesAreSortedFilteredAndCutInThisOrder() {
        put("a", "3"); // 2
        put("b", "1"); // 3
        put("c", "2"); // 4
        put("a", "3"); // 5
        Order byValue = new Order(Range.Target.VALUE, false);
        Order newestFirst = new Order(Range.Target.MOD_REVISION, true);
        assertEquals("b=1 c=2 a=3", text(new Range(KeyRange.all(), 0, 0, Form.PAIRS, Filter.NONE, byValue)));
        assertEquals("a=3 c=2 b=1", text(new Range(KeyRange.all(), 0, 0, Form.PAIRS, Filter.NONE, newestFirst)));
        Range firstTwo = new Range(KeyRange.all(), 0, 2, Form.KEYS, Filter.NONE, newestFirst);
        RangeReply reply = (RangeReply) query(firstTwo);
        assertEquals(List.of(pair("a", "", 2, 5, 2), pair("c", "", 4, 4, 1)), reply.pairs());
        assertEquals(true, reply.more());
        assertEquals(3, reply.count());
        Filter changed = new Filter(4, 0, 0, 3);
        Range filtered = new Range(KeyRange.all(), 0, 0, Form.PAIRS, changed, Order.BY_KEY);
        assertEquals("a=3", text(filtered));
        assertEquals(3, ((RangeReply) query(filtered)).count());
        Range count = new Range(KeyRange.prefix(bytes("a")), 0, 0, Form.COUNT, Filter.NONE, Order.BY_KEY);
        assertEquals(new RangeReply(5, List.of(), false, 1), query(count));
    }

    @Test
    void aPrefixEndsWhereItsLastByteCanBeRaised() {
        byte[] high = {'a', (byte) 0xFF};
        assertArrayEquals(new byte[] {'b'}, KeyRange.prefix(high).end());
        assertArrayEquals(
                new byte[] {0}, KeyRange.prefix(new byte[] {(byte) 0xFF}).end());
        put("a", "1");
        put("ab", "2");
        put("b", "3");
        assertEquals("a=1 ab=2", text(Range.of(KeyRange.prefix(bytes("a")))));
    }

    @Test
    void aTransactionMakesOneRevisionAndItsOperationsSeeTheOnesBefore() {
        put("a", "1"); // 2
        Transaction transaction = new Transaction(
                List.of(Compare.value(KeyRange.single(bytes("a")), Relation.EQUAL, bytes("1"))),
                List.of(
                        Range.of(KeyRange.all()),
                        deletion("a", false),
                        new Put(bytes("b"), bytes("2"), false),
                        Range.of(KeyRange.all()),
                        Range.at(KeyRange.all(), 2)),
                List.of());
        KvReply expected = new TransactionReply(
                3,
                true,
                List.of(
                        new RangeReply(2, List.of(pair("a", "1", 2, 2, 1)), false, 1),
                        new DeleteReply(3, 1, List.of()),
                        new PutReply(3, null),
                        new RangeReply(3, List.of(pair("b", "2", 3, 3, 1)), false, 1),
                        new RangeReply(3, List.of(pair("a", "1", 2, 2, 1)), false, 1)));
        assertEquals(expected, apply(transaction));
        assertEquals(new TransactionReply(3, false, List.of()), apply(transaction));
    }

    @Test
    void aTransactionThatCannotBeDoneToItsEndIsNotBegun() {
        KvOperation write = new Put(bytes("a"), bytes("1"), false);
        assertEquals(new Refusal(1, 0, Reason.FUTURE_REVISION), apply(both(write, Range.at(KeyRange.all(), 2))));
        assertEquals(new Refusal(1, 0, Reason.KEY_NOT_FOUND), apply(both(write, new Put(bytes("b"), null, false))));
        assertEquals(new Refusal(1, 0, Reason.DUPLICATE_KEY), apply(both(write, deletion("a", false))));
        Transaction inner = new Transaction(List.of(), List.of(), List.of(write));
        assertEquals(new Refusal(1, 0, Reason.DUPLICATE_KEY), apply(both(write, inner)));
        assertEquals("", at(1));
    }

    @Test
    void conditionsInsideAreAboutTheStoreBeforeTheTransaction() {
        Compare absent = Compare.number(KeyRange.single(bytes("a")), Target.VERSION, Relation.EQUAL, 0);
        Transaction inner = new Transaction(List.of(absent), List.of(), List.of());
        TransactionReply reply = (TransactionReply) apply(both(new Put(bytes("a"), bytes("1"), false), inner));
        assertEquals(new TransactionReply(2, true, List.of()), reply.replies().get(1));
    }

    @Test
    void aConditionOnARangeHoldsForEveryKeyOfIt() {
        put("a", "1");
        put("b", "2");
        assertEquals(true, holds(Compare.value(KeyRange.all(), Relation.GREATER, bytes("0"))));
        assertEquals(false, holds(Compare.value(KeyRange.all(), Relation.NOT_EQUAL, bytes("2"))));
        assertEquals(true, holds(Compare.number(KeyRange.all(), Target.MOD_REVISION, Relation.LESS, 4)));
        assertEquals(false, holds(Compare.value(KeyRange.single(bytes("c")), Relation.NOT_EQUAL, bytes("2"))));
        assertEquals(true, holds(Compare.number(KeyRange.single(bytes("c")), Target.VERSION, Relation.EQUAL, 0)));
    }

    @Test
    void aCompareAndSetSetsWhatIsAsExpectedAndElseTellsWhatIs() {
        Transaction create = KvCommand.compareAndSet(bytes("k"), null, bytes("a"));
        assertEquals(new TransactionReply(2, true, List.of(new PutReply(2, null))), apply(create));
        RangeReply found = new RangeReply(2, List.of(pair("k", "a", 2, 2, 1)), false, 1);
        assertEquals(new TransactionReply(2, false, List.of(found)), apply(create));
        Transaction change = KvCommand.compareAndSet(bytes("k"), bytes("a"), bytes("b"));
        assertEquals(true, ((TransactionReply) apply(change)).succeeded());
    }

    @Test
    void aTransactionAskedAsAQueryMustNotWrite() {
        Transaction reading = both(Range.of(KeyRange.all()), Range.of(KeyRange.all()));
        assertEquals(2, ((TransactionReply) query(reading)).replies().size());
        Transaction writing = both(Range.of(KeyRange.all()), deletion("a", false));
        assertEquals(new Refusal(1, 0, Reason.MALFORMED), query(writing));
    }

    @Test
    void aReplyBeyondItsBoundIsRefusedAndNothingIsDone() {
        byte[] large = new byte[1 << 20];
        apply(new Put(bytes("k"), large, false));
        List<KvOperation> reads = Collections.nCopies(65, Range.of(KeyRange.all()));
        StateDigest before = machine.digest();
        assertEquals(new Refusal(2, 0, Reason.REPLY_TOO_LARGE), query(new Transaction(List.of(), reads, List.of())));
        List<KvOperation> writes = new ArrayList<>(reads);
        writes.set(0, new Put(bytes("l"), bytes("1"), false));
        writes.add(Range.of(KeyRange.all()));
        KvReply refused = apply(new Transaction(List.of(), writes, List.of()));
        assertEquals(new Refusal(2, 0, Reason.REPLY_TOO_LARGE), refused);
        assertEquals(1, machine.size());
        assertNotEquals(before, machine.digest()); // lastApplied is part of it
    }

    @Test
    void theHashOfARevisionStaysWhenLaterOnesCome() {
        put("a", "1");
        put("b", "2");
        HashReply atThree = (HashReply) query(new HashAt(0));
        assertEquals(3, atThree.hashRevision());
        apply(deletion("a", false));
        put("b", "3");
        assertEquals(atThree.hash(), ((HashReply) query(new HashAt(3))).hash());
        assertNotEquals(atThree.hash(), ((HashReply) query(new HashAt(0))).hash());
        apply(new Compact(4));
        assertEquals(new Refusal(5, 4, Reason.COMPACTED), query(new HashAt(3)));
        assertEquals(4, ((HashReply) query(new HashAt(5))).compactedRevision());
    }

    @Test
    void bytesThatMeanNothingAreAnsweredAndChangeNothing() {
        put("k", "a");
        for (String hex : new String[] {
            "",
            "02",
            "0101",
            "0200",
            "0207",
            "0201",
            "02010000000000",
            "020100ffffffff",
            "0204ffffffffffffffff",
            "020500000000000000000000",
            "0206" + "0000000000000000"
        }) {
            KvReply answer =
                    KvCodec.decodeReply(machine.apply(++index, 0, HexFormat.of().parseHex(hex)));
            assertEquals(new Refusal(2, 0, Reason.MALFORMED), answer, hex);
            assertEquals(index, machine.lastApplied());
        }
        for (String hex : new String[] {"", "02", "0205", "02040000000000000001", "0206ffffffffffffffff"}) {
            KvReply answer = KvCodec.decodeReply(machine.query(HexFormat.of().parseHex(hex)));
            assertEquals(new Refusal(2, 0, Reason.MALFORMED), answer, hex);
        }
        assertEquals("k=a", at(2));
    }

    @Test
    void whatExceedsTheLimitsIsMalformed() {
        byte[] deep = {};
        for (int i = 0; i < 5; i++) { // from the inside out: no conditions, one operation or none, no others
            byte[] outer = new byte[1 + 4 + 4 + deep.length + 4];
            outer[0] = 3;
            outer[8] = (byte) (i == 0 ? 0 : 1);
            System.arraycopy(deep, 0, outer, 9, deep.length);
            deep = outer;
        }
        String tooDeep = "02" + HexFormat.of().formatHex(deep);
        KvReply answer =
                KvCodec.decodeReply(machine.apply(++index, 0, HexFormat.of().parseHex(tooDeep)));
        assertEquals(new Refusal(1, 0, Reason.MALFORMED), answer);
        String tooMany = "02" + "03" + "00000000" + "00000081" + "0500000000000161".repeat(129) + "00000000";
        answer = KvCodec.decodeReply(machine.apply(++index, 0, HexFormat.of().parseHex(tooMany)));
        assertEquals(new Refusal(1, 0, Reason.MALFORMED), answer);
    }

    @Test
    void textShowsWhatAPersonCanRead() {
        assertEquals("Put[\"k\", \"\\x00\\xff\\x22\"]", new Put(bytes("k"), new byte[] {0, -1, '"'}, false).toString());
        assertEquals(
                "DeleteRange[keys=\"" + "k".repeat(64) + "\"... (100 bytes), previous=true]",
                deletion("k".repeat(100), true).toString());
        assertEquals("[\"a\", ...)", KeyRange.from(bytes("a")).toString());
        assertNull(new Put(bytes("k"), null, false).value());
    }

    private boolean holds(Compare condition) {
        return ((TransactionReply) query(new Transaction(List.of(condition), List.of(), List.of()))).succeeded();
    }

    private static Transaction both(KvOperation first, KvOperation second) {
        return new Transaction(List.of(), List.of(first, second), List.of());
    }

    private static DeleteRange deletion(String key, boolean previous) {
        return new DeleteRange(KeyRange.single(bytes(key)), previous);
    }

    private KvReply put(String key, String value) {
        return apply(new Put(bytes(key), bytes(value), false));
    }

    private KvReply get(String key) {
        return query(Range.of(KeyRange.single(bytes(key))));
    }

    private String at(long revision) {
        return text(Range.at(KeyRange.all(), revision));
    }

    private String text(Range range) {
        StringBuilder text = new StringBuilder();
        for (KeyValue pair : ((RangeReply) query(range)).pairs()) {
            text.append(text.isEmpty() ? "" : " ").append(new String(pair.key(), StandardCharsets.US_ASCII));
            text.append('=').append(new String(pair.value(), StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    private KvReply apply(KvCommand command) {
        return KvCodec.decodeReply(machine.apply(++index, 0, KvCodec.encode(command)));
    }

    private KvReply query(KvQuery query) {
        return KvCodec.decodeReply(machine.query(KvCodec.encodeQuery(query)));
    }

    private static KeyValue pair(String key, String value, long created, long modified, long version) {
        return new KeyValue(bytes(key), bytes(value), created, modified, version);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
