package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;

/**
 * What a batch says of itself and of the whole log after it; written with it, in the same atomic step. Headers are
 * chained by hash, and each describes the log completely: whatever a lost batch changed shows in the next one's header.
 * Big-endian:
 *
 * <pre>
 *   0         version, 1
 *   1..8      number of the batch, from 1 on
 *   9..16     hash of the header before it; 0 where the chain begins
 *   17..24    the first index the batch wrote; 0 where it wrote no entry
 *   25..48    the log's base: term, index, hash of the log up to it
 *   49..72    the log's last entry: the same
 *   73..80    the first index at or below the base whose entry may still be there; base + 1 where none is
 *   81..84    checksum of the log start record; 0 where there is none
 *   85..88    CRC32C over the key and all of the above
 * </pre>
 *
 * @param sequence number of the batch
 * @param previousHash hash of the header before it
 * @param firstIndex the first index written
 * @param base where the log begins
 * @param last where it ends
 * @param garbageFrom the first index of the compacted prefix that is yet to be deleted
 * @param startChecksum of the log start record
 */
record BatchHeader(
        long sequence, long previousHash, long firstIndex, Link base, Link last, long garbageFrom, int startChecksum) {
    /** How many headers are kept; an older one's place is taken by a newer one. */
    static final int KEPT = 8;

    static final byte VERSION = 1;
    private static final int BASE_AT = 25;
    private static final int LAST_AT = 49;
    private static final int GARBAGE_AT = 73;
    private static final int START_AT = 81;
    private static final int BYTES = 85 + Seal.BYTES;

    /** The key under which it is stored. */
    byte[] key() {
        return KeyLayout.headerKey(sequence);
    }

    byte[] encode() {
        byte[] value = new byte[BYTES];
        value[0] = VERSION;
        BigEndian.putLong(value, 1, sequence);
        BigEndian.putLong(value, 9, previousHash);
        BigEndian.putLong(value, 17, firstIndex);
        put(value, BASE_AT, base);
        put(value, LAST_AT, last);
        BigEndian.putLong(value, GARBAGE_AT, garbageFrom);
        BigEndian.putInt(value, START_AT, startChecksum);
        Seal.close(key(), value);
        return value;
    }

    /** @throws StoreException where the value is damaged or of an unknown version */
    static BatchHeader decode(byte[] key, byte[] value) {
        Seal.check(key, value, VERSION, BYTES);
        try {
            BatchHeader header = new BatchHeader(
                    BigEndian.getLong(value, 1),
                    BigEndian.getLong(value, 9),
                    BigEndian.getLong(value, 17),
                    link(value, BASE_AT),
                    link(value, LAST_AT),
                    BigEndian.getLong(value, GARBAGE_AT),
                    BigEndian.getInt(value, START_AT));
            if (value.length != BYTES
                    || header.sequence < 1
                    || header.base.entry().index() > header.last.entry().index()) {
                throw new IllegalArgumentException("no header looks like " + header);
            }
            return header;
        } catch (IllegalArgumentException e) {
            throw Damage.of(key, "has a sound checksum over impossible contents", e);
        }
    }

    /** The hash by which the next header and the mark name this one; never 0. */
    long hash() {
        return hashOf(encode());
    }

    /** The hash of the header with this encoding. */
    static long hashOf(byte[] encoded) {
        return new Digest().add(encoded).low() | 1;
    }

    private static void put(byte[] value, int at, Link link) {
        BigEndian.putLong(value, at, link.entry().term());
        BigEndian.putLong(value, at + 8, link.entry().index());
        BigEndian.putLong(value, at + 16, link.chain());
    }

    private static Link link(byte[] value, int at) {
        return new Link(
                new EntryId(BigEndian.getLong(value, at), BigEndian.getLong(value, at + 8)),
                BigEndian.getLong(value, at + 16));
    }
}
