package dev.seaworthy.storage;

/**
 * An ordered map from byte strings to byte strings on a disk, with exactly the promises that LevelDB makes.
 *
 * <ul>
 *   <li>A {@link WriteBatch} is atomic: after any failure it is there wholly or not at all.
 *   <li>A write with {@code sync} returns once the batch and every earlier one are durable.
 *   <li>A process kill loses nothing that was written. A power failure leaves some prefix of the batches written, no
 *       shorter than the last synced one.
 *   <li>A write may fail. What it wrote may then be there or not; the store is not to be used any more, and a failed
 *       sync is never tried again.
 *   <li>A read that meets damage fails; it never answers wrongly.
 * </ul>
 *
 * <p>Keys are ordered as unsigned bytes. Used by one thread at a time.
 */
public interface OrderedStore extends AutoCloseable {
    /**
     * Writes a batch, and waits until it is durable where {@code sync} is set.
     *
     * @throws DiskFullException where there is no space for it: nothing was written, and the store stays usable
     * @throws StoreException where it could not be written
     */
    void write(WriteBatch batch, boolean sync);

    /**
     * The value of a key; null where there is none.
     *
     * @throws StoreException where it could not be read
     */
    byte[] get(byte[] key);

    /**
     * Visits the pairs with {@code from <= key < to} in ascending order of key.
     *
     * @throws StoreException where one of them could not be read
     */
    void scan(byte[] from, byte[] to, Visitor visitor);

    @Override
    void close();

    /** Sees one pair of a scan. */
    interface Visitor {
        void pair(byte[] key, byte[] value);
    }
}
