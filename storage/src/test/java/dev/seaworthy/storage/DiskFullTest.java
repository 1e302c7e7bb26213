package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room refuses writes; it does not kill the process, and nothing that was written is lost. */
class DiskFullTest {
    @TempDir
    private Path root;

    @Test
    void aWriterThatFillsTheDiskIsRefusedAndGoesOnWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "size=16m")) {
            Path data = disk.directory().resolve("data");
            Path other = Files.write(disk.directory().resolve("other"), new byte[4 << 20]);
            int written = runFiller(data, other);
            assertHolds(data, written);
        }
    }

    @Test
    void openingIsRefusedWhereTheLogHasNoRoomToBecomeATable() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "size=16m")) {
            Path data = disk.directory().resolve("data");
            try (LevelDbStore store = LevelDbStore.create(data, DiskFiller.OPTIONS)) {
                store.write(new WriteBatch().put(new byte[] {1}, new byte[200 << 10]), true);
            }
            long free = data.toFile().getUsableSpace();
            Path other = Files.write(disk.directory().resolve("other"), new byte[(int) free - (100 << 10)]);
            DiskFullException full =
                    assertThrows(DiskFullException.class, () -> LevelDbStore.open(data, DiskFiller.OPTIONS));
            assertEquals(data, full.directory());
            assertTrue(full.usableBytes() < full.neededBytes(), full.getMessage());
            Files.delete(other);
            try (LevelDbStore store = LevelDbStore.open(data, DiskFiller.OPTIONS)) {
                assertEquals(200 << 10, store.get(new byte[] {1}).length);
            }
        }
    }

    @Test
    void aBatchThatIsTooBigForTheDiskIsRefusedWholeAndASmallerOneIsNot() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "size=16m");
                LevelDbStore store = LevelDbStore.create(disk.directory().resolve("data"), DiskFiller.OPTIONS)) {
            WriteBatch big = new WriteBatch().put(new byte[] {1}, new byte[1]).put(new byte[] {2}, new byte[20 << 20]);
            assertThrows(DiskFullException.class, () -> store.write(big, true));
            assertEquals(null, store.get(new byte[] {1}));
            store.write(new WriteBatch().put(new byte[] {3}, new byte[1]), true);
            assertNotNull(store.get(new byte[] {3}));
        }
    }

    private int runFiller(Path data, Path other) throws Exception {
        Process filler = ChildJvm.of(
                        DiskFiller.class,
                        List.of("-D" + NativeLibrary.PROPERTY + "=" + root.resolve("native")),
                        data.toString())
                .start();
        try (BufferedReader counts = filler.inputReader();
                OutputStream commands = filler.getOutputStream()) {
            String atFirst = counts.readLine();
            assertNotNull(
                    atFirst, () -> "the writer died: " + filler.onExit().join().exitValue());
            int refused = Integer.parseInt(atFirst);
            assertTrue(refused > 500, "refused after " + refused);
            Files.delete(other);
            commands.write('\n');
            commands.flush();
            int written = Integer.parseInt(counts.readLine());
            assertEquals(refused + DiskFiller.MORE, written);
            assertEquals(0, filler.waitFor());
            return written;
        } finally {
            filler.destroyForcibly().waitFor();
        }
    }

    private static void assertHolds(Path data, int written) {
        Map<Integer, Integer> last = new TreeMap<>();
        for (int batch = 0; batch < written; batch++) {
            last.put(BigEndian.getInt(DiskFiller.keyOf(batch), 0), batch);
        }
        int[] found = {0};
        try (LevelDbStore store = LevelDbStore.open(data, DiskFiller.OPTIONS)) {
            store.scan(new byte[0], new byte[] {(byte) 0xFF}, (key, value) -> {
                assertArrayEquals(DiskFiller.valueOf(last.get(BigEndian.getInt(key, 0))), value);
                found[0]++;
            });
        }
        assertEquals(last.size(), found[0]);
    }
}
