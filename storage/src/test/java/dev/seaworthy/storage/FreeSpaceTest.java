package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.storage.thread.ReplicaStorage;
import dev.seaworthy.storage.thread.StorageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left is exactly what is not refused, and more of it is left to a replica than it has on its way. */
class FreeSpaceTest {
    private static final int MIB = 1 << 20;
    private static final LevelDbOptions OPTIONS = new LevelDbOptions(MIB, 4096, 3 * MIB);

    @TempDir
    private Path root;

    @Test
    void whatIsLeftIsWhatIsNotRefused() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "size=16m")) {
            Path log = Files.createDirectory(disk.directory().resolve("log"));
            FreeSpace space = new FreeSpace(log, OPTIONS);
            long left = space.leftBytes();
            // Two write buffers and the reserve, and less than another buffer for the ends of files.
            assertTrue(left > 10 * MIB && left <= 11 * MIB, "left " + left);
            assertRefusesAbove(left, space);
            Files.write(disk.directory().resolve("other"), new byte[MIB]);
            assertEquals(left - MIB, space.leftBytes());
            Files.write(log.resolve("000005.sst"), new byte[2 * MIB]);
            assertEquals(left - 5 * MIB, space.leftBytes(), "a table takes its room, and as much to be compacted");
            assertRefusesAbove(left - 5 * MIB, space);
            Files.write(disk.directory().resolve("more"), new byte[7 * MIB]);
            assertTrue(space.leftBytes() < 0);
            assertThrows(DiskFullException.class, () -> space.require(0));
        }
    }

    private static void assertRefusesAbove(long left, FreeSpace space) {
        space.require(left);
        DiskFullException full = assertThrows(DiskFullException.class, () -> space.require(left + 1));
        assertEquals(full.usableBytes() + 1, full.neededBytes());
    }

    @Test
    void aReplicaIsToldOfAFullDiskByWhatIsLeftAboveTheStoresOwnNeeds() throws Exception {
        // The store needs 80 MiB and the size of its tables, of which there are none; full is below 256 above that.
        assertEquals(DiskCondition.OK, conditionOf("size=345m"));
        assertEquals(DiskCondition.FULL, conditionOf("size=330m"));
    }

    private DiskCondition conditionOf(String size) throws IOException {
        try (SmallDisk disk = SmallDisk.mount(root.resolve(size), size)) {
            Path data = disk.directory().resolve("data");
            StoreIdentity identity = new StoreIdentity(1, LogModel.member(1));
            DataDirectory.init(data, identity, LogModel.CONFIGURATION);
            DataDirectory opened = DataDirectory.open(data, identity);
            try (ReplicaStorage storage = new ReplicaStorage(opened, told -> {}, StorageLimits.DEFAULT)) {
                return storage.statistics().condition();
            }
        }
    }

    @Test
    void whatWaitsFitsBetweenTheTwoThresholds() {
        StorageLimits limits = StorageLimits.DEFAULT;
        long buffers = 2L * LevelDbOptions.DEFAULT.writeBufferBytes();
        // Its bytes are written, and in a table they are bytes that a compaction needs once more.
        assertTrue(limits.fullBytes() >= 2 * limits.queueBytesMax() + buffers);
    }
}
