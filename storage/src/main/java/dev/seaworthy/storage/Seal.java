package dev.seaworthy.storage;

import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What every record has in common: its first byte is the version of its format, its last four bytes are the CRC32C
 * (big-endian) of its key followed by all of its other bytes. The key is part of it so that a record that turns up
 * under another key, as another entry of the log for instance, is seen as damage.
 */
final class Seal {
    /** Bytes of the checksum at the end of a record. */
    static final int BYTES = Integer.BYTES;

    private Seal() {}

    /** Fills in the last four bytes of a record that is otherwise complete. */
    static void close(byte[] key, byte[] record) {
        BigEndian.putInt(record, record.length - BYTES, checksum(key, record));
    }

    /**
     * Verifies version, size and checksum of a record.
     *
     * @param bytesMin what the shortest record of this kind takes, checksum included
     * @throws StoreException where one of them is wrong
     */
    static void check(byte[] key, byte[] record, byte version, int bytesMin) {
        if (record.length == 0) {
            throw Damage.of(key, "is empty");
        }
        if (record[0] != version) {
            throw Damage.ofUnknownVersion(key, record[0], version);
        }
        if (record.length < bytesMin) {
            throw Damage.of(key, "has " + record.length + " bytes, at least " + bytesMin + " are needed");
        }
        int stored = BigEndian.getInt(record, record.length - BYTES);
        int computed = checksum(key, record);
        if (stored != computed) {
            throw Damage.of(
                    key, String.format(Locale.ROOT, "has checksum %08x, its bytes give %08x", stored, computed));
        }
    }

    /** Whether this is a sound record of a release that knows another version of its format. */
    static boolean isOfOtherVersion(byte[] key, byte[] record, byte version) {
        return record.length > BYTES
                && record[0] != version
                && BigEndian.getInt(record, record.length - BYTES) == checksum(key, record);
    }

    /** The CRC32C of a key and of all bytes of its record but the last four. */
    static int checksum(byte[] key, byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(key, 0, key.length);
        crc.update(record, 0, record.length - BYTES);
        return (int) crc.getValue();
    }
}
