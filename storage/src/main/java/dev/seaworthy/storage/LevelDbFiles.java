package dev.seaworthy.storage;

import dev.seaworthy.storage.LevelDbCondition.Ending;
import dev.seaworthy.storage.LevelDbCondition.FileCondition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Examines the files of a LevelDB store without LevelDB, and without changing anything. Finds what LevelDB would not:
 *
 * <ul>
 *   <li>a log file that is gone (LevelDB opens without what it held);
 *   <li>batches that are missing between others (it skips zeros in the middle of a log): every batch carries the number
 *       of its first change, and the numbers have to follow on;
 *   <li>a log that ends before the change that the MANIFEST says was made.
 * </ul>
 *
 * <p>What it does not look into is the tables: their blocks are verified when they are read.
 *
 * <p>Not thread safe; made for one examination.
 */
final class LevelDbFiles {
    static final String CURRENT = "CURRENT";
    private static final Pattern MANIFEST_NAME = Pattern.compile("MANIFEST-\\d+\n");
    private static final Pattern LOG_NAME = Pattern.compile("(\\d+)\\.log");
    private static final String MISSING = "is missing";

    private final Path directory;
    private final LevelDbManifest manifest = new LevelDbManifest();
    private final List<FileCondition> logs = new ArrayList<>();
    /** Log files that count and were not looked into, because one before them is damaged. */
    private final List<Path> younger = new ArrayList<>();

    private FileCondition manifestFile;
    private DamagedStoreException damage;
    /** The first log file that is damaged; null where none is. */
    private FileCondition damagedLog;

    private boolean endsEarly;

    private LevelDbFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Examines the store in a directory.
     *
     * @throws StoreException where a file cannot be read
     */
    static LevelDbFiles examine(Path directory) {
        LevelDbFiles files = new LevelDbFiles(directory);
        try {
            files.damage = files.findDamage();
        } catch (IOException e) {
            throw new StoreException("the files of the store in " + directory + " could not be read", e);
        }
        return files;
    }

    /** What was found. */
    LevelDbCondition condition() {
        return new LevelDbCondition(
                manifestFile, List.copyOf(logs), manifest.tables().size(), tableBytes(), damage);
    }

    /** The log file that has to be cut to get rid of the damage; null where that would not help. */
    FileCondition damagedLog() {
        return damagedLog;
    }

    /** The log files that follow the damaged one. */
    List<Path> youngerLogs() {
        return younger;
    }

    /** Whether the only damage is that batches are missing at the end. */
    boolean endsEarly() {
        return endsEarly;
    }

    private long tableBytes() {
        return manifest.tables().values().stream().mapToLong(Long::longValue).sum();
    }

    private DamagedStoreException findDamage() throws IOException {
        Path current = directory.resolve(CURRENT);
        if (!Files.isRegularFile(current)) {
            return damaged(current, MISSING);
        }
        String name = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1);
        if (!MANIFEST_NAME.matcher(name).matches()) {
            return damaged(current, "does not name a MANIFEST");
        }
        Path path = directory.resolve(name.strip());
        if (!Files.isRegularFile(path)) {
            return damaged(path, MISSING + ", though CURRENT names it");
        }
        manifestFile = scan(path, manifest);
        if (manifestFile.ending() == Ending.DAMAGED) {
            return damaged(manifestFile);
        }
        if (manifestFile.records() == 0) {
            return damaged(path, "holds nothing");
        }
        DamagedStoreException inTables = damagedTable();
        return inTables != null ? inTables : damagedLogs();
    }

    private DamagedStoreException damagedTable() throws IOException {
        for (Map.Entry<Long, Long> table : manifest.tables().entrySet()) {
            Path file = numbered(table.getKey(), "sst");
            if (!Files.isRegularFile(file)) {
                return damaged(file, MISSING + ", though " + manifestFile.file().getFileName() + " names it");
            }
            long bytes = Files.size(file);
            if (bytes < table.getValue()) {
                return damaged(file, "has " + bytes + " bytes; it was written with " + table.getValue());
            }
        }
        return null;
    }

    private DamagedStoreException damagedLogs() throws IOException {
        Map<Long, Path> counting = countingLogs();
        Path oldest = numbered(manifest.logNumber(), "log");
        if (!counting.containsKey(manifest.logNumber())) {
            return damaged(oldest, MISSING + ", though " + manifestFile.file().getFileName() + " names it");
        }
        Sequence sequence = new Sequence(manifest.lastSequence());
        for (Path file : counting.values()) {
            if (damagedLog != null) {
                younger.add(file);
                continue;
            }
            FileCondition log = scan(file, sequence);
            logs.add(log);
            damagedLog = log.ending() == Ending.DAMAGED ? log : null;
        }
        if (damagedLog != null) {
            return damaged(damagedLog);
        }
        endsEarly = sequence.endsEarly();
        if (endsEarly) {
            FileCondition last = logs.get(logs.size() - 1);
            return new DamagedStoreException(
                    last.file(),
                    last.soundBytes(),
                    "it ends with change " + (sequence.next - 1) + ", though change " + manifest.lastSequence()
                            + " was made",
                    null);
        }
        return null;
    }

    private Map<Long, Path> countingLogs() throws IOException {
        Map<Long, Path> counting = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Matcher name = LOG_NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    long number = Long.parseLong(name.group(1));
                    if (number >= manifest.logNumber() || number == manifest.previousLogNumber()) {
                        counting.put(number, file);
                    }
                }
            }
        }
        return counting;
    }

    private Path numbered(long number, String suffix) {
        return directory.resolve(String.format(Locale.ROOT, "%06d.%s", number, suffix));
    }

    private static FileCondition scan(Path file, LevelDbLogScan.Visitor visitor) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        LevelDbLogScan.Found found = LevelDbLogScan.of(bytes, visitor);
        return new FileCondition(
                file,
                bytes.length,
                found.soundBytes(),
                found.writtenBytes(),
                found.records(),
                found.ending(),
                found.offset(),
                found.reason());
    }

    private static DamagedStoreException damaged(FileCondition file) {
        return new DamagedStoreException(file.file(), file.offset(), file.reason(), null);
    }

    private static DamagedStoreException damaged(Path file, String reason) {
        return new DamagedStoreException(file, DamagedStoreException.WHOLE_FILE, reason, null);
    }

    /** The numbers of the changes in the log files: 8 bytes for the first of a batch, 4 for how many it has. */
    private static final class Sequence implements LevelDbLogScan.Visitor {
        private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

        private final long lastInManifest;
        private boolean any;
        private long first;
        private long next;

        private Sequence(long lastInManifest) {
            this.lastInManifest = lastInManifest;
        }

        @Override
        public String record(long offset, byte[] data) {
            if (data.length < HEAD_BYTES) {
                return "a batch of only " + data.length + " bytes";
            }
            long number = Long.reverseBytes(BigEndian.getLong(data, 0));
            if (any ? number != next : number > lastInManifest + 1) {
                return "a batch begins with change " + number + ", though change " + (any ? next : lastInManifest + 1)
                        + " comes next: batches before it are missing";
            }
            if (!any) {
                first = number;
                any = true;
            }
            next = number + Integer.toUnsignedLong(Integer.reverseBytes(BigEndian.getInt(data, Long.BYTES)));
            return null;
        }

        /** Whether changes are missing at the end that were made before the last edit of the MANIFEST. */
        private boolean endsEarly() {
            return any && first <= lastInManifest && next <= lastInManifest;
        }
    }
}
