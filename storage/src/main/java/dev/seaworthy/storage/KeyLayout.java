package dev.seaworthy.storage;

import java.util.HexFormat;

/**
 * The keys of a replica's log in an {@link OrderedStore}: one byte that names the kind of record and, for log entries,
 * the index as a 64-bit big-endian number, so that the order of the keys is the order of the log.
 *
 * <pre>
 *   'B'            where a compacted log begins              {@link LogStartRecord}
 *   'C'            configuration the disk was made with      {@link ConfigurationRecord}
 *   'D' + number   header of one of the last batches         {@link BatchHeader}
 *   'L' + index    log entry                                 {@link EntryRecord}
 * </pre>
 *
 * <p>All that entries are judged by comes before them in the order of the keys, so that one scan suffices. The letters
 * are part of the disk format and never change. Every method is a pure function.
 */
public final class KeyLayout {
    static final byte LOG_START_PREFIX = 'B';
    static final byte CONFIGURATION_PREFIX = 'C';
    static final byte HEADER_PREFIX = 'D';
    static final byte ENTRY_PREFIX = 'L';

    /** Shared and never changed: stores take keys, they do not write into them. */
    static final byte[] LOG_START = {LOG_START_PREFIX};

    static final byte[] CONFIGURATION = {CONFIGURATION_PREFIX};

    /** Bounds of a scan over the entries. */
    static final byte[] BEFORE_ENTRIES = {ENTRY_PREFIX};

    /** Beside records in slots, whose checksums cover a letter as if it were a key. */
    private static final String SLOT_LETTERS = "HM";

    /** Bounds of a scan over everything: no key of ours is empty or begins with 0xFF. */
    static final byte[] BEFORE_ALL = {};

    static final byte[] AFTER_ALL = {(byte) 0xFF};

    private static final int ENTRY_KEY_BYTES = 1 + Long.BYTES;

    private KeyLayout() {}

    /** The key of where a compacted log begins. */
    public static byte[] logStartKey() {
        return LOG_START.clone();
    }

    /** The key of the configuration the disk was made with. */
    public static byte[] configurationKey() {
        return CONFIGURATION.clone();
    }

    /** The key of a batch's header; it takes the place of one that is no longer needed. */
    static byte[] headerKey(long sequence) {
        return new byte[] {HEADER_PREFIX, (byte) (sequence % BatchHeader.KEPT)};
    }

    /** Whether this is the key of a batch's header. */
    static boolean isHeaderKey(byte[] key) {
        return key.length == 2 && key[0] == HEADER_PREFIX && key[1] >= 0 && key[1] < BatchHeader.KEPT;
    }

    /** The key of the log entry at this index, which is not negative: keys are ordered as unsigned numbers. */
    public static byte[] entryKey(long index) {
        assert index >= 0 : index;
        byte[] key = new byte[ENTRY_KEY_BYTES];
        key[0] = ENTRY_PREFIX;
        BigEndian.putLong(key, 1, index);
        return key;
    }

    /** Whether this is the key of a log entry. */
    public static boolean isEntryKey(byte[] key) {
        return key.length == ENTRY_KEY_BYTES && key[0] == ENTRY_PREFIX;
    }

    /** The index in the key of a log entry. */
    public static long indexOf(byte[] entryKey) {
        assert isEntryKey(entryKey) : describe(entryKey);
        return BigEndian.getLong(entryKey, 1);
    }

    /** What a key stands for, as error messages say it. */
    static String describe(byte[] key) {
        if (isEntryKey(key)) {
            return "log entry " + indexOf(key);
        }
        if (isHeaderKey(key)) {
            return "header of a batch (key 'D', " + key[1] + ")";
        }
        if (key.length == 1 && SLOT_LETTERS.indexOf(key[0]) >= 0) {
            return key[0] == 'H' ? "hard state" : "mark of the last batch";
        }
        return switch (key.length == 1 ? key[0] : 0) {
            case LOG_START_PREFIX -> "log start record (key 'B')";
            case CONFIGURATION_PREFIX -> "configuration record (key 'C')";
            default -> "record of key 0x" + HexFormat.of().formatHex(key);
        };
    }
}
