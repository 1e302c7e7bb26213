package dev.seaworthy.bench.storage;

import dev.seaworthy.bench.machine.DiskWrites;
import dev.seaworthy.bench.machine.Folders;
import dev.seaworthy.storage.EntryRecord;
import dev.seaworthy.storage.KeyLayout;
import dev.seaworthy.storage.LevelDbOptions;
import dev.seaworthy.storage.LevelDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code storage}: synced appends to LevelDB and proposals to a replica beside plain file I/O, and a log that is
 * compacted behind while it grows.
 */
@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        description = "How fast LevelDB takes groups of entries, and a replica's storage proposals, beside append and"
                + " fdatasync of the same bytes.")
public final class StorageBench implements Callable<Integer> {
    private static final int[] PAYLOADS = {16, 1024};
    private static final int[] GROUPS = {1, 16, 64, 256};
    private static final long TURN_NANOS = 200_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int KEY_BYTES = KeyLayout.entryKey(1).length;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to write; default: the current directory.")
    private Path directory = Path.of("");

    @Option(names = "--seconds", paramLabel = "N", description = "How long each cell takes; default: 2.")
    private int seconds = 2;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "How long a log of 1 KiB entries grows and is compacted behind; default: 0, not at all.")
    private int minutes;

    @Option(names = "--replica-only", description = "Only the table of a whole replica; default: no.")
    private boolean replicaOnly;

    @Option(names = "--growing-only", description = "Only the log that --minutes asks for; default: no.")
    private boolean growingOnly;

    @Option(names = "--entries", paramLabel = "N", description = "How many entries are opened; default: 1,000,000.")
    private int entries = 1_000_000;

    @Option(names = "--keep", paramLabel = "MIB", description = "How much of a log is kept; default: 16.")
    private int keepMebibytes = 16;

    @Option(names = "--write-buffer", paramLabel = "MIB", description = "LevelDB's write buffer; default: the store's.")
    private int writeBufferMebibytes = LevelDbOptions.DEFAULT.writeBufferBytes() >> 20;

    private Path root;

    @Override
    public Integer call() throws Exception {
        root = Files.createTempDirectory(directory.toAbsolutePath(), "storage-bench");
        try {
            if (!replicaOnly && !growingOnly) {
                printRates();
            }
            if (!growingOnly) {
                new ReplicaTable(root, seconds).print();
            }
            if (entries > 0 && !replicaOnly && !growingOnly) {
                printOpening();
            }
            if (minutes > 0 && !replicaOnly) {
                printGrowing();
            }
            return 0;
        } finally {
            Folders.delete(root);
        }
    }

    private void printRates() throws IOException {
        System.out.println("Groups appended and made durable per second, in turns of 200 ms; ratio: LevelDB to plain.");
        System.out.println("written: bytes that reached the disk per byte of payload. Of each log LevelDB keeps "
                + keepMebibytes + " MiB.");
        System.out.println();
        System.out.println(
                "payload  group |    plain/s  p99 ms  written |  LevelDB/s  p99 ms  worst ms  written |  ratio");
        for (int payload : PAYLOADS) {
            for (int group : GROUPS) {
                printRate(payload, group);
            }
        }
    }

    private void printRate(int payload, int group) throws IOException {
        Path place = Files.createTempDirectory(root, "rate");
        try (SyncedLog plain = new PlainLog(place.resolve("plain"), entryBytes(payload), group);
                SyncedLog levelDb = levelDb(place.resolve("leveldb"), payload, true)) {
            Pace plainPace = new Pace(plain, group);
            Pace levelDbPace = new Pace(levelDb, group);
            inTurns(plainPace, levelDbPace, NANOS_PER_SECOND / 2);
            plainPace.reset();
            levelDbPace.reset();
            inTurns(plainPace, levelDbPace, 2L * seconds * NANOS_PER_SECOND);
            System.out.printf(
                    Locale.ROOT,
                    "%5d B  %5d | %,10.0f %7.2f %8s | %,10.0f %7.2f %9.1f %8s | %6.2f%n",
                    payload,
                    group,
                    plainPace.perSecond(),
                    plainPace.millisAt(0.99),
                    written(new PlainLog(place.resolve("alone"), entryBytes(payload), group), payload, group),
                    levelDbPace.perSecond(),
                    levelDbPace.millisAt(0.99),
                    levelDbPace.millisAt(1),
                    written(levelDb(place.resolve("alone.leveldb"), payload, true), payload, group),
                    levelDbPace.perSecond() / plainPace.perSecond());
        } finally {
            Folders.delete(place);
        }
    }

    private static void inTurns(Pace one, Pace other, long nanos) {
        for (long spent = 0; spent < nanos; spent += 2 * TURN_NANOS) {
            one.run(TURN_NANOS);
            other.run(TURN_NANOS);
        }
    }

    /** Bytes written per byte of payload, alone, so that nothing else is counted. Closes the log. */
    private String written(SyncedLog log, int payload, int group) throws IOException {
        try (log) {
            long before = DiskWrites.bytes();
            Pace pace = new Pace(log, group);
            pace.run(seconds * NANOS_PER_SECOND / 2);
            long written = DiskWrites.bytes() - before;
            return before < 0
                    ? "-"
                    : String.format(Locale.ROOT, "%.2f", written / ((double) pace.appends() * group * payload));
        }
    }

    private void printOpening() throws IOException {
        int payload = PAYLOADS[0];
        int group = GROUPS[GROUPS.length - 1];
        Path place = root.resolve("opening");
        try (SyncedLog log = new LevelDbLog(place, options(), payload, Long.MAX_VALUE / 2, false)) {
            for (int written = 0; written < entries; written += group) {
                log.append(Math.min(group, entries - written));
            }
        }
        System.out.printf(Locale.ROOT, "%nOpening %,d entries of %d bytes:%n", entries, payload);
        for (int round = 0; round < 3; round++) {
            long begin = System.nanoTime();
            try (LevelDbStore store = LevelDbStore.open(place, options())) {
                long opened = System.nanoTime();
                long[] seen = {0};
                store.scan(KeyLayout.entryKey(0), KeyLayout.entryKey(Long.MAX_VALUE), (key, value) -> seen[0]++);
                System.out.printf(
                        Locale.ROOT,
                        "opened in %.1f ms, all %,d read and verified in %.1f ms more%n",
                        (opened - begin) / NANOS_PER_MILLI,
                        seen[0],
                        (System.nanoTime() - opened) / NANOS_PER_MILLI);
            }
        }
        Folders.delete(place);
    }

    private void printGrowing() throws IOException {
        int payload = PAYLOADS[1];
        int group = 64;
        System.out.printf(
                Locale.ROOT,
                "%nA log of 1 KiB entries in groups of %d for %d minutes, but its last %d MiB deleted on the way:%n",
                group,
                minutes,
                keepMebibytes);
        System.out.println("seconds |    groups/s  p50 ms  p99 ms  p99.9 ms  worst ms  written  files MiB");
        Path place = root.resolve("growing");
        try (SyncedLog log = levelDb(place, payload, true)) {
            long all = DiskWrites.bytes();
            long groups = 0;
            double worst = 0;
            long largest = 0;
            for (int part = 1; part <= 6 * minutes; part++) {
                Pace pace = new Pace(log, group);
                long before = DiskWrites.bytes();
                pace.run(10 * NANOS_PER_SECOND);
                groups += pace.appends();
                worst = Math.max(worst, pace.millisAt(1));
                long size = sizeOf(place);
                largest = Math.max(largest, size);
                System.out.printf(
                        Locale.ROOT,
                        "%7d | %,11.0f %7.2f %7.2f %9.2f %9.1f %8.2f %10d%n",
                        10 * part,
                        pace.perSecond(),
                        pace.millisAt(0.5),
                        pace.millisAt(0.99),
                        pace.millisAt(0.999),
                        pace.millisAt(1),
                        (DiskWrites.bytes() - before) / ((double) pace.appends() * group * payload),
                        size >> 20);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d entries; the worst stall %.1f ms; written per byte of payload %.2f; files of %d MiB at most%n",
                    groups * group,
                    worst,
                    (DiskWrites.bytes() - all) / ((double) groups * group * payload),
                    largest >> 20);
        }
    }

    private SyncedLog levelDb(Path place, int payload, boolean sync) {
        return new LevelDbLog(place, options(), payload, (long) keepMebibytes << 20, sync);
    }

    private LevelDbOptions options() {
        LevelDbOptions usual = LevelDbOptions.DEFAULT;
        return new LevelDbOptions(writeBufferMebibytes << 20, usual.blockBytes(), usual.reserveBytes());
    }

    private static int entryBytes(int payload) {
        return KEY_BYTES + EntryRecord.OVERHEAD_BYTES + payload;
    }

    /** The size of the files in a directory, in bytes; one that goes meanwhile counts as empty. */
    private static long sizeOf(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
