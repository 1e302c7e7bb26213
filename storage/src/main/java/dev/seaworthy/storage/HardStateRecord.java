package dev.seaworthy.storage;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;

/**
 * The value of the hard state. Big-endian:
 *
 * <pre>
 *   0       version, 1
 *   1..8    term
 *   9..16   the node voted for in that term, {@link HardState#NOBODY} for none
 *   17..24  the disk of that node, 0 for none
 *   25..32  incarnation
 *   33      1 while recovering, else 0
 *   34..37  CRC32C over the key and all of the above
 * </pre>
 *
 * <p>It lives in the same store as the log for now, and in the same batch. A single copy cannot tell a lost vote from
 * one never given: two copies outside the store, each synced before anything depends on it, are to take its place.
 */
public final class HardStateRecord {
    static final byte VERSION = 1;
    private static final int TERM_AT = 1;
    private static final int NODE_AT = 9;
    private static final int DISK_AT = 17;
    private static final int INCARNATION_AT = 25;
    private static final int RECOVERING_AT = 33;
    private static final int BYTES = 34 + Seal.BYTES;

    private HardStateRecord() {}

    /** The value under which a hard state is stored. */
    public static byte[] encode(HardState hardState) {
        byte[] value = new byte[BYTES];
        value[0] = VERSION;
        BigEndian.putLong(value, TERM_AT, hardState.term());
        Member votedFor = hardState.votedFor();
        if (votedFor != null) {
            BigEndian.putLong(value, NODE_AT, votedFor.nodeId());
            BigEndian.putLong(value, DISK_AT, votedFor.diskId());
        }
        BigEndian.putLong(value, INCARNATION_AT, hardState.incarnation());
        value[RECOVERING_AT] = (byte) (hardState.recovering() ? 1 : 0);
        Seal.close(KeyLayout.HARD_STATE, value);
        return value;
    }

    /**
     * The hard state in a value.
     *
     * @throws StoreException where it is damaged or of an unknown version
     */
    public static HardState decode(byte[] value) {
        Seal.check(KeyLayout.HARD_STATE, value, VERSION, BYTES);
        if (value.length != BYTES) {
            throw Damage.of(KeyLayout.HARD_STATE, "has " + value.length + " bytes instead of " + BYTES);
        }
        try {
            return new HardState(
                    BigEndian.getLong(value, TERM_AT),
                    votedFor(value),
                    BigEndian.getLong(value, INCARNATION_AT),
                    recovering(value[RECOVERING_AT]));
        } catch (IllegalArgumentException e) {
            throw Damage.of(KeyLayout.HARD_STATE, "has a sound checksum over impossible contents", e);
        }
    }

    private static Member votedFor(byte[] value) {
        long nodeId = BigEndian.getLong(value, NODE_AT);
        return nodeId == HardState.NOBODY ? null : new Member(nodeId, BigEndian.getLong(value, DISK_AT));
    }

    private static boolean recovering(byte flag) {
        if (flag != 0 && flag != 1) {
            throw new IllegalArgumentException("neither recovering nor not: " + flag);
        }
        return flag == 1;
    }
}
