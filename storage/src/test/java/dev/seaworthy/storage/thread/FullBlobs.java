package dev.seaworthy.storage.thread;

import dev.seaworthy.storage.BlobStore;
import dev.seaworthy.storage.StoreException;
import java.util.List;

/** Blobs of another store, on a disk that can be full: then nothing new begins. */
final class FullBlobs implements BlobStore {
    private final BlobStore blobs;
    volatile boolean full;

    FullBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Draft draft() {
        if (full) {
            throw new StoreException("no space left on device");
        }
        return blobs.draft();
    }

    @Override
    public List<String> names() {
        return blobs.names();
    }

    @Override
    public long size(String name) {
        return blobs.size(name);
    }

    @Override
    public byte[] read(String name, long offset, int bytes) {
        return blobs.read(name, offset, bytes);
    }

    @Override
    public void delete(String name) {
        blobs.delete(name);
    }

    @Override
    public void syncNames() {
        blobs.syncNames();
    }

    @Override
    public void close() {
        blobs.close();
    }
}
