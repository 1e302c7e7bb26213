package dev.seaworthy.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps LevelDB from writing to a full disk. It writes through memory maps, so a page for which there is no room kills
 * the process, and a thread of its own writes tables whenever it sees fit. So there has to be room, before anything is
 * written, for everything that it may write before it is asked again:
 *
 * <ul>
 *   <li>the batch, and the ends of the files it goes to, which are rounded up to whole pages;
 *   <li>a table for each of its two write buffers;
 *   <li>what a compaction writes before it deletes what it read, no more than that: all tables that there are, or the
 *       {@value #FRESH_TABLES} that are written before LevelDB makes writers wait, and those they are merged with;
 *   <li>the reserve.
 * </ul>
 *
 * <p>What it cannot prevent: that another program fills the disk while LevelDB compacts.
 *
 * <p>Thread safe: it holds nothing that changes.
 */
final class FreeSpace {
    /** So many tables of a write buffer's size may be waiting for a compaction. */
    private static final int FRESH_TABLES = 12;
    /** A compaction below the first level reads up to 25 tables of 2 MiB, and with the next level a little more. */
    private static final long DEEP_COMPACTION_BYTES = 64 << 20;
    /** Log, table, MANIFEST, CURRENT: the last page of each, and what the file system keeps for itself. */
    private static final long ROUNDING_BYTES = 64 << 10;
    /** With more room than this nobody needs to know how much exactly. */
    private static final long PLENTY_BYTES = 1L << 30;
    /** What a change takes in a batch beyond key and value. */
    private static final int CHANGE_OVERHEAD_BYTES = 11;

    private final File directory;
    private final LevelDbOptions options;

    FreeSpace(Path directory, LevelDbOptions options) {
        this.directory = directory.toFile();
        this.options = options;
    }

    /**
     * Makes sure that a batch can be written.
     *
     * @throws DiskFullException where it cannot
     */
    void require(WriteBatch batch) {
        require(sizeOf(batch));
    }

    /**
     * Makes sure that so many bytes can be written, and all that LevelDB may write besides.
     *
     * @throws DiskFullException where they cannot
     */
    void require(long bytes) {
        // One statfs, a few microseconds. On a disk with room enough nothing else is asked.
        long usable = directory.getUsableSpace();
        if (usable >= bytes + always() + compactionMax()) {
            return;
        }
        long needed = bytes + always() + Math.min(compactionMax(), tableBytes());
        if (usable < needed) {
            throw new DiskFullException(directory.toPath(), usable, needed);
        }
    }

    /**
     * How many bytes there is room for before {@link #require(long)} refuses; negative where it refuses everything. A
     * lower bound where there is room for more than {@value #PLENTY_BYTES}. May be called by any thread.
     */
    long leftBytes() {
        long usable = directory.getUsableSpace();
        long atLeast = usable - always() - compactionMax();
        return atLeast > PLENTY_BYTES ? atLeast : usable - always() - Math.min(compactionMax(), tableBytes());
    }

    private long always() {
        return ROUNDING_BYTES + 2L * options.writeBufferBytes() + options.reserveBytes();
    }

    private long compactionMax() {
        return (long) FRESH_TABLES * options.writeBufferBytes() + DEEP_COMPACTION_BYTES;
    }

    private static long sizeOf(WriteBatch batch) {
        long bytes = 0;
        List<WriteBatch.Change> changes = batch.changes();
        for (int i = 0; i < changes.size(); i++) {
            WriteBatch.Change change = changes.get(i);
            bytes += change.key().length + CHANGE_OVERHEAD_BYTES;
            bytes += change.value() == null ? 0 : change.value().length;
        }
        // Heads of fragments: 7 bytes in 32 KiB.
        return bytes + bytes / 1024;
    }

    private long tableBytes() {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory.toPath())) {
            for (Path file : files.toList()) {
                bytes += file.toString().endsWith(".sst") ? sizeOf(file) : 0;
            }
            return bytes;
        } catch (IOException e) {
            throw new StoreException("the size of the tables in " + directory + " could not be determined", e);
        }
    }

    private static long sizeOf(Path table) throws IOException {
        try {
            return Files.size(table);
        } catch (NoSuchFileException e) {
            // LevelDB deletes what it does not need any more when it wants.
            return 0;
        }
    }
}
