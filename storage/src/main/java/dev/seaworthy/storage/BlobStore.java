package dev.seaworthy.storage;

import java.util.List;

/**
 * Named byte strings, called blobs, on a disk, with exactly the promises of a POSIX directory.
 *
 * <ul>
 *   <li>A blob is written aside, as a {@link Draft} without a name, and gets its name in one atomic step that takes the
 *       place of an older blob of that name. From then on it never changes.
 *   <li>A process kill takes back nothing of that, and every draft with it.
 *   <li>After a power failure a name may be as it was before any of the steps (publishing, deleting) that no
 *       {@link #syncNames} has covered, each name on its own. Of a draft or blob only the bytes are sure that its own
 *       {@link Draft#sync} has covered: the others may be missing, or be anything. Neither kind of sync implies the
 *       other.
 *   <li>A write may fail. The draft is of no use then; a failed sync is never tried again.
 *   <li>A read may meet damage: it fails or, unlike an {@link OrderedStore}'s, answers wrongly. Contents have to carry
 *       checksums of their own.
 * </ul>
 *
 * <p>Names are 1 to {@value #NAME_MAX} lower-case letters, digits and hyphens. Used by several threads at a time; each
 * draft by one.
 */
public interface BlobStore extends AutoCloseable {
    /** The longest name, in characters. */
    int NAME_MAX = 100;

    /**
     * Begins an empty draft.
     *
     * @throws StoreException where it could not be made
     */
    Draft draft();

    /**
     * The names of all blobs, ascending.
     *
     * @throws StoreException where they could not be read
     */
    List<String> names();

    /**
     * The size of a blob in bytes.
     *
     * @throws StoreException where there is none of this name, or it could not be read
     */
    long size(String name);

    /**
     * A part of a blob.
     *
     * @param offset where it begins, in bytes
     * @param bytes its size
     * @throws StoreException where there is none of this name, it ends before that, or could not be read
     */
    byte[] read(String name, long offset, int bytes);

    /**
     * Removes a blob; nothing happens where there is none of this name.
     *
     * @throws StoreException where it could not be removed
     */
    void delete(String name);

    /**
     * Returns once every name published or deleted so far is durable.
     *
     * @throws StoreException where it could not be made so, and ever after
     */
    void syncNames();

    /** Drafts go with it. Does nothing the second time. */
    @Override
    void close();

    /** A blob that is being written and has no name yet. */
    interface Draft extends AutoCloseable {
        /**
         * Adds bytes at its end; the array is the caller's again afterwards.
         *
         * @throws StoreException where they could not be written
         */
        void append(byte[] bytes, int from, int count);

        /**
         * Returns once all bytes appended so far are durable.
         *
         * @throws StoreException where they could not be made so, and ever after
         */
        void sync();

        /**
         * Gives it its name and ends it. The name is visible when this returns, and durable with the next
         * {@link BlobStore#syncNames}; the bytes only if they were synced before.
         *
         * @throws StoreException where it could not be named; the name is then as it was, or this blob's
         */
        void publish(String name);

        /** Throws the draft away where it was not published. Never fails; does nothing the second time. */
        @Override
        void close();
    }
}
