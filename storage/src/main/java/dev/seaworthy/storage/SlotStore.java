package dev.seaworthy.storage;

/**
 * A few small places on a disk, each overwritten in place, with exactly the promises of preallocated files.
 *
 * <ul>
 *   <li>A process kill takes back nothing that was written.
 *   <li>After a power failure a slot written since its last {@link #sync} holds what it held before, what was written,
 *       or anything; the other slots are as they were.
 *   <li>A write or sync may fail. What the slot holds is then unknown, and a failed sync is never tried again.
 *   <li>A read may meet damage: it fails or answers wrongly. Contents have to carry checksums of their own.
 * </ul>
 *
 * <p>Used by one thread at a time; {@link #sync} may be called by another one beside it.
 */
public interface SlotStore extends AutoCloseable {
    /** The size of each slot, in bytes: no more than any disk writes at once. */
    int SLOT_BYTES = 512;

    /**
     * What is in a slot: {@value #SLOT_BYTES} bytes, zeros beyond what was written.
     *
     * @throws StoreException where it could not be read
     */
    byte[] read(Slot slot);

    /**
     * Overwrites the beginning of a slot. The array is the caller's again afterwards.
     *
     * @param content at most {@value #SLOT_BYTES} bytes
     * @throws StoreException where it could not be written
     */
    void write(Slot slot, byte[] content);

    /**
     * Returns once what was written to a slot is durable, whoever wrote it.
     *
     * @throws StoreException where it could not be made so, and ever after
     */
    void sync(Slot slot);

    /** Does nothing the second time. */
    @Override
    void close();
}
