package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.storage.LevelDbCondition.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the real LevelDB, damaged in all the ways it does not notice or takes for worse than they are. */
class LevelDbFilesTest {
    private static final int BATCHES = 60;
    private static final byte[] LOWEST = {};
    private static final byte[] HIGHEST = {(byte) 0xFF};
    private static final LevelDbOptions OPTIONS = new LevelDbOptions(1 << 20, 4 << 10, 0);

    @TempDir
    private Path root;

    private Path data;
    private Path log;
    private byte[] sound;

    @BeforeEach
    void writeSomeBatches() throws IOException {
        data = root.resolve("data");
        try (LevelDbStore store = LevelDbStore.create(data, OPTIONS)) {
            for (int i = 0; i < BATCHES; i++) {
                store.write(batch(i), true);
            }
        }
        log = only(".log");
        sound = Files.readAllBytes(log);
    }

    @Test
    void theBatchesAreCountedWithoutLevelDb() {
        LevelDbCondition condition = LevelDbStore.examine(data);
        assertNull(condition.damage());
        assertEquals(BATCHES, condition.logs().get(0).records());
        assertEquals(Ending.CLEAN, condition.logs().get(0).ending());
        assertEquals(0, condition.tables());
    }

    @Test
    void aTornTailIsCutWhereLevelDbRefusesAndExactlyTheBatchesBeforeItAreThere() throws IOException {
        int refused = 0;
        for (int end = sound.length - 1; end > 0; end -= 1_777) {
            byte[] torn = Arrays.copyOf(sound, end);
            Path fresh = copyOf(data, "torn" + end);
            Path file = fresh.resolve(log.getFileName());
            Files.write(file, torn);
            refused += levelDbRefuses(copyOf(fresh, "probe" + end)) ? 1 : 0;
            int whole = LevelDbStore.examine(fresh).logs().get(0).records();
            try (LevelDbStore store = LevelDbStore.open(fresh, OPTIONS)) {
                TornTail tail = store.tornTail();
                assertArrayEquals(torn, joined(torn, tail), "what was cut off is kept");
                assertHoldsFirst(whole, store);
                store.write(batch(whole), true);
                assertHoldsFirst(whole + 1, store);
            }
            try (LevelDbStore store = LevelDbStore.open(fresh, OPTIONS)) {
                assertNull(store.tornTail());
                assertHoldsFirst(whole + 1, store);
            }
        }
        assertTrue(refused > 20, "LevelDB refused only " + refused);
    }

    @Test
    void aKilledWritersZerosAreCutAsWell() throws IOException {
        for (int from = sound.length - 9; from > sound.length - 4_000; from -= 301) {
            byte[] torn = Arrays.copyOf(Arrays.copyOf(sound, from), 1 << 17);
            Path fresh = copyOf(data, "zeros" + from);
            Files.write(fresh.resolve(log.getFileName()), torn);
            int whole = LevelDbStore.examine(fresh).logs().get(0).records();
            assertTrue(whole > BATCHES - 10 && whole < BATCHES, "whole: " + whole);
            try (LevelDbStore store = LevelDbStore.open(fresh, OPTIONS)) {
                assertHoldsFirst(whole, store);
            }
        }
    }

    @Test
    void aCutThatWasInterruptedIsMadeAgain() throws IOException {
        Files.write(log, Arrays.copyOf(sound, sound.length - 5));
        long from = LevelDbStore.examine(data).logs().get(0).soundBytes();
        // As left by a process that was killed while it kept the tail.
        Files.write(data.resolve(log.getFileName() + ".cut-" + from), new byte[] {1, 2, 3});
        try (LevelDbStore store = LevelDbStore.open(data, OPTIONS)) {
            assertArrayEquals(
                    Arrays.copyOfRange(sound, (int) from, sound.length - 5),
                    Files.readAllBytes(store.tornTail().copy()));
            assertHoldsFirst(BATCHES - 1, store);
        }
    }

    @Test
    void aHoleThatParanoidLevelDbSkipsWithoutAWordIsRefusedAndWhatComesBeforeItCanBeKept() throws IOException {
        byte[] hole = sound.clone();
        int at = (int) LevelDbLogScan.of(Arrays.copyOf(sound, 32 << 10), (offset, bytes) -> null)
                .soundBytes();
        Arrays.fill(hole, at, hole.length, (byte) 0);
        // A record after the hole, at the beginning of a block.
        byte[] later = new LogImage().add(sequenced(1_000, 1)).bytes();
        byte[] spliced = Arrays.copyOf(hole, (64 << 10) + later.length);
        System.arraycopy(later, 0, spliced, 64 << 10, later.length);
        Files.write(log, spliced);
        Path probe = copyOf(data, "probe");
        try (DB db = JniDBFactory.factory.open(probe.toFile(), paranoid())) {
            assertTrue(count(db) < BATCHES, "LevelDB opens and has fewer");
        }
        DamagedStoreException damage =
                assertThrows(DamagedStoreException.class, () -> LevelDbStore.open(data, OPTIONS));
        assertEquals(log, damage.file());
        assertEquals(at, damage.offset());
        assertArrayEquals(spliced, Files.readAllBytes(log), "nothing was changed");
        int whole = LevelDbStore.examine(data).logs().get(0).records();
        try (LevelDbStore store = LevelDbStore.openCutting(data, OPTIONS)) {
            assertHoldsFirst(whole, store);
        }
        LevelDbStore.open(data, OPTIONS).close();
    }

    @Test
    void batchesThatAreMissingBetweenSoundOnesAreMissed() throws IOException {
        byte[] one = sequenced(1, 1);
        byte[] three = sequenced(3, 1);
        Files.write(log, new LogImage().add(one).add(three).bytes());
        assertDamaged("batches before it are missing", log);
        Files.write(log, new LogImage().add(three).bytes());
        assertDamaged("batches before it are missing", log);
    }

    @Test
    void aDamagedLogIsRefusedAndOpenedUpToTheDamage() throws IOException {
        for (int at = 5; at < sound.length; at += 4_001) {
            Path fresh = copyOf(data, "flip" + at);
            byte[] damaged = sound.clone();
            damaged[at] ^= 4;
            Files.write(fresh.resolve(log.getFileName()), damaged);
            assertThrows(DamagedStoreException.class, () -> LevelDbStore.open(fresh, OPTIONS));
            int whole = LevelDbStore.examine(fresh).logs().get(0).records();
            try (LevelDbStore store = LevelDbStore.openCutting(fresh, OPTIONS)) {
                assertHoldsFirst(whole, store);
            }
        }
    }

    @Test
    void everyFileThatIsMissingOrShortIsNamed() throws IOException {
        Path fresh = copyOf(data, "fresh");
        Files.delete(log);
        assertDamaged("is missing", log);
        data = fresh;
        // Opening moves what the log holds into a table.
        LevelDbStore.open(data, OPTIONS).close();
        Path table = only(".sst");
        byte[] bytes = Files.readAllBytes(table);
        Files.write(table, Arrays.copyOf(bytes, bytes.length - 1));
        assertDamaged("it was written with", table);
        Files.delete(table);
        assertDamaged("is missing", table);
        Files.write(table, bytes);
        Path manifest = data.resolve(Files.readString(data.resolve("CURRENT")).strip());
        byte[] edits = Files.readAllBytes(manifest);
        edits[20] ^= 1;
        Files.write(manifest, edits);
        assertDamaged("", manifest);
        Files.delete(manifest);
        assertDamaged("is missing", manifest);
        Files.writeString(data.resolve("CURRENT"), "nonsense");
        assertDamaged("does not name a MANIFEST", data.resolve("CURRENT"));
        Files.delete(data.resolve("CURRENT"));
        assertDamaged("is missing", data.resolve("CURRENT"));
    }

    @Test
    void aLogThatEndsBeforeWhatTheManifestKnowsIsRefused() throws IOException {
        // Fields 2, 3 and 4: the log file, the next file, the last change.
        byte[] edit = {2, 3, 3, 9, 4, 6};
        Files.writeString(data.resolve("CURRENT"), "MANIFEST-000007\n");
        Files.write(data.resolve("MANIFEST-000007"), new LogImage().add(edit).bytes());
        Files.write(
                log, new LogImage().add(sequenced(4, 1)).add(sequenced(5, 1)).bytes());
        assertDamaged("it ends with change 5, though change 6 was made", log);
        Files.write(log, new LogImage().add(sequenced(4, 3)).bytes());
        assertNull(LevelDbStore.examine(data).damage());
        Files.write(log, new LogImage().add(sequenced(7, 1)).bytes());
        assertNull(LevelDbStore.examine(data).damage());
    }

    private void assertDamaged(String reason, Path file) {
        DamagedStoreException damage =
                assertThrows(DamagedStoreException.class, () -> LevelDbStore.open(data, OPTIONS));
        assertTrue(damage.reason().contains(reason), damage.reason());
        assertEquals(file, damage.file());
    }

    /** A batch as LevelDB logs it: number of its first change, how many there are, one put. */
    private static byte[] sequenced(long number, int count) {
        byte[] bytes = new byte[12 + 2 + 1 + 2];
        BigEndian.putLong(bytes, 0, Long.reverseBytes(number));
        BigEndian.putInt(bytes, 8, Integer.reverseBytes(count));
        bytes[12] = 1;
        bytes[13] = 1;
        bytes[14] = 99;
        bytes[15] = 1;
        bytes[16] = 7;
        return bytes;
    }

    private static byte[] joined(byte[] torn, TornTail tail) throws IOException {
        if (tail == null) {
            return torn;
        }
        byte[] joined = Arrays.copyOf(torn, (int) (tail.offset() + tail.droppedBytes()));
        byte[] kept = Files.readAllBytes(tail.copy());
        System.arraycopy(kept, 0, joined, (int) tail.offset(), kept.length);
        return Arrays.copyOf(joined, torn.length);
    }

    private static Options paranoid() {
        return new Options().createIfMissing(false).paranoidChecks(true);
    }

    private static boolean levelDbRefuses(Path directory) throws IOException {
        try (DB db = JniDBFactory.factory.open(directory.toFile(), paranoid())) {
            return count(db) < 0;
        } catch (IOException | DBException e) {
            return true;
        }
    }

    private static int count(DB db) throws IOException {
        int count = 0;
        try (DBIterator pairs = db.iterator()) {
            for (pairs.seek(LOWEST); pairs.hasNext(); pairs.next()) {
                count++;
            }
        }
        return count;
    }

    private static WriteBatch batch(int number) {
        byte[] value = new byte[200 + number * 53 % 2_500];
        new Random(number).nextBytes(value);
        value[value.length - 1] = 1;
        return new WriteBatch().put(new byte[] {(byte) number}, value);
    }

    private static void assertHoldsFirst(int batches, LevelDbStore store) {
        int[] found = {0};
        store.scan(LOWEST, HIGHEST, (key, value) -> {
            WriteBatch.Change written = batch(found[0]++).changes().get(0);
            assertArrayEquals(written.key(), key);
            assertArrayEquals(written.value(), value);
        });
        assertEquals(batches, found[0]);
    }

    private Path copyOf(Path directory, String name) throws IOException {
        Path copy = Files.createDirectory(root.resolve(name));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertEquals(1, found.size());
            return found.get(0);
        }
    }
}
