package dev.seaworthy.cli.disk;

import dev.seaworthy.sim.disk.Chance;
import dev.seaworthy.sim.disk.Platter;
import dev.seaworthy.sim.disk.PlatterException;
import dev.seaworthy.storage.LevelDbLogFiles;
import dev.seaworthy.storage.LevelDbOptions;
import dev.seaworthy.storage.LevelDbStore;
import dev.seaworthy.storage.OrderedStore;
import dev.seaworthy.storage.SlotStore;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.Verdict;
import dev.seaworthy.storage.WriteBatch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One disk as a LevelDB directory.
 *
 * <p>LevelDB begins a log file whenever it is opened, and everything older is in synced tables by then: what a power
 * failure may take is all in that one file. So a crash closes the store, which makes LevelDB's own threads come to rest
 * without writing anything out, and puts in the place of the log file what a power failure could have left of it. The
 * batches that survive are whole; of the first that is lost some sectors are there ({@link CrashImage}), of the others
 * nothing: each is synced in production before the next is begun. Names are as the file system's journal keeps them,
 * and so is the size of the file, which LevelDB makes longer ahead of what it writes.
 *
 * <p>Not thread safe.
 */
final class LevelDbPlatter implements Platter, AutoCloseable {
    /** A write buffer that no life of a process fills, and no reserve: nobody's data is kept here. */
    private static final LevelDbOptions OPTIONS = new LevelDbOptions(32 << 20, 32 << 10, 0);

    private static final int SIZE = -1;

    private final Path directory;
    private final DirectoryTally tally;
    /** How long the log file was after each batch since the last opening, in bytes, and at first before any. */
    private final List<Long> sizes = new ArrayList<>();

    private LevelDbStore store;
    private Path log;
    private boolean powerFailed;
    /** Whether a process has run on it; making its first content is not that. */
    private boolean ran;

    LevelDbPlatter(Path directory, DirectoryTally tally) {
        this.directory = directory;
        this.tally = tally;
    }

    @Override
    public Opened open(SlotStore slots) {
        if (store != null) {
            throw new IllegalStateException(directory + " is open already");
        }
        try {
            Verdict verdict = openStore(slots);
            log = newestLog();
            sizes.clear();
            sizes.add(Files.size(log));
            return new Opened(new Store(), verdict);
        } catch (StoreException | IOException e) {
            throw new PlatterException("the directory of its disk cannot be opened: " + e.getMessage(), e);
        }
    }

    private Verdict openStore(SlotStore slots) {
        if (!Files.exists(directory)) {
            store = LevelDbStore.create(directory, OPTIONS);
            tally.made();
            return new Verdict.Clean();
        }
        LevelDbLogFiles files = LevelDbLogFiles.open(directory, slots, OPTIONS);
        store = files.store();
        if (powerFailed) {
            tally.openedAfterPowerFailure();
        } else if (ran) {
            tally.openedAfterKill();
        }
        ran = true;
        if (files.verdict() instanceof Verdict.Torn) {
            tally.cutTornTail();
        }
        powerFailed = false;
        return files.verdict();
    }

    private Path newestLog() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            // Their names are numbers of one length.
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .reduce((older, newer) -> newer)
                    .orElseThrow(() -> new IOException("there is no log file in " + directory));
        }
    }

    @Override
    public void crash(int lost, Chance chance) {
        powerFailed = true;
        tally.lost(lost);
        try {
            end();
            if (lost > 0) {
                lose(lost, chance);
            }
        } catch (StoreException | IOException e) {
            throw new PlatterException("no power failure could be made of " + directory, e);
        }
    }

    private void lose(int lost, Chance chance) throws IOException {
        byte[] file = Files.readAllBytes(log);
        List<Integer> ends = LogRecords.ends(file);
        int written = sizes.size() - 1;
        if (ends.size() != written || lost > written) {
            throw new IOException(log + " holds " + ends.size() + " batches where " + written
                    + " were written, of which " + lost + " are to be lost");
        }
        int kept = written - lost;
        // Making the file longer for the batch may have reached the disk or not.
        long size = sizes.get(chance.below(2, SIZE) == 0 ? kept : kept + 1);
        int durable = kept == 0 ? 0 : ends.get(kept - 1);
        Files.write(log, CrashImage.of(file, durable, ends.get(kept), Math.toIntExact(size), chance));
    }

    /** The process is gone, and its hold on the store with it; nothing is as an orderly end would leave it. */
    private void end() throws IOException {
        if (store == null) {
            return;
        }
        LevelDbStore ended = store;
        store = null;
        ended.close();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            // Closing takes back what LevelDB has made the file longer than needed; a process that dies does not.
            file.setLength(sizes.get(sizes.size() - 1));
        }
    }

    /** Frees what an open store holds; the directory stays. */
    @Override
    public void close() {
        try {
            end();
        } catch (IOException e) {
            throw new PlatterException(directory + " could not be closed", e);
        }
    }

    /** One process's hold on the store. What LevelDB refuses here is no failure of the simulated disk. */
    private final class Store implements OrderedStore {
        @Override
        public void write(WriteBatch batch, boolean sync) {
            try {
                store.write(batch, sync);
                sizes.add(Files.size(log));
            } catch (StoreException | IOException e) {
                throw failed("written", e);
            }
        }

        @Override
        public byte[] get(byte[] key) {
            try {
                return store.get(key);
            } catch (StoreException e) {
                throw failed("read", e);
            }
        }

        @Override
        public void scan(byte[] from, byte[] to, Visitor visitor) {
            List<Map.Entry<byte[], byte[]>> pairs = new ArrayList<>();
            try {
                store.scan(from, to, (key, value) -> pairs.add(Map.entry(key, value)));
            } catch (StoreException e) {
                throw failed("read", e);
            }
            // Apart from the reading, so that what a visitor throws is not taken for a failure of it.
            pairs.forEach(pair -> visitor.pair(pair.getKey(), pair.getValue()));
        }

        @Override
        public void close() {
            LevelDbPlatter.this.close();
        }

        private PlatterException failed(String what, Exception e) {
            return new PlatterException(directory + " could not be " + what + ": " + e.getMessage(), e);
        }
    }
}
