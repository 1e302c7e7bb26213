package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every {@link OrderedStore} has to do, as tests to be run against any implementation:
 *
 * <pre>
 *   &#64;TestFactory
 *   Stream&lt;DynamicTest&gt; keepsTheContractOfAnOrderedStore() {
 *       return OrderedStoreContract.tests(MyMedium::new);
 *   }
 * </pre>
 *
 * <p>Failures of the disk are not part of it: they need a medium that can be made to fail.
 */
public final class OrderedStoreContract {
    private static final byte[] LOWEST = {};
    private static final byte[] HIGHEST = bytes("ffffffff");

    private OrderedStoreContract() {}

    /** The tests, each on a fresh medium of its own that is closed afterwards. */
    public static Stream<DynamicTest> tests(Supplier<? extends StoreMedium> media) {
        return Stream.of(
                test("a new store is empty", media, OrderedStoreContract::aNewStoreIsEmpty),
                test("keys are ordered as unsigned bytes", media, OrderedStoreContract::keysAreOrderedAsUnsignedBytes),
                test(
                        "a scan runs from its first bound up to, not including, its second",
                        media,
                        OrderedStoreContract::scanBounds),
                test(
                        "a later change of a key wins, within a batch and across",
                        media,
                        OrderedStoreContract::laterChangeWins),
                test("an empty value is a value", media, OrderedStoreContract::emptyValuesAreValues),
                test("an empty key is a key", media, OrderedStoreContract::emptyKeysAreKeys),
                test("deleting what is absent does nothing", media, OrderedStoreContract::deletingTheAbsentDoesNothing),
                test("an empty batch can be written", media, OrderedStoreContract::anEmptyBatchCanBeWritten),
                test("all changes of a batch take effect", media, OrderedStoreContract::allChangesOfABatchTakeEffect),
                test(
                        "what was written is there after closing and opening, synced or not",
                        media,
                        OrderedStoreContract::reopening),
                test("a large value comes back as it was", media, OrderedStoreContract::largeValues),
                test(
                        "what a visitor throws reaches the caller and the store stays usable",
                        media,
                        OrderedStoreContract::visitorThrows),
                test("a store can be read within a scan", media, OrderedStoreContract::readingWithinAScan),
                test(
                        "a closed store refuses everything, and closing it again does nothing",
                        media,
                        OrderedStoreContract::closing));
    }

    private static DynamicTest test(String name, Supplier<? extends StoreMedium> media, Check check) {
        return DynamicTest.dynamicTest(name, () -> {
            try (StoreMedium medium = media.get()) {
                check.on(medium);
            }
        });
    }

    private static void aNewStoreIsEmpty(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            assertNull(store.get(bytes("61")));
            assertEquals(List.of(), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void keysAreOrderedAsUnsignedBytes(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            List<String> ascending =
                    List.of("00", "0000", "01", "7f", "7fff", "80", "8000", "fe", "ff", "ff00", "ffff");
            WriteBatch batch = new WriteBatch();
            for (int i = 0; i < ascending.size(); i++) {
                // 7 and 11 have no common factor: every key once, out of order.
                batch.put(bytes(ascending.get(i * 7 % ascending.size())), new byte[] {1});
            }
            store.write(batch, false);
            List<String> met = new ArrayList<>();
            store.scan(LOWEST, HIGHEST, (key, value) -> met.add(hex(key)));
            assertEquals(ascending, met);
        }
    }

    private static void scanBounds(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(
                    put("02", "0a")
                            .put(bytes("04"), bytes("0b"))
                            .put(bytes("0400"), bytes("0c"))
                            .put(bytes("06"), bytes("0d")),
                    true);
            assertEquals(List.of("04=0b", "0400=0c"), pairs(store, bytes("04"), bytes("06")), "bounds that are keys");
            assertEquals(List.of("04=0b", "0400=0c"), pairs(store, bytes("03"), bytes("05")), "bounds between keys");
            assertEquals(
                    List.of("04=0b"),
                    pairs(store, bytes("04"), bytes("0400")),
                    "a bound that the other is a prefix of");
            assertEquals(List.of("06=0d"), pairs(store, bytes("0401"), HIGHEST), "to the end");
            assertEquals(List.of(), pairs(store, bytes("04"), bytes("04")), "equal bounds");
            assertEquals(List.of(), pairs(store, bytes("06"), bytes("02")), "bounds the wrong way round");
            assertEquals(List.of(), pairs(store, bytes("07"), HIGHEST), "beyond the last key");
        }
    }

    private static void laterChangeWins(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            byte[] key = bytes("6b");
            store.write(new WriteBatch().put(key, bytes("01")).put(key, bytes("02")), true);
            assertArrayEquals(bytes("02"), store.get(key));
            store.write(new WriteBatch().put(key, bytes("03")).delete(key), true);
            assertNull(store.get(key));
            store.write(new WriteBatch().delete(key).put(key, bytes("04")), true);
            assertArrayEquals(bytes("04"), store.get(key));
            store.write(new WriteBatch().put(key, bytes("05")), true);
            assertEquals(List.of("6b=05"), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void emptyValuesAreValues(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(new WriteBatch().put(bytes("6b"), new byte[0]), true);
            assertArrayEquals(new byte[0], store.get(bytes("6b")));
            assertEquals(List.of("6b="), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void emptyKeysAreKeys(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(new WriteBatch().put(new byte[0], bytes("01")).put(bytes("00"), bytes("02")), true);
            assertArrayEquals(bytes("01"), store.get(new byte[0]));
            assertEquals(List.of("=01", "00=02"), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void deletingTheAbsentDoesNothing(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(put("6b", "01"), true);
            store.write(new WriteBatch().delete(bytes("6a")).delete(bytes("6b00")), true);
            assertEquals(List.of("6b=01"), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void anEmptyBatchCanBeWritten(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(new WriteBatch(), true);
            store.write(new WriteBatch(), false);
            assertEquals(List.of(), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void allChangesOfABatchTakeEffect(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(put("01", "01").put(bytes("02"), bytes("02")).put(bytes("03"), bytes("03")), false);
            store.write(
                    new WriteBatch()
                            .delete(bytes("01"))
                            .put(bytes("02"), bytes("12"))
                            .put(bytes("04"), bytes("14")),
                    true);
            assertEquals(List.of("02=12", "03=03", "04=14"), pairs(store, LOWEST, HIGHEST));
        }
        try (OrderedStore store = medium.open()) {
            assertEquals(List.of("02=12", "03=03", "04=14"), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void reopening(StoreMedium medium) {
        for (int i = 0; i < 5; i++) {
            try (OrderedStore store = medium.open()) {
                assertEquals(2 * i, pairs(store, LOWEST, HIGHEST).size());
                store.write(new WriteBatch().put(new byte[] {(byte) i, 0}, new byte[] {(byte) i}), true);
                store.write(new WriteBatch().put(new byte[] {(byte) i, 1}, new byte[] {(byte) i}), false);
            }
        }
    }

    private static void largeValues(StoreMedium medium) {
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >> 3);
        }
        try (OrderedStore store = medium.open()) {
            store.write(new WriteBatch().put(bytes("6b"), large), true);
            assertArrayEquals(large, store.get(bytes("6b")));
        }
        try (OrderedStore store = medium.open()) {
            assertArrayEquals(large, store.get(bytes("6b")));
        }
    }

    private static void visitorThrows(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(put("01", "01").put(bytes("02"), bytes("02")), true);
            IllegalStateException thrown = new IllegalStateException("enough");
            assertSame(
                    thrown,
                    assertThrows(
                            IllegalStateException.class,
                            () -> store.scan(LOWEST, HIGHEST, (key, value) -> {
                                throw thrown;
                            })));
            assertEquals(List.of("01=01", "02=02"), pairs(store, LOWEST, HIGHEST));
        }
    }

    private static void readingWithinAScan(StoreMedium medium) {
        try (OrderedStore store = medium.open()) {
            store.write(put("01", "02").put(bytes("02"), bytes("01")), true);
            List<String> met = new ArrayList<>();
            store.scan(LOWEST, HIGHEST, (key, value) -> met.add(hex(key) + "->" + hex(store.get(value))));
            assertEquals(List.of("01->01", "02->02"), met);
        }
    }

    private static void closing(StoreMedium medium) {
        OrderedStore store = medium.open();
        store.write(put("6b", "01"), true);
        store.close();
        store.close();
        assertThrows(StoreException.class, () -> store.get(bytes("6b")));
        assertThrows(StoreException.class, () -> store.scan(LOWEST, HIGHEST, (key, value) -> {}));
        assertThrows(StoreException.class, () -> store.write(put("6b", "02"), true));
    }

    private static WriteBatch put(String key, String value) {
        return new WriteBatch().put(bytes(key), bytes(value));
    }

    private static List<String> pairs(OrderedStore store, byte[] from, byte[] to) {
        List<String> pairs = new ArrayList<>();
        store.scan(from, to, (key, value) -> pairs.add(hex(key) + "=" + hex(value)));
        return pairs;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** One test on a fresh medium. */
    private interface Check {
        void on(StoreMedium medium);
    }
}
