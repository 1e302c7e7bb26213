package dev.seaworthy.storage.thread;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says how much space there is where a replica keeps its files. Called by several threads. */
@FunctionalInterface
public interface SpaceGauge {
    /** There is always space: for stores in memory. */
    SpaceGauge UNLIMITED = () -> Long.MAX_VALUE;

    /** How many bytes can still be written; {@link Long#MAX_VALUE} where nobody knows. */
    long usableBytes();

    /**
     * The space of the file system that holds a directory, for an ordinary user. One that cannot be asked counts as
     * having space: the write itself meets what is wrong.
     *
     * @throws dev.seaworthy.storage.StoreException where the directory's file system cannot be found
     */
    static SpaceGauge of(Path directory) {
        FileStore files;
        try {
            files = Files.getFileStore(directory);
        } catch (IOException e) {
            throw new dev.seaworthy.storage.StoreException("the file system of " + directory + " cannot be found", e);
        }
        return () -> {
            try {
                return files.getUsableSpace();
            } catch (IOException e) {
                return Long.MAX_VALUE;
            }
        };
    }
}
