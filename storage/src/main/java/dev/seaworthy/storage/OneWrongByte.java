package dev.seaworthy.storage;

import java.util.zip.CRC32C;

/**
 * Whether a single wrong byte explains why a fragment of a LevelDB log does not have the checksum that is stored with
 * it. Then nothing of it failed to arrive: it was whole and has been damaged since, however many zeros it holds.
 *
 * <p>A checksum is linear: what two fragments of one size differ in decides how their checksums differ. So the
 * difference of the checksums, taken back through the fragment byte by byte from its end, comes to nothing but one byte
 * where that one alone is wrong. By chance that happens once in 16 million bytes.
 *
 * <p>Every method is a pure function.
 */
final class OneWrongByte {
    private static final int BYTE_VALUES = 256;
    private static final int POLYNOMIAL = 0x82F63B78;
    /** What a byte does to a checksum, and, by its highest byte, which byte did it. */
    private static final int[] STEPS = new int[BYTE_VALUES];

    private static final int[] STEP_BY_HIGHEST = new int[BYTE_VALUES];

    static {
        for (int value = 0; value < BYTE_VALUES; value++) {
            int step = value;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                step = (step >>> 1) ^ ((step & 1) == 0 ? 0 : POLYNOMIAL);
            }
            STEPS[value] = step;
            STEP_BY_HIGHEST[step >>> 24] = value;
        }
    }

    private OneWrongByte() {}

    /**
     * Whether one wrong byte explains it.
     *
     * @param file the file
     * @param from where what the checksum covers begins; its first byte included
     * @param to where it ends
     * @param limit how far it might reach if its size is what is wrong
     * @param stored the checksum stored with it, unmasked
     */
    static boolean explains(byte[] file, int from, int to, int limit, int stored) {
        return isOfAnotherSize(file, from, limit, stored)
                || to <= limit && (isInChecksum(file, from, to, stored) || isInData(file, from, to, stored));
    }

    private static boolean isOfAnotherSize(byte[] file, int from, int limit, int stored) {
        CRC32C crc = new CRC32C();
        for (int at = from; at < limit; at++) {
            crc.update(file[at]);
            if ((int) crc.getValue() == stored) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInChecksum(byte[] file, int from, int to, int stored) {
        int difference = LevelDbLogScan.masked(checksum(file, from, to)) ^ LevelDbLogScan.masked(stored);
        return Integer.numberOfLeadingZeros(difference) / Byte.SIZE
                        + Integer.numberOfTrailingZeros(difference) / Byte.SIZE
                == Integer.BYTES - 1;
    }

    private static boolean isInData(byte[] file, int from, int to, int stored) {
        int zerosFrom = to;
        while (zerosFrom > from && file[zerosFrom - 1] == 0) {
            zerosFrom--;
        }
        int difference = checksum(file, from, to) ^ stored;
        for (int at = to; at > from; at--) {
            int last = STEP_BY_HIGHEST[difference >>> 24];
            difference = (difference ^ STEPS[last]) << Byte.SIZE | last;
            // Of the zeros at the end only the last few can be wrong ones that no other zeros follow.
            if (difference >>> Byte.SIZE == 0 && (at <= zerosFrom || at > to - LevelDbLogScan.ZEROS_MIN)) {
                return true;
            }
        }
        return false;
    }

    private static int checksum(byte[] file, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(file, from, to - from);
        return (int) crc.getValue();
    }
}
