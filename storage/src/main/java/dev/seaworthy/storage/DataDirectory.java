package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.host.LogStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * All that one member keeps on a disk, as one directory with an exclusive lock:
 *
 * <pre>
 *   identity                      whose data it is, {@link StoreIdentity}; made last, so where it is all is
 *   lock                          held while the directory is open
 *   hard-state-a, hard-state-b    term and vote, twice
 *   mark-a, mark-b                the last acknowledged batches
 *   log/                          LevelDB
 *   snapshots/                    one file for each
 *   native/                       LevelDB's native library, unpacked
 *   initialising                  only while the directory is being made
 * </pre>
 *
 * <p>Not thread safe; {@link #log} and {@link #snapshots} have thread rules of their own.
 */
public final class DataDirectory implements AutoCloseable {
    static final String IDENTITY = "identity";
    static final String INITIALISING = "initialising";
    static final String LOG = "log";
    static final String SNAPSHOTS = "snapshots";
    static final String NATIVE = "native";

    /** What to do where there is no data: make it, but never for a member that has run. */
    private static final String ADVICE = ". Is the path right, and its disk mounted? For a member that has never run,"
            + " make its data once: `seaworthy init`, or RaftNode.format in a program. If this member has run, its data"
            + " is lost: do not make it anew, but let another member with a new disk id replace it";

    private final Path path;
    private final StoreIdentity identity;
    private final DirectoryLock lock;
    private final DurableLogStore log;
    private final SnapshotArchive snapshots;
    private final FreeSpace space;

    private DataDirectory(
            FreeSpace space, StoreIdentity identity, DirectoryLock lock, DurableLogStore log, SnapshotArchive archive) {
        path = lock.directory();
        this.space = space;
        this.identity = identity;
        this.lock = lock;
        this.log = log;
        snapshots = archive;
    }

    /**
     * Makes the data of a member that has never run, durably: once in its life. What an interrupted call has left is
     * refused by {@link #open}; the call may be repeated.
     *
     * @param path where to; it must be empty or not exist yet, or hold what an interrupted call has left
     * @param configuration the configuration the cluster is made with, this member among its own; or
     *     {@link Configuration#NONE}, which says that this node is yet to join one
     * @throws StoreException where the configuration has members and this one is not among them; where the directory
     *     holds anything else, is in use, or cannot be written
     */
    public static void init(Path path, StoreIdentity identity, Configuration configuration) {
        requireAmong(path, identity, configuration);
        try {
            Directories.create(path);
            boolean interrupted = Files.exists(path.resolve(INITIALISING)) && !Files.exists(path.resolve(IDENTITY));
            if (!interrupted && !Directories.isEmpty(path)) {
                throw new StoreException("no data directory is made at " + path
                        + " because it is not empty: open what is there, or name another directory");
            }
            Files.write(path.resolve(INITIALISING), new byte[0]);
            Directories.sync(path);
            DirectoryLock lock = DirectoryLock.take(path);
            try {
                make(path, identity, configuration);
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new StoreException("no data directory could be made at " + path, e);
        }
    }

    /** A stranger among the founders would wait for ever for somebody to know it. */
    private static void requireAmong(Path path, StoreIdentity identity, Configuration configuration) {
        if (!configuration.equals(Configuration.NONE) && !configuration.contains(identity.member())) {
            String members = configuration.members().stream()
                    .map(it -> "node " + it.nodeId() + " on disk " + it.diskId())
                    .collect(Collectors.joining(", "));
            throw new StoreException("no data directory is made at " + path + " because " + identity.describe()
                    + " is not among the members the cluster begins with, which are " + members
                    + ": give every one of them the same list, with itself in it, or Configuration.NONE to a node that"
                    + " is to join a running cluster");
        }
    }

    private static void make(Path path, StoreIdentity identity, Configuration configuration) throws IOException {
        for (String leftover : new String[] {LOG, SNAPSHOTS, IDENTITY + ".draft"}) {
            Directories.delete(path.resolve(leftover));
        }
        for (Slot slot : Slot.values()) {
            Files.deleteIfExists(path.resolve(slot.fileName()));
        }
        FileBlobStore.create(path.resolve(SNAPSHOTS)).close();
        try (SlotStore slots = FileSlotStore.create(path);
                LevelDbStore store = LevelDbStore.create(path.resolve(LOG))) {
            DurableLogStore.init(store, slots, configuration);
        }
        Directories.sync(path);
        // From here on it is a data directory, and everything in it is durable.
        Directories.replace(path.resolve(IDENTITY), identity.encode());
        Files.delete(path.resolve(INITIALISING));
        Directories.sync(path);
    }

    /**
     * Opens a member's data as production does: marks are synced {@linkplain MarkSync#LATER later}.
     *
     * @see #open(Path, StoreIdentity, MarkSync)
     */
    public static DataDirectory open(Path path, StoreIdentity expected) {
        return open(path, expected, MarkSync.LATER);
    }

    /**
     * Opens a member's data, verifies all of its log, and clears away snapshots that the log does not stand on.
     *
     * @param expected who the caller is by its own configuration
     * @throws DirectoryInUseException where it is open elsewhere
     * @throws AmnesiaException where what the member promised is forgotten
     * @throws StoreException where it is no data directory, was not initialised to its end, belongs to somebody else,
     *     or cannot be read or written
     */
    public static DataDirectory open(Path path, StoreIdentity expected, MarkSync markSync) {
        return open(path, expected, markSync, LevelDbOptions.DEFAULT);
    }

    /** The same with LevelDB using memory and disk in another way. */
    public static DataDirectory open(Path path, StoreIdentity expected, MarkSync markSync, LevelDbOptions options) {
        StoreIdentity identity = identityOf(path);
        if (!identity.equals(expected)) {
            throw new StoreException("the data directory " + path + " belongs to " + identity.describe()
                    + ", and not to " + expected.describe() + ": correct the configuration, or name another directory");
        }
        DirectoryLock lock = DirectoryLock.take(path);
        try {
            Files.deleteIfExists(path.resolve(INITIALISING));
            DurableLogStore log = openLog(path, markSync, options);
            FreeSpace space = new FreeSpace(path.resolve(LOG), options);
            return new DataDirectory(space, identity, lock, log, openSnapshots(path, log));
        } catch (IOException e) {
            lock.close();
            throw new StoreException("the data directory " + path + " could not be opened", e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static SnapshotArchive openSnapshots(Path path, DurableLogStore log) {
        try {
            SnapshotArchive snapshots = new SnapshotArchive(FileBlobStore.open(path.resolve(SNAPSHOTS)));
            LogStart start = log.restored().start();
            snapshots.keepOnly(start == null ? null : start.snapshot());
            return snapshots;
        } catch (RuntimeException | Error e) {
            log.close();
            throw e;
        }
    }

    /**
     * Whose data is in a directory.
     *
     * @throws AmnesiaException where that cannot be told any more
     * @throws StoreException where it is no data directory or was not initialised to its end
     */
    public static StoreIdentity identityOf(Path path) {
        if (!Files.isDirectory(path)) {
            throw new StoreException(path + " is no data directory: there is no such directory" + ADVICE);
        }
        try {
            return StoreIdentity.decode(Files.readAllBytes(path.resolve(IDENTITY)));
        } catch (NoSuchFileException e) {
            if (Files.exists(path.resolve(INITIALISING))) {
                throw new StoreException(
                        "the data directory " + path
                                + " was not initialised to its end, and no member has run on it: initialise it again",
                        e);
            }
            if (Files.exists(path.resolve(LOG)) || Files.exists(path.resolve(Slot.HARD_STATE_A.fileName()))) {
                throw new AmnesiaException("the file 'identity' is missing from the data directory " + path);
            }
            String what = isEmpty(path) ? "it is empty" : "it has no file 'identity'";
            throw new StoreException(path + " is no data directory: " + what + ADVICE, e);
        } catch (IOException e) {
            throw new StoreException("the file 'identity' in " + path + " could not be read", e);
        }
    }

    private static boolean isEmpty(Path path) {
        try {
            return Directories.isEmpty(path);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static DurableLogStore openLog(Path path, MarkSync markSync, LevelDbOptions options) {
        SlotStore slots = FileSlotStore.open(path);
        LevelDbLogFiles files = null;
        try {
            files = LevelDbLogFiles.open(path.resolve(LOG), slots, options);
            return DurableLogStore.open(files.store(), slots, files.verdict(), markSync);
        } catch (RuntimeException | Error e) {
            slots.close();
            if (files != null) {
                files.store().close();
            }
            throw e;
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Whose it is. */
    public StoreIdentity identity() {
        return identity;
    }

    /** What the disk had done to the data when it was opened. */
    public Verdict verdict() {
        return log.verdict();
    }

    /** Log and hard state; closed with the directory. */
    public DurableLogStore log() {
        return log;
    }

    /** The snapshots; closed with the directory. */
    public SnapshotArchive snapshots() {
        return snapshots;
    }

    /**
     * How many bytes can be written here before the log refuses a batch with {@link DiskFullException}; at most 0 where
     * it refuses any. On a disk with plenty of room it may be more. One that cannot be asked counts as having space:
     * the write itself meets what is wrong. May be called by any thread, also after closing.
     */
    public long leftBytes() {
        try {
            return space.leftBytes();
        } catch (StoreException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Closes everything in it, then gives the lock back. */
    @Override
    public void close() {
        try {
            log.close();
        } finally {
            snapshots.close();
            lock.close();
        }
    }
}
