package dev.seaworthy.storage;

import java.util.Arrays;

/** What the records in slots have in common. */
final class SlotRecord {
    private SlotRecord() {}

    /**
     * The record at the beginning of a slot; null where it is damaged or none was ever written.
     *
     * @param key what its checksum covers beside it
     * @param bytes its size, checksum included
     * @throws StoreException where a newer release wrote it
     */
    static byte[] sound(byte[] key, byte[] slot, byte version, int bytes) {
        byte[] value = Arrays.copyOf(slot, bytes);
        if (BigEndian.getInt(value, bytes - Seal.BYTES) != Seal.checksum(key, value) || value[0] == 0) {
            return null;
        }
        if (value[0] != version) {
            throw Damage.ofUnknownVersion(key, value[0], version);
        }
        return value;
    }

    /** What is in a slot; null where the disk does not give it out. */
    static byte[] readOrNull(SlotStore slots, Slot slot) {
        try {
            return slots.read(slot);
        } catch (StoreException e) {
            return null;
        }
    }
}
