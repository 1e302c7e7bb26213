package dev.seaworthy.cli.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CrashImageTest {
    private static final int SECTOR = 512;
    private static final int DURABLE = 700;
    private static final int END = 5 * SECTOR + 100;
    private static final int WRITTEN = 7 * SECTOR;
    private static final int SIZE = 10 * SECTOR;

    private final byte[] file = new byte[WRITTEN];

    CrashImageTest() {
        Arrays.fill(file, (byte) 7);
    }

    @Test
    void whatIsDurableStaysAndTheBatchUnderWayIsNeverWhole() {
        for (int i = 0; i < 500; i++) {
            byte[] image = image(i);
            assertEquals(SIZE, image.length);
            assertTrue(Arrays.equals(image, 0, DURABLE, file, 0, DURABLE), "draw " + i);
            assertFalse(Arrays.equals(image, DURABLE, END, file, DURABLE, END), "draw " + i);
            for (int at = END; at < SIZE; at++) {
                assertEquals(0, image[at], "draw " + i + " leaves what was written after the batch");
            }
        }
    }

    @Test
    void everySectorIsThereOrNotAndAtMostOneIsTorn() {
        TreeSet<String> seen = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            byte[] image = image(i);
            StringBuilder sectors = new StringBuilder();
            int torn = 0;
            for (int from = DURABLE; from < END; from = (from / SECTOR + 1) * SECTOR) {
                int to = Math.min(END, (from / SECTOR + 1) * SECTOR);
                int arrived = 0;
                while (from + arrived < to && image[from + arrived] != 0) {
                    arrived++;
                }
                for (int at = from + arrived; at < to; at++) {
                    assertEquals(0, image[at], "draw " + i + " has a hole in a sector");
                }
                boolean whole = arrived == to - from;
                torn += whole || arrived == 0 ? 0 : 1;
                sectors.append(whole ? 'x' : arrived == 0 ? '-' : 't');
            }
            assertTrue(torn <= 1, sectors.toString());
            seen.add(sectors.toString());
        }
        for (String shape : new String[] {"-----", "xx---", "xxt--", "xx-xx", "xxxx-", "-x-x-"}) {
            assertTrue(seen.contains(shape), () -> shape + " is not among " + seen);
        }
    }

    @Test
    void aFileMayBeAsLongAsBeforeTheBatch() {
        byte[] image = CrashImage.of(file, DURABLE, END, 2 * SECTOR, (bound, what) -> bound - 1);
        assertEquals(2 * SECTOR, image.length);
    }

    @Test
    void aBatchOfWhichOnlyZerosAreMissingIsMissingAsAWhole() {
        Arrays.fill(file, 2 * SECTOR, 3 * SECTOR, (byte) 0);
        for (int i = 0; i < 500; i++) {
            byte[] image = image(i);
            assertFalse(Arrays.equals(image, DURABLE, END, file, DURABLE, END), "draw " + i);
        }
    }

    private byte[] image(int draw) {
        return CrashImage.of(file, DURABLE, END, SIZE, TestChance.of(draw));
    }
}
