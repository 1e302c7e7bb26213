package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import java.util.Arrays;

/**
 * What identifies a snapshot, as records hold it. Big-endian:
 *
 * <pre>
 *   0..7    term of the last entry it covers
 *   8..15   index of that entry
 *   16..23  cluster time of that entry, in nanoseconds
 *   24..31  index of the entry that holds the configuration
 *   32..39  size of its content, in bytes
 *   40..55  digest of its content, {@link ContentDigest}
 *   56..    the configuration as {@link ConfigurationCodec} writes it
 * </pre>
 */
final class SnapshotMetaCodec {
    /** The least that it takes, in bytes. */
    static final int BYTES_MIN = 56;

    private SnapshotMetaCodec() {}

    /** The canonical encoding: equal snapshots have equal bytes. */
    static byte[] encode(SnapshotMeta snapshot) {
        byte[] configuration = ConfigurationCodec.encode(snapshot.configuration());
        byte[] bytes = new byte[BYTES_MIN + configuration.length];
        BigEndian.putLong(bytes, 0, snapshot.last().term());
        BigEndian.putLong(bytes, 8, snapshot.last().index());
        BigEndian.putLong(bytes, 16, snapshot.timeNanos());
        BigEndian.putLong(bytes, 24, snapshot.configurationIndex());
        BigEndian.putLong(bytes, 32, snapshot.bytes());
        BigEndian.putLong(bytes, 40, snapshot.digestHigh());
        BigEndian.putLong(bytes, 48, snapshot.digestLow());
        System.arraycopy(configuration, 0, bytes, BYTES_MIN, configuration.length);
        return bytes;
    }

    /**
     * What stands in {@code bytes} from {@code from} up to, not including, {@code to}.
     *
     * @throws IllegalArgumentException where it is none
     */
    static SnapshotMeta decode(byte[] bytes, int from, int to) {
        if (to - from < BYTES_MIN) {
            throw new IllegalArgumentException("a snapshot's identity takes more than " + (to - from) + " bytes");
        }
        EntryId last = new EntryId(BigEndian.getLong(bytes, from), BigEndian.getLong(bytes, from + 8));
        Configuration configuration = ConfigurationCodec.decode(Arrays.copyOfRange(bytes, from + BYTES_MIN, to));
        return new SnapshotMeta(
                last,
                BigEndian.getLong(bytes, from + 16),
                BigEndian.getLong(bytes, from + 24),
                configuration,
                BigEndian.getLong(bytes, from + 32),
                BigEndian.getLong(bytes, from + 40),
                BigEndian.getLong(bytes, from + 48));
    }
}
