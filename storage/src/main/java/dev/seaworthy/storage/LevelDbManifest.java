package dev.seaworthy.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What LevelDB's MANIFEST says after all of its edits: which tables there are, which log files count, and how far the
 * numbering of changes had come. Each record of the file is an edit, a row of tagged fields with numbers of 7 bits a
 * byte, the lowest first.
 *
 * <p>Not thread safe.
 */
final class LevelDbManifest implements LevelDbLogScan.Visitor {
    private static final int COMPARATOR = 1;
    private static final int LOG_NUMBER = 2;
    private static final int NEXT_FILE_NUMBER = 3;
    private static final int LAST_SEQUENCE = 4;
    private static final int COMPACT_POINTER = 5;
    private static final int DELETED_FILE = 6;
    private static final int NEW_FILE = 7;
    private static final int PREVIOUS_LOG_NUMBER = 9;
    private static final String ORDER = "leveldb.BytewiseComparator";
    private static final int SHIFT_MAX = 63;

    /** Size by number. */
    private final Map<Long, Long> tables = new TreeMap<>();

    private long logNumber;
    private long previousLogNumber;
    private long lastSequence;

    private byte[] edit;
    private int at;

    /** The tables that belong to the store: size in bytes by number. */
    Map<Long, Long> tables() {
        return tables;
    }

    /** The oldest log file that counts; younger ones count, too. */
    long logNumber() {
        return logNumber;
    }

    /** One more log file that counts; 0 for none. */
    long previousLogNumber() {
        return previousLogNumber;
    }

    /** The number of the last change when the last edit was made, or of an earlier one. */
    long lastSequence() {
        return lastSequence;
    }

    @Override
    public String record(long offset, byte[] data) {
        edit = data;
        at = 0;
        try {
            while (at < edit.length) {
                field((int) number());
            }
            return null;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return "an edit that cannot be read (" + e.getMessage() + ")";
        }
    }

    private void field(int tag) {
        switch (tag) {
            case COMPARATOR -> requireOrder(new String(bytes(), StandardCharsets.ISO_8859_1));
            case LOG_NUMBER -> logNumber = number();
            case NEXT_FILE_NUMBER -> number();
            case LAST_SEQUENCE -> lastSequence = number();
            case COMPACT_POINTER -> {
                number();
                bytes();
            }
            case DELETED_FILE -> {
                number();
                tables.remove(number());
            }
            case NEW_FILE -> {
                number();
                long table = number();
                tables.put(table, number());
                bytes();
                bytes();
            }
            case PREVIOUS_LOG_NUMBER -> previousLogNumber = number();
            default -> throw new IllegalArgumentException("unknown field " + tag);
        }
    }

    private static void requireOrder(String comparator) {
        if (!comparator.equals(ORDER)) {
            throw new IllegalArgumentException("ordered by " + comparator);
        }
    }

    private byte[] bytes() {
        long size = number();
        if (size < 0 || size > edit.length - at) {
            throw new IllegalArgumentException("a field of " + size + " bytes");
        }
        byte[] bytes = Arrays.copyOfRange(edit, at, at + (int) size);
        at += (int) size;
        return bytes;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift <= SHIFT_MAX; shift += 7) {
            byte next = edit[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }
}
