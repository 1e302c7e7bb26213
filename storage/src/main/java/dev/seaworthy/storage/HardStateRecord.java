package dev.seaworthy.storage;

import dev.seaworthy.engine.core.HardState;

/**
 * The value of the hard state. Big-endian:
 *
 * <pre>
 *   0       version, 1
 *   1..8    term
 *   9..16   the node voted for in that term, {@link HardState#NOBODY} for none
 *   17..20  CRC32C over the key, version, term and vote
 * </pre>
 *
 * <p>It lives in the same store as the log for now, and in the same batch. A single copy cannot tell a lost vote from
 * one never given: two copies outside the store, each synced before anything depends on it, are to take its place.
 */
public final class HardStateRecord {
    static final byte VERSION = 1;
    private static final int TERM_AT = 1;
    private static final int VOTE_AT = 9;
    private static final int BYTES = 17 + Seal.BYTES;

    private HardStateRecord() {}

    /** The value under which a hard state is stored. */
    public static byte[] encode(HardState hardState) {
        byte[] value = new byte[BYTES];
        value[0] = VERSION;
        BigEndian.putLong(value, TERM_AT, hardState.term());
        BigEndian.putLong(value, VOTE_AT, hardState.votedFor());
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
            return new HardState(BigEndian.getLong(value, TERM_AT), BigEndian.getLong(value, VOTE_AT));
        } catch (IllegalArgumentException e) {
            throw Damage.of(KeyLayout.HARD_STATE, "has a sound checksum over impossible contents", e);
        }
    }
}
