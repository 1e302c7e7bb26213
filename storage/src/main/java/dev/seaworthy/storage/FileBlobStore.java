package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blobs as the files of one directory. Drafts are files there, too, whose names end in {@code .draft}; those that a
 * killed process has left are removed when the directory is opened. Other files are left alone and not seen.
 *
 * <p>At most one process may have a directory open at a time; that is for the owner of the data directory to see to.
 */
public final class FileBlobStore implements BlobStore {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1," + NAME_MAX + "}");
    private static final String DRAFT_SUFFIX = ".draft";

    private final Path directory;
    private final AtomicLong drafts = new AtomicLong();
    /** Why nothing is done any more; null while all is well. */
    private volatile String refusal;

    private FileBlobStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory for blobs, durably.
     *
     * @param directory where to; it must be empty or not exist yet
     * @throws StoreException where it holds anything or cannot be written
     */
    public static FileBlobStore create(Path directory) {
        try {
            Directories.create(directory);
            if (!Directories.isEmpty(directory)) {
                throw new StoreException("no snapshots are begun in " + directory
                        + " because it is not empty: open what is there, or name another directory");
            }
            return open(directory);
        } catch (IOException e) {
            throw new StoreException("no directory for snapshots could be made at " + directory, e);
        }
    }

    /**
     * Opens the directory and clears away the drafts in it.
     *
     * @throws StoreException where there is no such directory, or it cannot be read or written
     */
    public static FileBlobStore open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new StoreException("no snapshots in " + directory + ": there is no such directory. Where one was here"
                    + " before, its data is lost: the member must not start again as the same one");
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> leftovers = files.filter(
                            file -> file.getFileName().toString().endsWith(DRAFT_SUFFIX))
                    .toList();
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
            // A process killed before its sync was done leaves names that only a power failure would take back.
            Directories.sync(directory);
        } catch (IOException e) {
            throw new StoreException("the snapshots in " + directory + " could not be opened", e);
        }
        return new FileBlobStore(directory);
    }

    /** Blobs to be read only: nothing is cleared away and nothing synced. The directory is there. */
    static FileBlobStore view(Path directory) {
        return new FileBlobStore(directory);
    }

    @Override
    public Draft draft() {
        requireUsable();
        Path file = directory.resolve(drafts.incrementAndGet() + DRAFT_SUFFIX);
        try {
            return new FileDraft(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new StoreException(file + " could not be made: look at the disk", e);
        }
    }

    @Override
    public List<String> names() {
        requireUsable();
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StoreException("the names in " + directory + " could not be read", e);
        }
    }

    @Override
    public long size(String name) {
        Path file = fileOf(name);
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            throw new StoreException("there is no " + file, e);
        } catch (IOException e) {
            throw new StoreException(file + " could not be read", e);
        }
    }

    @Override
    public byte[] read(String name, long offset, int bytes) {
        Path file = fileOf(name);
        ByteBuffer read = ByteBuffer.allocate(bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (read.hasRemaining()) {
                if (channel.read(read, offset + read.position()) < 0) {
                    throw new StoreException(
                            file + " ends at byte " + channel.size() + ", before " + (offset + bytes) + ": it was cut");
                }
            }
        } catch (NoSuchFileException e) {
            throw new StoreException("there is no " + file, e);
        } catch (IOException e) {
            throw new StoreException(file + " could not be read at byte " + offset, e);
        }
        return read.array();
    }

    @Override
    public void delete(String name) {
        Path file = fileOf(name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException(file + " could not be deleted", e);
        }
    }

    @Override
    public void syncNames() {
        requireUsable();
        try {
            Directories.sync(directory);
        } catch (IOException e) {
            StoreException failed = new StoreException(
                    "a sync of " + directory + " failed, so what is on the disk is unknown: look at the disk", e);
            refusal = failed.getMessage();
            throw failed;
        }
    }

    @Override
    public void close() {
        refusal = "the snapshots in " + directory + " are closed";
    }

    private Path fileOf(String name) {
        requireUsable();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a blob: " + name);
        }
        return directory.resolve(name);
    }

    private void requireUsable() {
        String reason = refusal;
        if (reason != null) {
            throw new StoreException(reason);
        }
    }

    /** A file whose name nobody looks for. */
    private final class FileDraft implements Draft {
        private final Path file;
        private final FileChannel channel;
        private boolean ended;

        private FileDraft(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void append(byte[] bytes, int from, int count) {
            requireOpen();
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
            try {
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } catch (IOException e) {
                throw failed("written", e);
            }
        }

        @Override
        public void sync() {
            requireOpen();
            try {
                channel.force(true);
            } catch (IOException e) {
                throw failed("synced", e);
            }
        }

        @Override
        public void publish(String name) {
            requireOpen();
            Path target = fileOf(name);
            try {
                channel.close();
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                ended = true;
            } catch (IOException e) {
                throw failed("renamed to " + name, e);
            }
        }

        @Override
        public void close() {
            if (ended) {
                return;
            }
            ended = true;
            try {
                channel.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // What stays is cleared away when the directory is opened again.
            }
        }

        private StoreException failed(String what, IOException e) {
            close();
            return new StoreException(file + " could not be " + what + ": look at the disk, is it full?", e);
        }

        private void requireOpen() {
            requireUsable();
            if (ended) {
                throw new StoreException("the draft " + file + " has ended");
            }
        }
    }
}
