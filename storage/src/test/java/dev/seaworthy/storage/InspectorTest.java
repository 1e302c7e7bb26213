package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a data directory, and that nothing in it is another thing afterwards. */
class InspectorTest {
    private static final StoreIdentity IDENTITY = new StoreIdentity(77, new Member(1, 11));
    private static final HardState VOTED = new HardState(3, new Member(2, 12), 0, false);

    @TempDir
    private Path root;

    private Path data;
    private SnapshotMeta snapshot;
    /** What was there before anybody looked: content by name, and for directories nothing. */
    private Map<String, byte[]> before;

    @BeforeEach
    void fill() {
        data = root.resolve("data");
        DataDirectory.init(data, IDENTITY, LogModel.CONFIGURATION);
        try (DataDirectory directory = DataDirectory.open(data, IDENTITY)) {
            LogEntry configuration =
                    new LogEntry(3, 2, EntryKind.CONFIGURATION, ConfigurationCodec.encode(LogModel.CONFIGURATION));
            directory
                    .log()
                    .write(new StorageBatch(1, VOTED, 0, null, List.of(entry(1, 1), entry(2, 1), configuration)));
            snapshot = directory
                    .snapshots()
                    .save(new EntryId(1, 2), 0, 0, LogModel.CONFIGURATION, out -> out.write(new byte[100_000]));
            LogStart start = new LogStart(snapshot, new EntryId(1, 1));
            directory.log().write(new StorageBatch(2, null, 0, start, List.of(entry(4, 3))));
            directory.log().write(new StorageBatch(3, null, 0, null, List.of(entry(5, 3))));
        }
    }

    @AfterEach
    void nothingIsAnotherThing() throws IOException {
        Map<String, byte[]> after = image();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, content) -> assertArrayEquals(content, after.get(name), name));
    }

    @Test
    void aSoundDirectoryIsDescribed() throws IOException {
        Inspection found = inspect();
        assertEquals(new Verdict.Clean(), found.verdict());
        assertFalse(found.isDamaged());
        assertEquals(IDENTITY, found.identity());
        assertEquals(VOTED, found.hardState());
        Inspection.Log log = found.log();
        assertEquals(new EntryId(1, 1), log.base());
        assertEquals(new EntryId(3, 5), log.last());
        assertEquals(4, log.entries());
        assertEquals(snapshot, log.snapshot());
        assertEquals(LogModel.CONFIGURATION, log.initial());
        assertEquals(
                List.of(
                        new Inspection.TermRun(1, 2, 2),
                        new Inspection.TermRun(2, 3, 3),
                        new Inspection.TermRun(3, 4, 5)),
                log.terms());
        assertEquals(List.of(new Inspection.ConfigurationEntry(3, LogModel.CONFIGURATION)), log.configurations());
        assertEquals(
                List.of(
                        new Inspection.Batch(3, 1, new EntryId(2, 3)),
                        new Inspection.Batch(4, 4, new EntryId(3, 4)),
                        new Inspection.Batch(5, 5, new EntryId(3, 5))),
                found.batches().subList(2, 5));
        assertEquals(5, found.acknowledgedBatch());
        assertEquals(1, found.snapshots().size());
        assertEquals(snapshot, found.snapshots().get(0).meta());
        assertNull(found.snapshots().get(0).damage());
    }

    @Test
    void aTornWriteIsToldAndNotCut() throws IOException {
        Path log = newestLog();
        byte[] sound = Files.readAllBytes(log);
        byte[] torn = Arrays.copyOf(sound, endOf(sound) + 7);
        // The head of a record whose content never came.
        System.arraycopy(new byte[] {1, 2, 3, 4, 100, 0, 1}, 0, torn, endOf(sound), 7);
        Files.write(log, torn);
        Inspection found = inspect();
        assertInstanceOf(Verdict.Torn.class, found.verdict());
        assertFalse(found.isDamaged());
        assertEquals(5, found.log().last().index());
    }

    @Test
    void rotInALogIsToldWithWhatCanBeKept() throws IOException {
        Path log = newestLog();
        byte[] content = Files.readAllBytes(log);
        content[endOf(content) - 300] ^= 0x10;
        Files.write(log, content);
        Inspection found = inspect();
        Verdict.Damaged damaged = assertInstanceOf(Verdict.Damaged.class, found.verdict());
        assertEquals(5, damaged.lastIndex());
        assertTrue(found.isDamaged());
        assertTrue(found.log().last().index() < 5);
        assertEquals(VOTED, found.hardState());
        assertEquals(5, found.acknowledgedBatch());
    }

    @Test
    void aDamagedRecordInASoundStoreIsTold() throws IOException {
        byte[] key = KeyLayout.entryKey(5);
        try (LevelDbStore store = LevelDbStore.open(data.resolve(DataDirectory.LOG))) {
            byte[] record = store.get(key);
            record[100] ^= 1;
            store.write(new WriteBatch().put(key, record), true);
        }
        Inspection found = inspect();
        Verdict.Damaged damaged = assertInstanceOf(Verdict.Damaged.class, found.verdict());
        assertTrue(damaged.why().contains("log entry 5 is damaged"), damaged.why());
        assertEquals(4, found.log().last().index());
    }

    @Test
    void aCopyThatNobodyEverOpenedGetsNoLockFile() throws IOException {
        Files.delete(data.resolve(DirectoryLock.FILE));
        assertEquals(new Verdict.Clean(), inspect().verdict());
    }

    @Test
    void onlyVerifyingReadsTheContentsOfSnapshots() throws IOException {
        Path file = data.resolve(DataDirectory.SNAPSHOTS)
                .resolve(inspect().snapshots().get(0).name());
        byte[] content = Files.readAllBytes(file);
        content[70_000] ^= 1;
        Files.write(file, content);
        assertFalse(inspect().isDamaged());
        before = image();
        Inspection verified = Inspector.verify(data);
        assertTrue(verified.isDamaged());
        assertTrue(verified.snapshots().get(0).damage() != null);
        assertInstanceOf(Verdict.Amnesia.class, verified.verdict(), "the log stands on it");
    }

    @Test
    void aSnapshotThatIsGoneIsMissed() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(DataDirectory.SNAPSHOTS))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Verdict.Amnesia amnesia =
                assertInstanceOf(Verdict.Amnesia.class, inspect().verdict());
        assertTrue(amnesia.why().contains("the snapshot of entry 2"), amnesia.why());
    }

    @Test
    void withoutHardStateTheRestIsStillToldAsFarAsItGoes() throws IOException {
        Files.write(data.resolve(Slot.HARD_STATE_A.fileName()), new byte[SlotStore.SLOT_BYTES]);
        assertEquals(VOTED, inspect().hardState());
        Files.delete(data.resolve(Slot.HARD_STATE_B.fileName()));
        Inspection found = inspect();
        assertInstanceOf(Verdict.Amnesia.class, found.verdict());
        assertNull(found.hardState());
        assertNull(found.log());
        assertEquals(1, found.snapshots().size());
    }

    @Test
    void aDirectoryWithoutLogIsAmnesia() throws IOException {
        Directories.delete(data.resolve(DataDirectory.LOG));
        Inspection found = inspect();
        assertInstanceOf(Verdict.Amnesia.class, found.verdict());
        assertEquals(VOTED, found.hardState());
    }

    @Test
    void anotherDirectoryIsRefused() throws IOException {
        before = image();
        Path other = Files.createDirectory(root.resolve("other"));
        Files.write(other.resolve("photo.jpg"), new byte[1]);
        assertThrows(StoreException.class, () -> Inspector.inspect(other));
        assertThrows(StoreException.class, () -> Inspector.inspect(root.resolve("none")));
        try (Stream<Path> files = Files.list(other)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndStaysInUse() throws IOException {
        try (DataDirectory directory = DataDirectory.open(data, IDENTITY)) {
            assertThrows(DirectoryInUseException.class, () -> Inspector.inspect(data));
            assertThrows(DirectoryInUseException.class, () -> DataDirectory.open(data, IDENTITY));
            directory.log().write(new StorageBatch(1, null, 0, null, List.of(entry(6, 3))));
        }
        assertEquals(6, inspect().log().last().index());
    }

    /** Looks, from now on on the watch for changes. */
    private Inspection inspect() throws IOException {
        before = image();
        return Inspector.inspect(data);
    }

    private Map<String, byte[]> image() throws IOException {
        Map<String, byte[]> image = new TreeMap<>();
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(data)) {
            all.forEach(paths::add);
        }
        for (Path path : paths) {
            image.put(
                    data.relativize(path).toString(), Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path));
        }
        return image;
    }

    private Path newestLog() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(DataDirectory.LOG))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private static int endOf(byte[] log) {
        int end = log.length;
        while (log[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[500]);
    }
}
