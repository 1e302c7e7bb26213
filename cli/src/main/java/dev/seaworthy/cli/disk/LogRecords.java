package dev.seaworthy.cli.disk;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the records of a sound LevelDB log file end. The file is a row of blocks of 32 KiB, a record one or more
 * fragments, each with a head of 7 bytes: checksum (4), size (2, little-endian), and type: 1 for a whole record, 4 for
 * the last fragment of one, 2 and 3 for others. What is left of a block that is too small for a head is zero. Pure
 * functions.
 */
final class LogRecords {
    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEAD_BYTES = 7;
    private static final int SIZE_AT = 4;
    private static final int TYPE_AT = 6;
    private static final int FULL = 1;
    private static final int LAST = 4;

    private LogRecords() {}

    /** The end of each record in bytes, in their order, up to the zeros with which a file may end. */
    static List<Integer> ends(byte[] file) {
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        while (at + HEAD_BYTES <= file.length) {
            int left = BLOCK_BYTES - at % BLOCK_BYTES;
            if (left < HEAD_BYTES) {
                at += left;
                continue;
            }
            int type = file[at + TYPE_AT];
            if (type < FULL || type > LAST) {
                return ends;
            }
            at += HEAD_BYTES + (file[at + SIZE_AT] & 0xFF) + ((file[at + SIZE_AT + 1] & 0xFF) << Byte.SIZE);
            if (type == FULL || type == LAST) {
                ends.add(at);
            }
        }
        return ends;
    }
}
