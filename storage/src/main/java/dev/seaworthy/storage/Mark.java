package dev.seaworthy.storage;

/**
 * That a batch was durable, kept apart from the batch. Big-endian:
 *
 * <pre>
 *   0       version, 1
 *   1..8    number of the batch
 *   9..16   hash of its header
 *   17..24  the last index of the log after it
 *   25      1 where marks were synced before batches were acknowledged, else 0
 *   26..29  CRC32C over the letter M and all of the above
 * </pre>
 *
 * @param sequence number of the batch
 * @param headerHash hash of its header
 * @param lastIndex where the log ended after it
 * @param exact whether no batch after it can have been acknowledged unless a later mark is durable
 */
record Mark(long sequence, long headerHash, long lastIndex, boolean exact) {
    static final byte VERSION = 1;
    private static final byte[] KEY = {'M'};
    private static final int BYTES = 26 + Seal.BYTES;

    static Mark of(BatchHeader header, long headerHash, boolean exact) {
        return new Mark(header.sequence(), headerHash, header.last().entry().index(), exact);
    }

    byte[] encode() {
        byte[] value = new byte[BYTES];
        value[0] = VERSION;
        BigEndian.putLong(value, 1, sequence);
        BigEndian.putLong(value, 9, headerHash);
        BigEndian.putLong(value, 17, lastIndex);
        value[25] = (byte) (exact ? 1 : 0);
        Seal.close(KEY, value);
        return value;
    }

    /**
     * The mark in a slot; null where there is none that can be read.
     *
     * @throws StoreException where it was written by a newer release
     */
    static Mark decodeOrNull(byte[] slot) {
        byte[] value = SlotRecord.sound(KEY, slot, VERSION, BYTES);
        return value == null
                ? null
                : new Mark(
                        BigEndian.getLong(value, 1),
                        BigEndian.getLong(value, 9),
                        BigEndian.getLong(value, 17),
                        value[25] == 1);
    }
}
