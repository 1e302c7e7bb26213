package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.fusesource.leveldbjni.JniDBFactory;
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
 *   <li>A directory without CURRENT is refused: LevelDB would make an empty database of it, even over intact tables.
 *   <li>Nothing is ever repaired: repairing drops what it cannot read, and can return damaged values as sound ones.
 * </ul>
 *
 * <p>What it cannot prevent: a full disk kills the whole process (LevelDB writes through a memory map), and a log file
 * that is gone is not missed by LevelDB. The layer above has to see both.
 *
 * <p>The native library is unpacked into a directory {@code native} beside the store's, or into the one that the system
 * property {@code library.leveldbjni.path} names.
 *
 * <p>Used by one thread at a time. Nothing may be closed from within a scan.
 */
public final class LevelDbStore implements OrderedStore {
    private final Path directory;
    private final DB db;
    private boolean closed;
    private boolean failed;
    private int scans;

    private LevelDbStore(Path directory, DB db) {
        this.directory = directory;
        this.db = db;
    }

    /**
     * Makes an empty store.
     *
     * @param directory where to; it must be empty or not exist yet
     * @throws StoreException where it holds anything or cannot be written
     */
    public static LevelDbStore create(Path directory) {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new StoreException("no store is made in " + directory
                            + " because it is not empty: open the store that is there," + " or name another directory");
                }
            }
            LevelDbStore store = open(directory, options().createIfMissing(true).errorIfExists(true));
            syncDirectory(directory);
            syncDirectory(directory.toAbsolutePath().getParent());
            return store;
        } catch (IOException e) {
            throw new StoreException("no store could be made in " + directory, e);
        }
    }

    /**
     * Opens the store in a directory.
     *
     * @throws StoreException where there is none, another process holds it, or it is damaged
     */
    public static LevelDbStore open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new StoreException("no store in " + directory + ": there is no such directory");
        }
        if (!Files.isRegularFile(directory.resolve("CURRENT"))) {
            throw new StoreException("no store in " + directory
                    + ": its file CURRENT is missing. Where a store was here before, it is damaged:"
                    + " keep a copy, remove the member from the cluster and let it join again as a new one");
        }
        return open(directory, options());
    }

    private static Options options() {
        // Options.verifyChecksums never reaches the native side; only that of ReadOptions does.
        return new Options().createIfMissing(false).paranoidChecks(true);
    }

    private static LevelDbStore open(Path directory, Options options) {
        NativeLibrary.provide(directory.toAbsolutePath().resolveSibling("native"));
        try {
            return new LevelDbStore(directory, JniDBFactory.factory.open(directory.toFile(), options));
        } catch (LinkageError e) {
            throw new StoreException(
                    "LevelDB's native library could not be loaded from " + System.getProperty(NativeLibrary.PROPERTY)
                            + ": it needs a file system that allows execution, and on some JDKs"
                            + " --enable-native-access=ALL-UNNAMED",
                    e);
        } catch (IOException | RuntimeException e) {
            throw refused(directory, e);
        }
    }

    private static StoreException refused(Path directory, Exception e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("LOCK")) {
            return new StoreException(
                    "the store in " + directory + " is in use by another process, or twice by this one (" + reason
                            + "): stop the other node, or give this one a directory of its own; `fuser "
                            + directory.resolve("LOCK")
                            + "` names who holds it",
                    e);
        }
        return new StoreException(
                "the store in " + directory + " could not be opened (" + reason
                        + "). It is damaged or its last write was"
                        + " torn, and is not repaired because that drops data silently: keep a copy, remove the"
                        + " member from the cluster, wipe the"
                        + " directory and let it join again as a new one",
                e);
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
        requireUsable();
        try (org.iq80.leveldb.WriteBatch changes = db.createWriteBatch()) {
            for (WriteBatch.Change change : batch.changes()) {
                if (change.value() == null) {
                    changes.delete(change.key());
                } else {
                    changes.put(change.key(), change.value());
                }
            }
            db.write(changes, new WriteOptions().sync(sync));
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw new StoreException(
                    "a batch of " + batch.changes().size() + " changes could not be written to " + directory
                            + ": close the store, look at the disk, and open it again",
                    e);
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
        }
    }

    private static ReadOptions verified() {
        return new ReadOptions().verifyChecksums(true);
    }

    private StoreException unreadable(Exception e) {
        return new StoreException(
                "the store in " + directory + " could not be read (" + e.getMessage() + "). It is damaged: keep a copy,"
                        + " remove the member from the cluster, wipe the directory and let it join again as a new one",
                e);
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

    /** Makes the names in a directory durable. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
