package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.entry.LogEntry;

/**
 * The value of a log entry. Big-endian:
 *
 * <pre>
 *   0       version, 1
 *   1       kind, {@link EntryKind#code()}
 *   2..9    term
 *   10..17  cluster time, in nanoseconds
 *   18..25  hash of the log up to the entry before it, {@link LogChain}
 *   26..    payload
 *   last 4  CRC32C over the key (thus the index) and all of the above
 * </pre>
 */
public final class EntryRecord {
    static final byte VERSION = 1;
    private static final int KIND_AT = 1;
    private static final int TERM_AT = 2;
    private static final int TIME_AT = 10;
    private static final int BEFORE_AT = 18;
    private static final int PAYLOAD_AT = 26;

    /** What a record takes beyond its payload. */
    public static final int OVERHEAD_BYTES = PAYLOAD_AT + Seal.BYTES;

    private EntryRecord() {}

    /**
     * The value under which an entry is stored.
     *
     * @param before hash of the log up to the entry before it
     */
    static byte[] encode(byte[] key, LogEntry entry, long before) {
        byte[] payload = entry.payload();
        byte[] value = new byte[OVERHEAD_BYTES + payload.length];
        value[0] = VERSION;
        value[KIND_AT] = entry.kind().code();
        BigEndian.putLong(value, TERM_AT, entry.term());
        BigEndian.putLong(value, TIME_AT, entry.timeNanos());
        BigEndian.putLong(value, BEFORE_AT, before);
        System.arraycopy(payload, 0, value, PAYLOAD_AT, payload.length);
        Seal.close(key, value);
        return value;
    }

    /**
     * The entry stored under the key of this index.
     *
     * @throws StoreException where the value is damaged or of an unknown version
     */
    public static LogEntry decode(long index, byte[] value) {
        return decode(KeyLayout.entryKey(index), value);
    }

    static LogEntry decode(byte[] key, byte[] value) {
        Seal.check(key, value, VERSION, OVERHEAD_BYTES);
        byte[] payload = new byte[payloadBytesOf(value)];
        System.arraycopy(value, PAYLOAD_AT, payload, 0, payload.length);
        try {
            return new LogEntry(KeyLayout.indexOf(key), termOf(value), kindOf(value), timeNanosOf(value), payload);
        } catch (IllegalArgumentException e) {
            throw Damage.of(key, "has a sound checksum over impossible contents", e);
        }
    }

    /** The term in a value; nothing is verified and nothing allocated. */
    public static long termOf(byte[] value) {
        return BigEndian.getLong(value, TERM_AT);
    }

    /** The hash of the log up to the entry before the one in a value; nothing is verified. */
    static long beforeOf(byte[] value) {
        return BigEndian.getLong(value, BEFORE_AT);
    }

    /** The hash of the log up to the entry in a value; nothing is verified. */
    static long chainOf(byte[] value) {
        return LogChain.next(beforeOf(value), termOf(value), BigEndian.getInt(value, value.length - Seal.BYTES));
    }

    /** The cluster time in a value, in nanoseconds; nothing is verified and nothing allocated. */
    public static long timeNanosOf(byte[] value) {
        return BigEndian.getLong(value, TIME_AT);
    }

    /** The kind in a value; beyond that nothing is verified and nothing allocated. */
    public static EntryKind kindOf(byte[] value) {
        return EntryKind.ofCode(value[KIND_AT]);
    }

    /** The size of the payload in a value, in bytes; nothing is verified and nothing allocated. */
    public static int payloadBytesOf(byte[] value) {
        return value.length - OVERHEAD_BYTES;
    }
}
