package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** That nobody else uses a data directory: a lock of the operating system on a file, which dies with its process. */
final class DirectoryLock implements AutoCloseable {
    static final String FILE = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StoreException where somebody else holds it, in this process or another */
    static DirectoryLock take(Path directory) {
        Path file = directory.resolve(FILE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DirectoryLock(channel);
            }
            close(channel);
            throw inUse(directory, "another process", null);
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw inUse(directory, "this process already", e);
        } catch (IOException e) {
            close(channel);
            throw new StoreException(file + " could not be locked", e);
        }
    }

    /** The operating system gives the lock back, too, when the process ends. */
    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The lock goes with the process at the latest.
            }
        }
    }

    private static StoreException inUse(Path directory, String who, Exception cause) {
        return new DirectoryInUseException(
                "the data directory " + directory + " is in use by " + who
                        + ": stop the node that runs on it, or name another directory; `fuser "
                        + directory.resolve(FILE) + "` names the process",
                cause);
    }
}
