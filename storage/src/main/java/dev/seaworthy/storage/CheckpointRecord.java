package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.host.Checkpoint;

/**
 * The value of the newest checkpoint. Big-endian:
 *
 * <pre>
 *   0       version, 1
 *   1..8    term of the last applied entry
 *   9..16   index of the last applied entry
 *   17..    state of the state machine
 *   last 4  CRC32C over the key and all of the above
 * </pre>
 */
public final class CheckpointRecord {
    static final byte VERSION = 1;
    private static final int TERM_AT = 1;
    private static final int INDEX_AT = 9;
    private static final int STATE_AT = 17;
    private static final int OVERHEAD_BYTES = STATE_AT + Seal.BYTES;

    private CheckpointRecord() {}

    /** The value under which a checkpoint is stored. */
    public static byte[] encode(Checkpoint checkpoint) {
        byte[] state = checkpoint.state();
        byte[] value = new byte[OVERHEAD_BYTES + state.length];
        value[0] = VERSION;
        BigEndian.putLong(value, TERM_AT, checkpoint.last().term());
        BigEndian.putLong(value, INDEX_AT, checkpoint.last().index());
        System.arraycopy(state, 0, value, STATE_AT, state.length);
        Seal.close(KeyLayout.CHECKPOINT, value);
        return value;
    }

    /**
     * The checkpoint in a value.
     *
     * @throws StoreException where it is damaged or of an unknown version
     */
    public static Checkpoint decode(byte[] value) {
        Seal.check(KeyLayout.CHECKPOINT, value, VERSION, OVERHEAD_BYTES);
        byte[] state = new byte[value.length - OVERHEAD_BYTES];
        System.arraycopy(value, STATE_AT, state, 0, state.length);
        return new Checkpoint(lastOf(value), state);
    }

    /** The last applied entry in a value; nothing is verified. */
    public static EntryId lastOf(byte[] value) {
        return new EntryId(BigEndian.getLong(value, TERM_AT), BigEndian.getLong(value, INDEX_AT));
    }
}
