package dev.seaworthy.storage;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;

/**
 * One copy of the hard state. Big-endian:
 *
 * <pre>
 *   0       version, 1
 *   1..8    how often the hard state was saved
 *   9..16   term
 *   17..24  the node voted for in that term, {@link HardState#NOBODY} for none
 *   25..32  the disk of that node, 0 for none
 *   33..40  incarnation
 *   41      1 while recovering, else 0
 *   42..45  CRC32C over the letter H and all of the above
 * </pre>
 *
 * @param sequence how often the hard state was saved; of two copies, the one with the greater number is the newer
 * @param state what was saved
 */
public record HardStateRecord(long sequence, HardState state) {
    /** How many bytes it has at the beginning of its slot; what follows them means nothing. */
    public static final int BYTES = 42 + Seal.BYTES;

    static final byte VERSION = 1;
    private static final byte[] KEY = {'H'};
    private static final int TERM_AT = 9;
    private static final int NODE_AT = 17;
    private static final int DISK_AT = 25;
    private static final int INCARNATION_AT = 33;
    private static final int RECOVERING_AT = 41;

    /** The content of a slot. */
    public byte[] encode() {
        byte[] value = new byte[BYTES];
        value[0] = VERSION;
        BigEndian.putLong(value, 1, sequence);
        BigEndian.putLong(value, TERM_AT, state.term());
        Member votedFor = state.votedFor();
        if (votedFor != null) {
            BigEndian.putLong(value, NODE_AT, votedFor.nodeId());
            BigEndian.putLong(value, DISK_AT, votedFor.diskId());
        }
        BigEndian.putLong(value, INCARNATION_AT, state.incarnation());
        value[RECOVERING_AT] = (byte) (state.recovering() ? 1 : 0);
        Seal.close(KEY, value);
        return value;
    }

    /**
     * The copy in a slot; null where there is none that can be read.
     *
     * @throws StoreException where a newer release wrote it
     */
    public static HardStateRecord decodeOrNull(byte[] slot) {
        byte[] value = SlotRecord.sound(KEY, slot, VERSION, BYTES);
        boolean possible = value != null
                && BigEndian.getLong(value, 1) > 0
                && BigEndian.getLong(value, TERM_AT) >= 0
                && BigEndian.getLong(value, NODE_AT) >= 0
                && BigEndian.getLong(value, INCARNATION_AT) >= 0
                && (value[RECOVERING_AT] & ~1) == 0;
        if (!possible) {
            return null;
        }
        return new HardStateRecord(
                BigEndian.getLong(value, 1),
                new HardState(
                        BigEndian.getLong(value, TERM_AT),
                        votedFor(value),
                        BigEndian.getLong(value, INCARNATION_AT),
                        value[RECOVERING_AT] == 1));
    }

    private static Member votedFor(byte[] value) {
        long nodeId = BigEndian.getLong(value, NODE_AT);
        return nodeId == HardState.NOBODY ? null : new Member(nodeId, BigEndian.getLong(value, DISK_AT));
    }
}
