package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link LevelDbStore} adds to LevelDB: it refuses where LevelDB would answer wrongly, and says why. */
class LevelDbStoreTest {
    private static final byte[] LOWEST = {};
    private static final byte[] HIGHEST = {(byte) 0xFF};

    @TempDir
    private Path root;

    private Path data;

    @BeforeEach
    void name() {
        data = root.resolve("data");
    }

    @Test
    void openMakesNothing() throws IOException {
        assertRefused("there is no such directory");
        assertFalse(Files.exists(data));
        Files.createDirectory(data);
        assertRefused("CURRENT is missing");
        assertEquals(List.of(), files(""), "nothing was put into the directory");
    }

    @Test
    void aStoreThatLostItsCurrentFileIsNotTakenForAnEmptyOne() throws IOException {
        fill(10);
        Files.delete(data.resolve("CURRENT"));
        assertRefused("CURRENT is missing");
        assertCreateRefused();
    }

    @Test
    void createTakesAnEmptyDirectoryButNoOther() throws IOException {
        Files.createDirectory(data);
        LevelDbStore.create(data).close();
        assertCreateRefused();
        LevelDbStore.open(data).close();
    }

    @Test
    void aStoreIsHeldByOneAtATime() {
        try (LevelDbStore held = LevelDbStore.create(data)) {
            String message = assertRefused("is in use by another process, or twice by this one");
            assertTrue(message.contains("fuser"), message);
            held.write(new WriteBatch().put(new byte[] {1}, new byte[] {1}), true);
        }
        LevelDbStore.open(data).close();
    }

    @Test
    void aDamagedTableIsNeverServed() throws IOException {
        fill(200);
        // LevelDB moves what its log holds into a table when it opens.
        LevelDbStore.open(data).close();
        List<Path> tables = files(".sst");
        assertEquals(1, tables.size());
        byte[] sound = Files.readAllBytes(tables.get(0));
        int refused = 0;
        for (int at = 0; at < sound.length - 300; at += 1009) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x10;
            Files.write(tables.get(0), damaged);
            try (LevelDbStore store = LevelDbStore.open(data)) {
                assertThrows(
                        StoreException.class,
                        () -> store.scan(LOWEST, HIGHEST, (key, value) -> assertSound(key, value)));
                refused += getsRefused(store);
            }
        }
        assertTrue(refused > 50, "only " + refused + " reads met the damage");
    }

    @Test
    void aTableDamagedInItsOnlyBlockIsNotTakenForAnEmptyStore() throws IOException {
        fill(5);
        LevelDbStore.open(data).close();
        Path table = files(".sst").get(0);
        byte[] damaged = Files.readAllBytes(table);
        damaged[100] ^= 1;
        Files.write(table, damaged);
        try (LevelDbStore store = LevelDbStore.open(data)) {
            assertThrows(
                    StoreException.class, () -> store.scan(LOWEST, HIGHEST, (key, value) -> assertSound(key, value)));
        }
    }

    @Test
    void aDamagedLogIsRefusedWhereLevelDbWouldDropWhatItHeld() throws IOException {
        fill(200);
        Path log = files(".log").get(0);
        byte[] damaged = Files.readAllBytes(log);
        damaged[damaged.length / 2] ^= 1;
        Files.write(log, damaged);
        String message = assertRefused("is damaged at byte");
        assertTrue(message.contains("Nothing was repaired"), message);
        assertArrayEquals(damaged, Files.readAllBytes(log), "the evidence is left as it was");
    }

    @Test
    void aMissingTableIsRefused() throws IOException {
        fill(200);
        LevelDbStore.open(data).close();
        Files.delete(files(".sst").get(0));
        assertRefused("is missing");
    }

    @Test
    void aLogFileThatIsGoneIsMissedWhereLevelDbWouldOpenAnEmptyStore() throws IOException {
        fill(5);
        Files.delete(files(".log").get(0));
        assertRefused("is missing");
    }

    @Test
    void closingFromWithinAScanIsRefusedAndHarmsNothing() {
        fill(10);
        LevelDbStore store = LevelDbStore.open(data);
        assertThrows(IllegalStateException.class, () -> store.scan(LOWEST, HIGHEST, (key, value) -> store.close()));
        assertEquals(0, getsRefused(store));
        store.close();
    }

    /** Values that tell their key, so that a wrong one is seen; random, so that they are not compressed away. */
    private static byte[] valueOf(byte key) {
        byte[] value = new byte[300];
        new Random(key).nextBytes(value);
        return value;
    }

    private static void assertSound(byte[] key, byte[] value) {
        assertArrayEquals(valueOf(key[0]), value);
    }

    private void fill(int pairs) {
        try (LevelDbStore store = LevelDbStore.create(data)) {
            for (int i = 0; i < pairs; i++) {
                store.write(new WriteBatch().put(new byte[] {(byte) i}, valueOf((byte) i)), i % 50 == 0);
            }
        }
    }

    /** Reads every key: each is answered rightly or refused. */
    private static int getsRefused(LevelDbStore store) {
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] key = {(byte) i};
            try {
                byte[] value = store.get(key);
                if (value != null) {
                    assertSound(key, value);
                }
            } catch (StoreException e) {
                refused++;
            }
        }
        return refused;
    }

    private String assertRefused(String reason) {
        String message = assertThrows(
                        StoreException.class, () -> LevelDbStore.open(data).close())
                .getMessage();
        assertTrue(message.contains(reason), message);
        return message;
    }

    private void assertCreateRefused() {
        String message = assertThrows(
                        StoreException.class, () -> LevelDbStore.create(data).close())
                .getMessage();
        assertTrue(message.contains("not empty"), message);
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
