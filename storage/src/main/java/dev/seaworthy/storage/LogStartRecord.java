package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStart;

/**
 * The value that says where a compacted log begins. Big-endian:
 *
 * <pre>
 *   0       version, 1
 *   1..8    term of the base, the entry right before the first that is kept
 *   9..16   index of the base
 *   17..    the snapshot that holds the effect of what is gone, {@link SnapshotMetaCodec}
 *   last 4  CRC32C over the key and all of the above
 * </pre>
 */
public final class LogStartRecord {
    static final byte VERSION = 1;
    private static final int TERM_AT = 1;
    private static final int INDEX_AT = 9;
    private static final int SNAPSHOT_AT = 17;
    private static final int BYTES_MIN = SNAPSHOT_AT + SnapshotMetaCodec.BYTES_MIN + Seal.BYTES;

    private LogStartRecord() {}

    /** The value under which a log's beginning is stored. */
    public static byte[] encode(LogStart start) {
        byte[] snapshot = SnapshotMetaCodec.encode(start.snapshot());
        byte[] value = new byte[SNAPSHOT_AT + snapshot.length + Seal.BYTES];
        value[0] = VERSION;
        BigEndian.putLong(value, TERM_AT, start.base().term());
        BigEndian.putLong(value, INDEX_AT, start.base().index());
        System.arraycopy(snapshot, 0, value, SNAPSHOT_AT, snapshot.length);
        Seal.close(KeyLayout.LOG_START, value);
        return value;
    }

    /**
     * The log's beginning in a value.
     *
     * @throws StoreException where it is damaged or of an unknown version
     */
    public static LogStart decode(byte[] value) {
        Seal.check(KeyLayout.LOG_START, value, VERSION, BYTES_MIN);
        try {
            EntryId base = new EntryId(BigEndian.getLong(value, TERM_AT), BigEndian.getLong(value, INDEX_AT));
            SnapshotMeta snapshot = SnapshotMetaCodec.decode(value, SNAPSHOT_AT, value.length - Seal.BYTES);
            boolean agree = base.index() == snapshot.last().index()
                    ? base.equals(snapshot.last())
                    : base.term() <= snapshot.last().term();
            if (!agree) {
                throw new IllegalArgumentException("base " + base + " contradicts " + snapshot);
            }
            return new LogStart(snapshot, base);
        } catch (IllegalArgumentException e) {
            throw Damage.of(KeyLayout.LOG_START, "has a sound checksum over impossible contents", e);
        }
    }
}
