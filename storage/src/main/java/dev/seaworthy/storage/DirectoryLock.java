package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** That nobody else uses a data directory: a lock of the operating system on a file, which dies with its process. */
final class DirectoryLock implements AutoCloseable {
    static final String FILE = "lock";

    /**
     * What this process holds. The operating system's locks are those of a process, and closing any file drops them: a
     * second one must not even be tried.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path held;
    private final FileChannel channel;

    private DirectoryLock(Path directory, Path held, FileChannel channel) {
        this.directory = directory;
        this.held = held;
        this.channel = channel;
    }

    /**
     * Takes the lock, and makes its file where there is none.
     *
     * @throws DirectoryInUseException where somebody else holds it, in this process or another
     */
    static DirectoryLock take(Path directory) {
        return take(directory, StandardOpenOption.CREATE);
    }

    /**
     * Takes the lock without making a file. Null where there is none: then nobody has opened the directory yet.
     *
     * @throws DirectoryInUseException where somebody else holds it, in this process or another
     */
    static DirectoryLock takeIfThere(Path directory) {
        return Files.exists(directory.resolve(FILE)) ? take(directory, StandardOpenOption.WRITE) : null;
    }

    private static DirectoryLock take(Path directory, StandardOpenOption creating) {
        Path held;
        try {
            held = directory.toRealPath();
        } catch (IOException e) {
            throw new StoreException("the data directory " + directory + " could not be locked", e);
        }
        if (!HELD.add(held)) {
            throw inUse(directory, "this process already");
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(directory.resolve(FILE), creating, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            if (!locked) {
                throw inUse(directory, "another process");
            }
            return new DirectoryLock(directory, held, channel);
        } catch (IOException e) {
            throw new StoreException(directory.resolve(FILE) + " could not be locked", e);
        } finally {
            if (!locked) {
                close(channel);
                HELD.remove(held);
            }
        }
    }

    /** What is locked. */
    Path directory() {
        return directory;
    }

    /** The operating system gives the lock back, too, when the process ends. */
    @Override
    public void close() {
        close(channel);
        HELD.remove(held);
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

    private static StoreException inUse(Path directory, String who) {
        return new DirectoryInUseException("the data directory " + directory + " is in use by " + who
                + ": stop the node that runs on it, or name another directory; `fuser "
                + directory.resolve(FILE) + "` names the process");
    }
}
