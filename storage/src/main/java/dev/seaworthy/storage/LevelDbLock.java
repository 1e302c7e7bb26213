package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * LevelDB's own lock on a store, held while its files are examined and cut, so that nobody else writes them meanwhile.
 * LevelDB takes it again right after. Never taken by a process that holds the store already: closing the file would
 * give up that process's lock.
 */
final class LevelDbLock implements AutoCloseable {
    private static final String NAME = "LOCK";

    /** Null where the store has no lock file: then nobody has opened it since that went. */
    private final FileChannel file;

    private LevelDbLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreException where another process holds it
     */
    static LevelDbLock take(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        if (!Files.exists(path)) {
            return new LevelDbLock(null);
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            throw inUse(directory, "its lock is held");
        }
        return new LevelDbLock(file);
    }

    /** The store is held already. */
    static StoreException inUse(Path directory, String reason) {
        return new StoreException("the store in " + directory + " is in use by another process, or twice by this one ("
                + reason + "): stop the other node, or give this one a directory of its own; `fuser "
                + directory.resolve(NAME) + "` names who holds it");
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
