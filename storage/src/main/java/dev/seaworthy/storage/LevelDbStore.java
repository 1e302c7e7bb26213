package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteOptions;

/**
 * An ordered store on LevelDB, opened so that it fails where its defaults would answer wrongly:
 *
 * <ul>
 *   <li>Paranoid checks: otherwise a damaged log loses records without a word, and a compaction gives damaged data a
 *       sound checksum.
 *   <li>Every read verifies checksums: otherwise a damaged table serves wrong values.
 *   <li>Before LevelDB is asked, its files are examined ({@link LevelDbCondition}). Missing ones are noticed, batches
 *       missing in the middle of a log are, and a torn tail, which LevelDB refuses like damage, is cut.
 *   <li>Nothing is ever repaired: repairing drops what it cannot read, and can return damaged values as sound ones.
 *   <li>Nothing is written to a disk that is nearly full ({@link DiskFullException}): LevelDB writes through memory
 *       maps, and a page for which there is no room kills the process.
 * </ul>
 *
 * <p>LevelDB does not sync a directory, so the file system has to make a file's name durable when it syncs the file, as
 * ext4, XFS and Btrfs do.
 *
 * <p>The native library is unpacked into a directory {@code native} beside the store's, or into the one that the system
 * property {@code library.leveldbjni.path} names.
 *
 * <p>Used by one thread at a time. Nothing may be closed from within a scan.
 */
public final class LevelDbStore implements OrderedStore {
    /** The directories that this process holds: its lock on a file would be lost if it opened that file again. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Pieces of native memory that a batch is copied through; what is larger gets a piece of its own. */
    private static final int POOL_BYTES = 64 << 10;

    private final Path directory;
    private final Path held;
    private final DB db;
    private final FreeSpace space;
    private final TornTail tornTail;
    private boolean unsynced;
    private boolean closed;
    private boolean failed;
    private int scans;

    private LevelDbStore(Path directory, Path held, DB db, FreeSpace space, TornTail tornTail) {
        this.directory = directory;
        this.held = held;
        this.db = db;
        this.space = space;
        this.tornTail = tornTail;
    }

    /**
     * Makes an empty store.
     *
     * @param directory where to; it must be empty or not exist yet
     * @throws DiskFullException where the disk has too little room; at most the directory was made
     * @throws StoreException where it holds anything or cannot be written
     */
    public static LevelDbStore create(Path directory) {
        return create(directory, LevelDbOptions.DEFAULT);
    }

    /** The same with other options. */
    public static LevelDbStore create(Path directory, LevelDbOptions options) {
        try {
            Directories.create(directory);
            if (!Directories.isEmpty(directory)) {
                throw new StoreException("no store is made in " + directory
                        + " because it is not empty: open the store that is there, or name another directory");
            }
            FreeSpace space = new FreeSpace(directory, options);
            space.require(0);
            LevelDbStore store = holding(
                    directory,
                    held -> new LevelDbStore(directory, held, database(directory, options, true), space, null));
            Directories.sync(directory);
            return store;
        } catch (IOException e) {
            throw new StoreException("no store could be made in " + directory, e);
        }
    }

    /**
     * Opens the store in a directory. A torn tail is cut first; what was cut off is kept beside.
     *
     * @throws DamagedStoreException where its files are not as they were written; nothing was changed
     * @throws DiskFullException where the disk has too little room for opening, which writes what the log holds into a
     *     table; nothing was changed
     * @throws StoreException where there is none, or another process holds it
     */
    public static LevelDbStore open(Path directory) {
        return open(directory, LevelDbOptions.DEFAULT);
    }

    /** The same with other options. */
    public static LevelDbStore open(Path directory, LevelDbOptions options) {
        return open(directory, options, false);
    }

    /**
     * Opens a store of which is known that it lost what was acknowledged, and keeps what was written before the damage:
     * damaged log files are cut, what was cut off is kept beside. The result is what some beginning of the batches
     * made. Without damage the same as {@link #open(Path)}.
     *
     * @throws DamagedStoreException where the damage is not in log files; nothing was changed
     * @throws DiskFullException where the disk has too little room
     * @throws StoreException where there is none, or another process holds it
     */
    public static LevelDbStore openCutting(Path directory, LevelDbOptions options) {
        return open(directory, options, true);
    }

    /**
     * What the files in a directory look like. Changes nothing and takes no lock: what it says of a store that is in
     * use may be out of date, and wrong about its end.
     *
     * @throws StoreException where they cannot be read
     */
    public static LevelDbCondition examine(Path directory) {
        return LevelDbFiles.examine(directory).condition();
    }

    private static LevelDbStore open(Path directory, LevelDbOptions options, boolean cutting) {
        if (!Files.isDirectory(directory)) {
            throw new StoreException("no store in " + directory + ": there is no such directory");
        }
        return holding(directory, held -> {
            FreeSpace space = new FreeSpace(directory, options);
            TornTail tornTail = prepare(directory, space, cutting);
            return new LevelDbStore(directory, held, database(directory, options, false), space, tornTail);
        });
    }

    /** Examines the files and cuts what is to be cut; what was torn, or null. */
    private static TornTail prepare(Path directory, FreeSpace space, boolean cutting) {
        try {
            LevelDbLock lock = LevelDbLock.take(directory);
            try {
                LevelDbFiles files = LevelDbFiles.examine(directory);
                if (cutting && files.damagedLog() != null) {
                    LevelDbCut.cutDamaged(files.damagedLog(), files.youngerLogs());
                    files = LevelDbFiles.examine(directory);
                }
                LevelDbCondition condition = files.condition();
                if (condition.damage() != null && !(cutting && files.endsEarly())) {
                    throw condition.damage();
                }
                space.require(condition.logBytes() + condition.manifest().bytes());
                return LevelDbCut.cutTorn(condition);
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new StoreException("the files of the store in " + directory + " could not be prepared", e);
        }
    }

    private static LevelDbStore holding(Path directory, Function<Path, LevelDbStore> opening) {
        Path held;
        try {
            held = directory.toRealPath();
        } catch (IOException e) {
            throw new StoreException("no store in " + directory, e);
        }
        if (!HELD.add(held)) {
            throw LevelDbLock.inUse(directory, "this process has opened it");
        }
        boolean opened = false;
        try {
            LevelDbStore store = opening.apply(held);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                HELD.remove(held);
            }
        }
    }

    private static DB database(Path directory, LevelDbOptions options, boolean create) {
        NativeLibrary.provide(directory.toAbsolutePath().resolveSibling("native"));
        try {
            // Options.verifyChecksums never reaches the native side; only that of ReadOptions does.
            return JniDBFactory.factory.open(
                    directory.toFile(),
                    new Options()
                            .createIfMissing(create)
                            .errorIfExists(create)
                            .paranoidChecks(true)
                            .compressionType(CompressionType.NONE)
                            .writeBufferSize(options.writeBufferBytes())
                            .blockSize(options.blockBytes()));
        } catch (LinkageError e) {
            throw new StoreException(
                    "LevelDB's native library could not be loaded from " + System.getProperty(NativeLibrary.PROPERTY)
                            + ": it needs a file system that allows execution, and on some JDKs"
                            + " --enable-native-access=ALL-UNNAMED",
                    e);
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("LOCK")) {
                throw LevelDbLock.inUse(directory, reason);
            }
            throw failure("could not be opened", directory, e);
        }
    }

    /** Damage where LevelDB says so, otherwise a failure of the disk or of the system. */
    private static StoreException failure(String what, Path directory, Exception e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("Corruption") || reason.contains("corrupt") || reason.contains("mismatch")) {
            return new DamagedStoreException(
                    directory, DamagedStoreException.WHOLE_FILE, "holds a store that " + what + " (" + reason + ")", e);
        }
        return new StoreException("the store in " + directory + " " + what + " (" + reason + "): look at the disk", e);
    }

    /** What was cut from the end of its log when it was opened; null where nothing was. */
    public TornTail tornTail() {
        return tornTail;
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
        requireUsable();
        space.require(batch);
        // Keys and values pass through native memory: from a pool that costs a quarter less than piece by piece.
        JniDBFactory.pushMemoryPool(POOL_BYTES);
        try (org.iq80.leveldb.WriteBatch changes = db.createWriteBatch()) {
            for (WriteBatch.Change change : batch.changes()) {
                if (change.value() == null) {
                    changes.delete(change.key());
                } else {
                    changes.put(change.key(), change.value());
                }
            }
            if (sync && unsynced) {
                syncOlderWrites();
            }
            db.write(changes, new WriteOptions().sync(sync));
            unsynced = !sync;
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw new StoreException(
                    "a batch of " + batch.changes().size() + " changes could not be written to " + directory
                            + ": close the store, look at the disk, and open it again",
                    e);
        } finally {
            JniDBFactory.popMemoryPool();
        }
    }

    @Override
    public byte[] get(byte[] key) {
        requireUsable();
        try {
            return db.get(key, verified());
        } catch (DBException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        requireUsable();
        scans++;
        try (DBIterator pairs = db.iterator(verified().fillCache(false))) {
            Map.Entry<byte[], byte[]> pair = first(pairs, from);
            while (pair != null && Arrays.compareUnsigned(pair.getKey(), to) < 0) {
                visitor.pair(pair.getKey(), pair.getValue());
                pair = next(pairs);
            }
        } catch (IOException | DBException e) {
            throw unreadable(e);
        } finally {
            scans--;
        }
    }

    /** Apart from the visitor's calls, so that what a visitor throws is not taken for a failed read. */
    private Map.Entry<byte[], byte[]> first(DBIterator pairs, byte[] from) {
        try {
            // Never seekToFirst: unlike seek it does not report a damaged block, the scan would just end.
            pairs.seek(from);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
        return next(pairs);
    }

    private Map.Entry<byte[], byte[]> next(DBIterator pairs) {
        try {
            return pairs.hasNext() ? pairs.next() : null;
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        if (scans > 0) {
            // Freeing the database under an iterator would take the whole process down.
            throw new IllegalStateException("the store in " + directory + " is closed from within a scan");
        }
        if (closed) {
            return;
        }
        closed = true;
        try {
            db.close();
        } catch (IOException | RuntimeException e) {
            throw new StoreException("the store in " + directory + " could not be closed", e);
        } finally {
            HELD.remove(held);
        }
    }

    private static ReadOptions verified() {
        return new ReadOptions().verifyChecksums(true);
    }

    private StoreException unreadable(Exception e) {
        return failure("could not be read", directory, e);
    }

    /**
     * LevelDB syncs its newest log file only, and begins a new one whenever a write buffer is full. The newest is
     * synced by the write that follows.
     */
    private void syncOlderWrites() throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
            for (Path log : logs) {
                syncIfThere(log);
            }
        }
    }

    /** What a log file held that is gone is in a table, which is synced before the log file goes. */
    @SuppressWarnings("EmptyCatch")
    private static void syncIfThere(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (NoSuchFileException gone) {
            // Nothing is left to sync.
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new StoreException("the store in " + directory + " is closed");
        }
        if (failed) {
            throw new StoreException(
                    "the store in " + directory + " is not used any more because a write failed: close it, look at the"
                            + " disk, and open it again");
        }
    }
}
