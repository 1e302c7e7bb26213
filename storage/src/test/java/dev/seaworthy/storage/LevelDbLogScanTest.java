package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.storage.LevelDbCondition.Ending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file in LevelDB's log format is taken for, by what can happen to one. */
class LevelDbLogScanTest {
    private static final int BLOCK = 32 << 10;
    private static final int SECTOR = LevelDbLogScan.SECTOR_BYTES;

    private final List<byte[]> seen = new ArrayList<>();

    @Test
    void recordsOfEverySizeAroundABlockAreReadBack() {
        for (int before = BLOCK - 20; before <= BLOCK + 2; before++) {
            byte[] first = LogImage.data(1, before - 7);
            byte[] second = LogImage.data(2, 3 * BLOCK);
            byte[] third = LogImage.data(3, 0);
            LogImage image = new LogImage().add(first).add(second).add(third);
            assertEnds(image.bytes(), Ending.CLEAN, image.size(), 3);
            assertArrayEquals(first, seen.get(0));
            assertArrayEquals(second, seen.get(1));
            assertArrayEquals(third, seen.get(2));
        }
    }

    @Test
    void zerosAfterTheLastRecordAreNothing() {
        LogImage image = new LogImage().add(LogImage.data(1, 100));
        assertEnds(Arrays.copyOf(image.bytes(), 3 * BLOCK), Ending.CLEAN, image.size(), 1);
        assertEnds(new byte[0], Ending.CLEAN, 0, 0);
        assertEnds(new byte[BLOCK], Ending.CLEAN, 0, 0);
    }

    @Test
    void aFileThatEndsAnywhereInItsLastRecordIsTornThere() {
        LogImage image = new LogImage().add(LogImage.data(1, 500));
        int sound = image.size();
        byte[] whole = image.add(LogImage.data(2, 2 * BLOCK)).bytes();
        for (int end = sound + 1; end < whole.length; end += end < sound + 600 ? 1 : 97) {
            assertEnds(Arrays.copyOf(whole, end), Ending.TORN, sound, 1);
        }
        assertEnds(Arrays.copyOf(whole, whole.length - 1), Ending.TORN, sound, 1);
    }

    @Test
    void aRecordWhoseEndIsStillZeroIsTorn() {
        LogImage image = new LogImage().add(LogImage.data(1, 500));
        int sound = image.size();
        byte[] whole = Arrays.copyOf(image.add(LogImage.data(2, BLOCK + 900)).bytes(), 2 * BLOCK);
        int end = image.size();
        for (int from = sound + 1; from < end - LevelDbLogScan.ZEROS_MIN; from += from < sound + 600 ? 1 : 97) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, from, torn.length, (byte) 0);
            assertEnds(torn, Ending.TORN, sound, 1);
        }
    }

    @Test
    void aLastRecordOfWhichAnySectorsDidNotArriveIsTorn() {
        LogImage image = new LogImage().add(LogImage.data(1, 500));
        int sound = image.size();
        byte[] whole =
                Arrays.copyOf(image.add(LogImage.data(2, 8 * SECTOR + 50)).bytes(), BLOCK);
        int sectors = (image.size() + SECTOR - 1) / SECTOR;
        // The first sector also holds the record before, which is synced: what did not arrive is the rest of it.
        for (int missing = 1; missing < 1 << sectors; missing++) {
            byte[] torn = whole.clone();
            for (int sector = 0; sector < sectors; sector++) {
                if ((missing >> sector & 1) != 0) {
                    Arrays.fill(torn, Math.max(sound, sector * SECTOR), (sector + 1) * SECTOR, (byte) 0);
                }
            }
            boolean nothing = missing == (1 << sectors) - 1;
            assertEnds(torn, nothing ? Ending.CLEAN : Ending.TORN, sound, 1);
        }
    }

    @Test
    void aRecordThatLacksOnlyTheFewBytesInItsLastSectorIsTorn() {
        int size = 3 * SECTOR + 3 - LevelDbLogScan.HEAD_BYTES;
        byte[] file = Arrays.copyOf(new LogImage().add(LogImage.data(1, size)).bytes(), BLOCK);
        Arrays.fill(file, 3 * SECTOR, BLOCK, (byte) 0);
        assertEnds(file, Ending.TORN, 0, 0);
    }

    @Test
    void oneWrongByteAnywhereIsDamageAndNeverATornTail() {
        // The last record ends in a row of zeros, as torn ones do, and fills sectors with them.
        byte[] zeros = LogImage.data(3, 24 * SECTOR);
        Arrays.fill(zeros, 200, zeros.length, (byte) 0);
        LogImage image = new LogImage()
                .add(LogImage.data(1, 300))
                .add(LogImage.data(2, 40))
                .add(zeros);
        byte[] sound = image.bytes();
        byte[] preallocated = Arrays.copyOf(sound, BLOCK);
        for (int at = 0; at < sound.length; at += at < 800 ? 1 : 61) {
            for (int change : new int[] {0x01, 0x80, 0xFF}) {
                for (byte[] file : List.of(sound, preallocated)) {
                    byte[] damaged = file.clone();
                    damaged[at] ^= (byte) change;
                    LevelDbLogScan.Found found = scan(damaged);
                    assertEquals(Ending.DAMAGED, found.ending(), "byte " + at + " changed by " + change);
                    assertTrue(found.soundBytes() <= at, "byte " + at);
                }
            }
        }
    }

    @Test
    void aHoleOfZerosBeforeARecordIsDamage() {
        LogImage image = new LogImage();
        for (int i = 0; i < 40; i++) {
            image.add(LogImage.data(i, 3_000));
        }
        byte[] hole = image.bytes();
        Arrays.fill(hole, BLOCK, 2 * BLOCK, (byte) 0);
        LevelDbLogScan.Found found = scan(hole);
        assertEquals(Ending.DAMAGED, found.ending());
        assertEquals(10, found.records());
        assertEquals(30_070, found.soundBytes());
    }

    @Test
    void whatTheVisitorFindsWrongIsDamageAtThatRecord() {
        LogImage image = new LogImage().add(LogImage.data(1, 10));
        int second = image.size();
        byte[] file = image.add(LogImage.data(2, 10)).bytes();
        LevelDbLogScan.Found found = LevelDbLogScan.of(file, (offset, data) -> offset == 0 ? null : "not what we want");
        assertEquals(
                new LevelDbLogScan.Found(Ending.DAMAGED, second, file.length, second, "not what we want", 1), found);
    }

    private LevelDbLogScan.Found scan(byte[] file) {
        seen.clear();
        return LevelDbLogScan.of(file, (offset, data) -> {
            seen.add(data);
            return null;
        });
    }

    private void assertEnds(byte[] file, Ending ending, int sound, int records) {
        LevelDbLogScan.Found found = scan(file);
        assertEquals(ending, found.ending(), found::toString);
        assertEquals(sound, found.soundBytes(), found::toString);
        assertEquals(records, found.records(), found::toString);
        assertEquals(records, seen.size());
    }
}
