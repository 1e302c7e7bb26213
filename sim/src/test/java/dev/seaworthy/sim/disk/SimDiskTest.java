package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.WriteBatch;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class SimDiskTest {
    private static final byte[] LOWEST = {};
    private static final byte[] HIGHEST = {-1, -1};
    private static final int KEYS = 6;

    /**
     * What can be done to a disk: a write, a sync up to some batch, or a crash; {@code amount} says how far, modulo
     * what is there.
     */
    private record Step(Action action, List<Integer> changes, int amount) {}

    private enum Action {
        WRITE,
        WRITE_SYNCED,
        SYNC,
        CRASH,
        REOPEN
    }

    private final SimDisk disk = SimDisk.withDeferredSyncs();
    private final SimStore store = disk.open();

    @Property(tries = 300)
    void whatSurvivesIsAPrefixOfTheBatchesNoShorterThanTheSyncedOnes(
            @ForAll("steps") List<Step> steps, @ForAll boolean deferred) {
        SimDisk tested = deferred ? SimDisk.withDeferredSyncs() : SimDisk.withImmediateSyncs();
        SimStore handle = tested.open();
        List<List<Integer>> batches = new ArrayList<>();
        int synced = 0;
        int askedFor = 0;
        for (Step step : steps) {
            switch (step.action()) {
                case WRITE, WRITE_SYNCED -> {
                    boolean sync = step.action() == Action.WRITE_SYNCED;
                    handle.write(batch(step.changes()), sync);
                    batches.add(step.changes());
                    askedFor = sync ? batches.size() : askedFor;
                    synced = deferred ? synced : askedFor;
                }
                case SYNC -> {
                    int more = step.amount() % (batches.size() - synced + 1);
                    tested.syncThrough(tested.written() - batches.size() + synced + more);
                    synced = Math.max(synced, Math.min(synced + more, askedFor));
                }
                case CRASH -> {
                    int keep = step.amount() % (batches.size() - synced + 1);
                    tested.crash(keep);
                    batches.subList(synced + keep, batches.size()).clear();
                    synced = batches.size();
                    askedFor = synced;
                    handle = tested.open();
                }
                case REOPEN -> {
                    handle.close();
                    handle = tested.open();
                    askedFor = synced;
                }
            }
            assertHolds(tested, handle, batches, synced);
        }
    }

    private static void assertHolds(SimDisk tested, SimStore handle, List<List<Integer>> batches, int synced) {
        TreeMap<String, String> written = contents(batches);
        TreeMap<String, String> durable = contents(batches.subList(0, synced));
        assertEquals(batches.size() - synced, tested.unsynced());
        TreeMap<String, String> scanned = new TreeMap<>();
        handle.scan(LOWEST, HIGHEST, (key, value) -> scanned.put(hex(key), hex(value)));
        assertEquals(written, scanned);
        for (int key = 0; key < KEYS; key++) {
            assertEquals(written.get(hex(key(key))), hex(handle.get(key(key))));
            assertEquals(durable.get(hex(key(key))), hex(tested.durableValue(key(key))));
        }
    }

    /** A change is a number: its key and, unless it is a multiple of 4, which deletes, its value. */
    private static WriteBatch batch(List<Integer> changes) {
        WriteBatch batch = new WriteBatch();
        for (int change : changes) {
            if (change % 4 == 0) {
                batch.delete(key(change % KEYS));
            } else {
                batch.put(key(change % KEYS), new byte[] {(byte) change});
            }
        }
        return batch;
    }

    private static TreeMap<String, String> contents(List<List<Integer>> batches) {
        TreeMap<String, String> contents = new TreeMap<>();
        for (List<Integer> changes : batches) {
            for (WriteBatch.Change change : batch(changes).changes()) {
                if (change.value() == null) {
                    contents.remove(hex(change.key()));
                } else {
                    contents.put(hex(change.key()), hex(change.value()));
                }
            }
        }
        return contents;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<List<Integer>> changes =
                Arbitraries.integers().between(0, 127).list().ofMaxSize(5);
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Action.WRITE),
                                Tuple.of(2, Action.WRITE_SYNCED),
                                Tuple.of(2, Action.SYNC),
                                Tuple.of(2, Action.CRASH),
                                Tuple.of(1, Action.REOPEN)),
                        changes,
                        Arbitraries.integers().between(0, 50))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Test
    void anImmediateSyncCoversEarlierBatchesToo() {
        SimDisk immediate = SimDisk.withImmediateSyncs();
        SimStore handle = immediate.open();
        handle.write(new WriteBatch().put(key(1), key(1)), false);
        handle.write(new WriteBatch().put(key(2), key(2)), true);
        handle.write(new WriteBatch().put(key(3), key(3)), false);
        assertEquals(1, immediate.unsynced());
        immediate.crash(0);
        SimStore reopened = immediate.open();
        assertArrayEquals(key(1), reopened.get(key(1)));
        assertArrayEquals(key(2), reopened.get(key(2)));
        assertNull(reopened.get(key(3)));
    }

    @Test
    void whatAskedForNoSyncGetsNone() {
        store.write(new WriteBatch().put(key(1), key(1)), true);
        store.write(new WriteBatch().put(key(2), key(2)), false);
        disk.syncThrough(disk.written());
        assertEquals(1, disk.unsynced());
        assertNull(disk.durableValue(key(2)));
        store.write(new WriteBatch().put(key(3), key(3)), true);
        disk.syncThrough(disk.written());
        assertArrayEquals(key(2), disk.durableValue(key(2)));
    }

    @Test
    void aSyncOfABatchThatACrashTookIsNoSyncOfALaterOne() {
        store.write(new WriteBatch().put(key(1), key(1)), true);
        long lost = disk.written();
        disk.crash(0);
        disk.open().write(new WriteBatch().put(key(2), key(2)), true);
        disk.syncThrough(lost);
        assertEquals(1, disk.unsynced());
        assertNull(disk.durableValue(key(2)));
        disk.syncThrough(disk.written());
        assertArrayEquals(key(2), disk.durableValue(key(2)));
    }

    @Test
    void theStoreOfACrashedProcessRefusesEverything() {
        disk.crash(0);
        assertThrows(StoreException.class, () -> store.get(key(1)));
        assertThrows(StoreException.class, () -> store.write(new WriteBatch(), true));
        assertThrows(StoreException.class, () -> store.scan(LOWEST, HIGHEST, (key, value) -> {}));
        SimStore restarted = disk.open();
        store.close();
        assertThrows(StoreException.class, disk::open, "the dead process's close must not free the disk");
        assertNull(restarted.get(key(1)));
    }

    @Test
    void oneProcessAtATimeHasTheDisk() {
        assertThrows(StoreException.class, disk::open);
        store.close();
        store.close();
        assertThrows(StoreException.class, () -> store.get(key(1)));
        disk.open();
    }

    @Test
    void whatCallersDoToTheirBytesDoesNotReachTheDisk() {
        byte[] key = key(1);
        byte[] value = {7};
        store.write(new WriteBatch().put(key, value), true);
        key[0] = 9;
        value[0] = 9;
        store.get(key(1))[0] = 9;
        store.scan(LOWEST, HIGHEST, (k, v) -> v[0] = 9);
        assertArrayEquals(new byte[] {7}, store.get(key(1)));
    }

    @Test
    void keysAreOrderedAsUnsignedBytesAndScansExcludeTheirUpperBound() {
        store.write(
                new WriteBatch().put(key(0x7f), key(1)).put(key(0x80), key(2)).put(key(0xff), key(3)), false);
        List<String> met = new ArrayList<>();
        store.scan(key(0x7f), key(0xff), (key, value) -> met.add(hex(key)));
        store.scan(key(0xff), key(0x7f), (key, value) -> met.add("backwards"));
        assertEquals(List.of("7f", "80"), met);
    }

    @Test
    void impossibleCrashesAndSyncsAreRefused() {
        store.write(new WriteBatch(), false);
        assertThrows(IllegalArgumentException.class, () -> disk.crash(2));
        assertThrows(IllegalArgumentException.class, () -> disk.crash(-1));
        assertThrows(IllegalArgumentException.class, () -> disk.syncThrough(2));
    }

    private static byte[] key(int key) {
        return new byte[] {(byte) key};
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
