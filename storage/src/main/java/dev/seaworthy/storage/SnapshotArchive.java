package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.SnapshotView;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The snapshots of one replica on a {@link BlobStore}, synchronous: what {@link #save} or {@link #finish} has returned
 * is durable. Production and simulation run this same code; each makes the asynchronous port of it that suits its
 * threads.
 *
 * <ul>
 *   <li>A snapshot is there wholly, under the name that tells its digest, or not at all.
 *   <li>Nothing is given out that was not verified: pieces by the checksums of their chunks, streams by the digest of
 *       the whole, too.
 *   <li>What a crash leaves behind is a snapshot that nobody stands on at worst; {@link #keepOnly} clears it away.
 * </ul>
 *
 * <p>{@link #save} may run on a thread of its own beside all the others, which are used by one thread at a time.
 */
public final class SnapshotArchive implements AutoCloseable {
    private final BlobStore blobs;
    /** The snapshot on its way here; null where there is none. */
    private SnapshotMeta receiving;

    private SnapshotWriter received;

    /** Owns the store and closes it. */
    public SnapshotArchive(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Writes a state out, and returns when it is durable.
     *
     * @param last the last entry whose effect it holds
     * @param timeNanos cluster time of that entry
     * @param configurationIndex the index of the entry that holds {@code configuration}
     * @param configuration the newest configuration up to {@code last}
     * @throws StoreException where it could not be written; it may be there or not
     */
    public SnapshotMeta save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
        try (SnapshotWriter out = new SnapshotWriter(blobs, last)) {
            view.writeTo(out);
            Digest digest = out.finish();
            SnapshotMeta snapshot = new SnapshotMeta(
                    last, timeNanos, configurationIndex, configuration, out.bytes(), digest.high(), digest.low());
            out.publish(snapshot);
            return snapshot;
        } catch (IOException e) {
            throw new StoreException("the state after entry " + last.index() + " could not be written out: " + e, e);
        }
    }

    /**
     * Keeps a piece of a snapshot on its way here. Offset 0 begins it anew, whatever came before.
     *
     * @param offset where it begins, in bytes: right after the piece before
     * @throws IllegalStateException where it does not follow on; the pieces so far are kept
     * @throws StoreException where it could not be written
     */
    public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
        if (offset == 0) {
            abandon();
            received = new SnapshotWriter(blobs, snapshot.last());
            receiving = snapshot;
        }
        requireReceiving(snapshot);
        if (offset != received.bytes()) {
            throw new IllegalStateException("a piece at byte " + offset + " of snapshot " + snapshot
                    + ", of which there are " + received.bytes() + " bytes");
        }
        received.write(content, 0, content.length);
    }

    /**
     * What has been received in part goes; nothing happens where there is none. A snapshot of the same content that is
     * durable stays.
     */
    public void abandon() {
        if (received != null) {
            received.close();
            received = null;
            receiving = null;
        }
    }

    /**
     * All pieces have been received: verifies size and digest, and returns when the snapshot is durable.
     *
     * @return false where it is not the snapshot that was announced; what was received is thrown away then
     * @throws IllegalStateException where nothing of this snapshot was received
     * @throws StoreException where it could not be written; it may be there or not
     */
    public boolean finish(SnapshotMeta snapshot) {
        requireReceiving(snapshot);
        try {
            long bytes = received.bytes();
            Digest digest = received.finish();
            boolean sound = bytes == snapshot.bytes()
                    && digest.high() == snapshot.digestHigh()
                    && digest.low() == snapshot.digestLow();
            if (sound) {
                received.publish(snapshot);
            }
            return sound;
        } finally {
            abandon();
        }
    }

    /**
     * A piece of a durable snapshot.
     *
     * @param offset where it begins, in bytes
     * @param bytes its size
     * @throws IllegalArgumentException where the snapshot ends before that
     * @throws StoreException where it is not there or damaged
     */
    public byte[] read(SnapshotMeta snapshot, long offset, int bytes) {
        return new SnapshotReader(blobs, snapshot).piece(offset, bytes);
    }

    /**
     * A durable snapshot's content. All of it was read and verified before the first byte is given out, and each chunk
     * is verified again as it is: damage that comes in between is an {@link IOException} of the stream.
     *
     * @throws StoreException where it is not there or damaged
     */
    public InputStream open(SnapshotMeta snapshot) {
        SnapshotReader reader = new SnapshotReader(blobs, snapshot);
        reader.verify();
        return reader.stream();
    }

    /**
     * All snapshots, in the order of their last entries.
     *
     * @throws StoreException where one's manifest is damaged
     */
    public List<SnapshotMeta> list() {
        List<SnapshotMeta> snapshots = new ArrayList<>();
        for (String name : names()) {
            snapshots.add(SnapshotFormat.read(blobs, name));
        }
        return snapshots;
    }

    /**
     * Nobody needs this snapshot any more; nothing happens where it is not there. A power failure may bring it back,
     * for {@link #keepOnly} to clear away.
     *
     * <p>Of a snapshot on its way here what was received goes. One of the same content that was saved here meanwhile
     * stays: the log may stand on it.
     *
     * @throws StoreException where it could not be removed
     */
    public void drop(SnapshotMeta snapshot) {
        if (snapshot.equals(receiving)) {
            abandon();
            return;
        }
        blobs.delete(SnapshotFormat.nameOf(snapshot));
    }

    /**
     * To be called before a replica starts: every snapshot but the one its log stands on goes, for nobody else knows of
     * it.
     *
     * @param snapshot the one to keep; null where the log stands on none
     * @throws StoreException where that one is not there or its manifest is damaged; nothing is removed then
     */
    public void keepOnly(SnapshotMeta snapshot) {
        String kept = "";
        if (snapshot != null) {
            kept = SnapshotFormat.nameOf(snapshot);
            SnapshotMeta stored = SnapshotFormat.read(blobs, kept);
            if (!stored.equals(snapshot)) {
                throw SnapshotFormat.damaged(kept, "it is " + stored + " instead of " + snapshot);
            }
        }
        for (String name : names()) {
            if (!name.equals(kept)) {
                blobs.delete(name);
            }
        }
        // Covers the kept one's name, too, which a process killed before its sync was done may have left.
        blobs.syncNames();
    }

    /** Throws away what has been received in part and closes the store. Does nothing the second time. */
    @Override
    public void close() {
        abandon();
        blobs.close();
    }

    private void requireReceiving(SnapshotMeta snapshot) {
        if (receiving == null || !receiving.equals(snapshot)) {
            throw new IllegalStateException("nothing was received of " + snapshot + ", but of " + receiving);
        }
    }

    /** The name of the blob that holds a snapshot. */
    public static String nameOf(SnapshotMeta snapshot) {
        return SnapshotFormat.nameOf(snapshot);
    }

    private List<String> names() {
        return blobs.names().stream().filter(SnapshotFormat::isName).toList();
    }
}
