package dev.seaworthy.storage;

import dev.seaworthy.storage.LevelDbCondition.Ending;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads a file in LevelDB's log format, which its log files and its MANIFEST have, and judges how it ends.
 *
 * <p>The file is a row of blocks of 32 KiB. A record is cut into fragments so that none crosses the end of a block; a
 * fragment is a masked CRC32C over its type and data (4 bytes, little-endian), the size of its data (2), its type (1)
 * and its data. Types: 1 the whole record, 2 its first fragment, 3 one in between, 4 the last. Fewer than 7 bytes at
 * the end of a block are filled with zeros. LevelDB writes through a memory map of a file that it made longer
 * beforehand, so that whatever was not written is zero.
 *
 * <p>What comes after the last whole record is told apart by what an interrupted write can leave. The bytes of a
 * fragment arrive in order when a process is killed, and in any order, sector by sector, when the power fails; what did
 * not arrive is zero or beyond the end of the file. Hence:
 *
 * <ul>
 *   <li>{@link Ending#CLEAN}: nothing but zeros.
 *   <li>{@link Ending#TORN}: one record of which something did not arrive, and nothing that begins another one. A
 *       record is only begun when the synced one before is on the disk, so a torn one was never acknowledged.
 *   <li>{@link Ending#DAMAGED}: all else. A record is whole and yet its checksum is wrong; or another one begins later.
 * </ul>
 *
 * <p>The one case that cannot be told from inside the file: a fragment, the very last, that arrived, is damaged, and
 * whose data ends in {@value #ZEROS_MIN} zeros or fills a sector with zeros. It counts as torn unless one wrong byte
 * explains it. Records of ours end in a checksum, so only a sector of zeros within a value, and two damaged bytes, make
 * it so; and a {@link Mark} tells, where one of that batch was synced.
 *
 * <p>Not thread safe; a scan is made once.
 */
final class LevelDbLogScan {
    static final int BLOCK_BYTES = 32 << 10;
    static final int HEAD_BYTES = 7;
    /** How many zeros at its end make a fragment one that was not written to its end. */
    static final int ZEROS_MIN = 8;

    private static final int TYPE_AT = 6;
    /** What a disk writes wholly or not at all. */
    static final int SECTOR_BYTES = 512;

    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;
    private static final int CRC_ROTATION = 17;
    private static final int CRC_MASK = 0xa282ead8;

    /** Sees the records in order. */
    interface Visitor {
        /**
         * One whole record.
         *
         * @param offset where it begins, in bytes
         * @param data what it holds
         * @return what is wrong with it, a few words; null where it is sound
         */
        String record(long offset, byte[] data);
    }

    /**
     * What was found.
     *
     * @param ending how the file ends
     * @param soundBytes where the last whole record ends: what may be kept
     * @param writtenBytes where the last byte ends that is not zero
     * @param offset where it is torn or damaged; {@code soundBytes} where it is clean
     * @param reason what is wrong there; empty where it is clean
     * @param records how many whole records there are
     */
    record Found(Ending ending, long soundBytes, long writtenBytes, long offset, String reason, int records) {}

    private final byte[] file;
    /** Where the last byte ends that is not zero. */
    private final int written;

    /** The record so far. */
    private byte[] data = new byte[BLOCK_BYTES];

    private int dataBytes;
    private boolean inRecord;
    private int recordAt;
    private int sound;
    private int records;

    private LevelDbLogScan(byte[] file) {
        this.file = file;
        this.written = endOfNonZero(file, 0, file.length);
    }

    /** Reads a whole file. */
    static Found of(byte[] file, Visitor visitor) {
        return new LevelDbLogScan(file).scan(visitor);
    }

    private Found scan(Visitor visitor) {
        int at = 0;
        while (at < written) {
            int left = BLOCK_BYTES - at % BLOCK_BYTES;
            if (left < HEAD_BYTES) {
                if (endOfNonZero(file, at, Math.min(at + left, file.length)) > at) {
                    return damaged(at, "the filling at the end of a block is not zero");
                }
                at += left;
                continue;
            }
            int end = soundFragmentEnd(at);
            if (end < 0) {
                return judge(at);
            }
            String wrong = take(at, end, visitor);
            if (wrong != null) {
                return damaged(at, wrong);
            }
            at = end;
        }
        return inRecord
                ? torn(recordAt, "its last record has no end")
                : new Found(Ending.CLEAN, sound, written, sound, "", records);
    }

    /** Takes a sound fragment; gives what is wrong with its place. */
    private String take(int at, int end, Visitor visitor) {
        int type = file[at + TYPE_AT];
        boolean begins = type == FULL || type == FIRST;
        if (begins == inRecord) {
            return begins ? "a record begins before the one before has ended" : "a record has no beginning";
        }
        if (begins) {
            recordAt = at;
            dataBytes = 0;
        }
        int size = end - at - HEAD_BYTES;
        if (dataBytes + size > data.length) {
            data = Arrays.copyOf(data, 2 * (dataBytes + size));
        }
        System.arraycopy(file, at + HEAD_BYTES, data, dataBytes, size);
        dataBytes += size;
        inRecord = type == FIRST || type == MIDDLE;
        if (inRecord) {
            return null;
        }
        String wrong = visitor.record(recordAt, Arrays.copyOf(data, dataBytes));
        if (wrong == null) {
            records++;
            sound = end;
        }
        return wrong;
    }

    /** Where the fragment at this place ends; negative where there is no sound one. */
    private int soundFragmentEnd(int at) {
        int end = fragmentEnd(at);
        if (end < 0 || end > file.length) {
            return -1;
        }
        CRC32C crc = new CRC32C();
        crc.update(file, at + TYPE_AT, end - at - TYPE_AT);
        int value = (int) crc.getValue();
        return storedAt(at) == masked(value) ? end : -1;
    }

    private int storedAt(int at) {
        return file[at] & 0xFF | (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF) << 16 | (file[at + 3] & 0xFF) << 24;
    }

    /** How a checksum is stored. */
    static int masked(int checksum) {
        return Integer.rotateLeft(checksum, CRC_ROTATION) + CRC_MASK;
    }

    /** Where a fragment would end by its head, within its block but perhaps beyond the file; negative for no head. */
    private int fragmentEnd(int at) {
        if (at + HEAD_BYTES > file.length) {
            return -1;
        }
        int size = file[at + 4] & 0xFF | (file[at + 5] & 0xFF) << 8;
        int type = file[at + TYPE_AT];
        int end = at + HEAD_BYTES + size;
        return type >= FULL && type <= LAST && end <= blockEnd(at) ? end : -1;
    }

    /** The fragment here is not sound, and something from here on is not zero. */
    private Found judge(int at) {
        int begin = inRecord ? recordAt : at;
        int next = nextBeginning(at);
        if (next >= 0) {
            return damaged(at, "no sound record, though one begins at byte " + next);
        }
        if (isUnfinished(at)) {
            return torn(begin, "its last record was not written to its end");
        }
        return damaged(at, "a record that is whole has a wrong checksum or head");
    }

    /** Where the next sound fragment after this place begins that begins a record; negative where there is none. */
    private int nextBeginning(int after) {
        int block = Math.min(blockEnd(after), written);
        for (int at = after + 1; at < block; at++) {
            if (isBeginning(at)) {
                return at;
            }
        }
        for (int start = blockEnd(after); start < written; start += BLOCK_BYTES) {
            for (int at = start; at < Math.min(start + BLOCK_BYTES, written); at++) {
                if (isBeginning(at)) {
                    return at;
                }
            }
        }
        return -1;
    }

    private boolean isBeginning(int at) {
        return at + HEAD_BYTES <= file.length
                && (file[at + TYPE_AT] == FULL || file[at + TYPE_AT] == FIRST)
                && soundFragmentEnd(at) >= 0;
    }

    private boolean isUnfinished(int at) {
        if (at + HEAD_BYTES > file.length) {
            return true;
        }
        int end = fragmentEnd(at);
        if (lacksPartOfHead(at)) {
            return true;
        }
        if (end < 0) {
            // No head. It did not arrive, wholly or in part; what follows may have.
            return isZero(at, at + HEAD_BYTES) || written < at + HEAD_BYTES;
        }
        boolean lacks = end > file.length || end - endOfNonZero(file, at, end) >= ZEROS_MIN || lacksASector(at, end);
        int stored = Integer.rotateRight(storedAt(at) - CRC_MASK, CRC_ROTATION);
        int limit = Math.min(file.length, blockEnd(at));
        return lacks && !OneWrongByte.explains(file, at + TYPE_AT, end, limit, stored);
    }

    /** Whether a head is on two sectors and one of them did not arrive; one zero alone may be one wrong byte. */
    private boolean lacksPartOfHead(int at) {
        int next = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
        int end = at + HEAD_BYTES;
        return next - at > 1 && next < end && isZero(at, next) || end - next > 1 && isZero(next, end);
    }

    /** Whether all that one sector holds of it is zero. */
    private boolean lacksASector(int from, int to) {
        for (int at = from; at < to; at = (at / SECTOR_BYTES + 1) * SECTOR_BYTES) {
            if (isZero(at, Math.min((at / SECTOR_BYTES + 1) * SECTOR_BYTES, to))) {
                return true;
            }
        }
        return false;
    }

    private boolean isZero(int from, int to) {
        return endOfNonZero(file, from, to) == from;
    }

    private static int endOfNonZero(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static int blockEnd(int at) {
        return (at / BLOCK_BYTES + 1) * BLOCK_BYTES;
    }

    private Found torn(int at, String reason) {
        return new Found(Ending.TORN, sound, written, at, reason, records);
    }

    private Found damaged(int at, String reason) {
        return new Found(Ending.DAMAGED, sound, written, at, reason, records);
    }
}
