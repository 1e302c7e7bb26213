package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.StorageBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may open a data directory, and what is said to those who may not. */
class DataDirectoryTest {
    static final StoreIdentity IDENTITY = new StoreIdentity(77, new Member(1, 11));
    private static final HardState VOTED = new HardState(3, new Member(2, 12), 0, false);

    @TempDir
    private Path root;

    private Path data;

    @BeforeEach
    void name() {
        data = root.resolve("data");
    }

    @Test
    void whatWasInitialisedOpensEmptyAndKeepsWhatIsWritten() {
        init();
        try (DataDirectory directory = open()) {
            assertEquals(IDENTITY, directory.identity());
            assertEquals(data, directory.path());
            assertEquals(new Verdict.Clean(), directory.verdict());
            assertEquals(LogModel.CONFIGURATION, directory.log().restored().configuration());
            assertEquals(0, directory.log().restored().lastIndex());
            write(directory, 1, VOTED);
        }
        try (DataDirectory directory = open()) {
            assertEquals(new Verdict.Clean(), directory.verdict());
            assertEquals(VOTED, directory.log().restored().hardState());
            assertEquals(1, directory.log().restored().lastIndex());
        }
        assertFalse(Files.exists(data.resolve(DataDirectory.INITIALISING)));
    }

    @Test
    void aDirectoryWithAnythingInItIsNotInitialised() throws IOException {
        init();
        assertRefused(this::init, "not empty");
        Path other = Files.createDirectory(root.resolve("other"));
        Files.write(other.resolve("photo.jpg"), new byte[1]);
        assertRefused(() -> DataDirectory.init(other, IDENTITY, LogModel.CONFIGURATION), "not empty");
        assertEquals(List.of("photo.jpg"), names(other));
    }

    @Test
    void aMemberThatTheClusterDoesNotBeginWithIsRefusedUnlessItIsYetToJoin() {
        for (Member stranger : List.of(new Member(4, 14), new Member(1, 12))) {
            StoreIdentity identity = new StoreIdentity(77, stranger);
            StoreException refused = assertThrows(
                    StoreException.class, () -> DataDirectory.init(data, identity, LogModel.CONFIGURATION));
            assertEquals(
                    "no data directory is made at " + data + " because " + identity.describe()
                            + " is not among the members the cluster begins with, which are node 1 on disk 11,"
                            + " node 2 on disk 12, node 3 on disk 13: give every one of them the same list, with itself"
                            + " in it, or Configuration.NONE to a node that is to join a running cluster",
                    refused.getMessage());
            assertFalse(Files.exists(data), "nothing is made");
        }
        DataDirectory.init(data, new StoreIdentity(77, new Member(4, 14)), Configuration.NONE);
    }

    /** Every state that an interruption can leave, told by the order in which the files are made. */
    @Test
    void anInterruptedInitialisationIsRefusedAndCanBeRepeatedAtEveryStep() throws IOException {
        List<String> steps = new ArrayList<>(List.of("nothing", DataDirectory.SNAPSHOTS));
        for (Slot slot : Slot.values()) {
            steps.add(slot.fileName());
        }
        steps.addAll(List.of(DataDirectory.LOG, "a part of the log", DataDirectory.IDENTITY + ".draft"));
        for (int step = 0; step < steps.size(); step++) {
            data = root.resolve("after-" + step);
            init();
            undoDownTo(step, steps);
            assertRefused(this::open, "not initialised to its end");
            init();
            try (DataDirectory directory = open()) {
                assertEquals(0, directory.log().restored().lastIndex(), steps.get(step));
                assertEquals(new Verdict.Clean(), directory.verdict());
            }
            assertEquals(List.of(), leftovers(), steps.get(step));
        }
    }

    @Test
    void onlyTheTidyingUpIsLeftOnceTheIdentityHasItsName() throws IOException {
        init();
        Files.write(data.resolve(DataDirectory.INITIALISING), new byte[0]);
        assertRefused(this::init, "not empty");
        open().close();
        assertFalse(Files.exists(data.resolve(DataDirectory.INITIALISING)));
    }

    @Test
    void somebodyElsesDataIsRefusedWithBothNamed() {
        init();
        for (StoreIdentity other : List.of(
                new StoreIdentity(78, new Member(1, 11)),
                new StoreIdentity(77, new Member(2, 11)),
                new StoreIdentity(77, new Member(1, 12)))) {
            StoreException refused = assertThrows(StoreException.class, () -> DataDirectory.open(data, other));
            String message = refused.getMessage();
            assertTrue(message.contains(IDENTITY.describe()) && message.contains(other.describe()), message);
        }
        open().close();
    }

    @Test
    void aDirectoryThatIsNoneIsRefused() throws IOException {
        assertRefused(this::open, "there is no such directory");
        Files.createDirectory(data);
        assertRefused(this::open, "it is empty");
        assertRefused(this::open, "Is the path right, and its disk mounted? For a member that has never run, make its");
        assertRefused(this::open, "its data is lost: do not make it anew, but let another member");
        assertEquals(List.of(), names(data), "nothing was made there");
        Files.write(data.resolve("photo.jpg"), new byte[1]);
        assertRefused(this::open, "it has no file 'identity'");
    }

    @Test
    void dataWhoseOwnerCannotBeToldIsAmnesia() throws IOException {
        init();
        byte[] sound = Files.readAllBytes(data.resolve(DataDirectory.IDENTITY));
        byte[] damaged = sound.clone();
        damaged[sound.length / 2] ^= 1;
        Files.write(data.resolve(DataDirectory.IDENTITY), damaged);
        assertAmnesia("identity");
        Files.delete(data.resolve(DataDirectory.IDENTITY));
        assertAmnesia("the file 'identity' is missing");
        Files.write(data.resolve(DataDirectory.IDENTITY), sound);
        open().close();
    }

    @Test
    void withoutTermAndVoteNothingIsOpenedAndHowToGoOnIsSaid() throws IOException {
        init();
        try (DataDirectory directory = open()) {
            write(directory, 1, VOTED);
        }
        Files.write(data.resolve(Slot.HARD_STATE_A.fileName()), new byte[SlotStore.SLOT_BYTES]);
        open().close();
        Files.delete(data.resolve(Slot.HARD_STATE_A.fileName()));
        Files.delete(data.resolve(Slot.HARD_STATE_B.fileName()));
        AmnesiaException amnesia = assertAmnesia("neither copy of the hard state");
        assertTrue(amnesia.getMessage().contains("let the leader replace the old member"), amnesia.getMessage());
        assertAmnesia("neither copy of the hard state");
    }

    @Test
    void withoutItsLogNothingIsOpenedAndNoNewLogIsMade() throws IOException {
        init();
        Directories.delete(data.resolve(DataDirectory.LOG));
        assertThrows(StoreException.class, this::open);
        assertFalse(Files.exists(data.resolve(DataDirectory.LOG)));
    }

    @Test
    void aDirectoryIsOpenOnceInAProcess() throws IOException {
        init();
        try (DataDirectory directory = open()) {
            DirectoryInUseException twice = assertThrows(DirectoryInUseException.class, this::open);
            assertTrue(twice.getMessage().contains("this process"), twice.getMessage());
            Path link = Files.createSymbolicLink(root.resolve("link"), data);
            assertThrows(DirectoryInUseException.class, () -> DataDirectory.open(link, IDENTITY));
            write(directory, 1, VOTED);
        }
        open().close();
    }

    @Test
    void aFailedOpeningGivesTheLockBack() throws IOException {
        init();
        Path mark = data.resolve(Slot.HARD_STATE_A.fileName());
        Files.delete(mark);
        Files.createDirectory(mark);
        assertThrows(StoreException.class, this::open);
        Files.delete(mark);
        open().close();
    }

    @Test
    void aDirectoryIsOpenInOneProcessOnly() throws Exception {
        init();
        Process holder =
                ChildJvm.of(LockHolder.class, List.of(), data.toString()).start();
        try (BufferedReader told = holder.inputReader();
                OutputStream end = holder.getOutputStream()) {
            assertEquals("clean", told.readLine());
            DirectoryInUseException used = assertThrows(DirectoryInUseException.class, this::open);
            assertTrue(used.getMessage().contains("another process"), used.getMessage());
            assertThrows(DirectoryInUseException.class, () -> Inspector.inspect(data));
            end.write('\n');
            end.flush();
            assertEquals(0, holder.waitFor());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        open().close();
    }

    @Test
    void rotInTheLastBatchIsDamageThoughItsMarkIsFromBefore() throws IOException {
        init();
        writeTwo(MarkSync.LATER);
        rotInTheLastBatch();
        // Whoever opens it may sync every mark from now on: of these it says nothing.
        try (DataDirectory directory = DataDirectory.open(data, IDENTITY, MarkSync.BEFORE_ACKNOWLEDGING)) {
            assertInstanceOf(Verdict.Damaged.class, directory.verdict());
            assertTrue(directory.log().restored().hardState().recovering());
        }
    }

    @Test
    void theSameIsAnInterruptedWriteWhereMarksAreExact() throws IOException {
        init();
        writeTwo(MarkSync.BEFORE_ACKNOWLEDGING);
        rotInTheLastBatch();
        try (DataDirectory directory = DataDirectory.open(data, IDENTITY, MarkSync.LATER)) {
            assertInstanceOf(Verdict.Torn.class, directory.verdict());
            assertEquals(1, directory.log().restored().lastIndex());
            assertEquals(VOTED, directory.log().restored().hardState());
        }
    }

    @Test
    void howMarksWereWrittenIsThatOfTheLastOpening() throws IOException {
        init();
        DataDirectory.open(data, IDENTITY, MarkSync.LATER).close();
        writeTwo(MarkSync.BEFORE_ACKNOWLEDGING);
        rotInTheLastBatch();
        try (DataDirectory directory = open()) {
            assertInstanceOf(Verdict.Torn.class, directory.verdict());
        }
    }

    /** Two batches, of which the marks on the disk know only the first. */
    private void writeTwo(MarkSync markSync) throws IOException {
        byte[] a;
        byte[] b;
        try (DataDirectory directory = DataDirectory.open(data, IDENTITY, markSync)) {
            write(directory, 1, VOTED);
            a = Files.readAllBytes(data.resolve(Slot.MARK_A.fileName()));
            b = Files.readAllBytes(data.resolve(Slot.MARK_B.fileName()));
            write(directory, 2, null);
        }
        Files.write(data.resolve(Slot.MARK_A.fileName()), a);
        Files.write(data.resolve(Slot.MARK_B.fileName()), b);
    }

    /** A sector in the middle of it is gone; what is around it is there. */
    private void rotInTheLastBatch() throws IOException {
        Path log;
        try (Stream<Path> files = Files.list(data.resolve(DataDirectory.LOG))) {
            log = files.filter(file -> file.toString().endsWith(".log"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(log);
        int end = content.length;
        while (content[end - 1] == 0) {
            end--;
        }
        for (int at = end - 1500; at < end - 1000; at++) {
            content[at] ^= 0x55;
        }
        Files.write(log, content);
    }

    /** Removes what is made after a step. */
    private void undoDownTo(int step, List<String> steps) throws IOException {
        Files.write(data.resolve(DataDirectory.INITIALISING), new byte[0]);
        Path identity = data.resolve(DataDirectory.IDENTITY);
        Files.move(identity, data.resolve(DataDirectory.IDENTITY + ".draft"));
        for (int later = steps.size() - 1; later > step; later--) {
            if (steps.get(later).equals("a part of the log")) {
                Files.delete(data.resolve(DataDirectory.LOG).resolve("CURRENT"));
            } else {
                Directories.delete(data.resolve(steps.get(later)));
            }
        }
    }

    private List<String> leftovers() throws IOException {
        return names(data).stream()
                .filter(name -> name.equals(DataDirectory.INITIALISING) || name.endsWith(".draft"))
                .toList();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void init() {
        DataDirectory.init(data, IDENTITY, LogModel.CONFIGURATION);
    }

    private DataDirectory open() {
        return DataDirectory.open(data, IDENTITY);
    }

    private static void write(DataDirectory directory, long index, HardState state) {
        byte[] payload = new byte[3000];
        // Sectors of zeros would look like such as did not arrive.
        Arrays.fill(payload, (byte) 1);
        LogEntry entry = new LogEntry(index, 3, EntryKind.COMMAND, payload);
        directory.log().write(new StorageBatch(index, state, 0, null, List.of(entry)));
    }

    private static void assertRefused(Runnable opening, String why) {
        StoreException refused = assertThrows(StoreException.class, opening::run);
        assertFalse(refused instanceof AmnesiaException, "nobody ran on it");
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private AmnesiaException assertAmnesia(String why) {
        AmnesiaException amnesia = assertThrows(AmnesiaException.class, this::open);
        assertTrue(amnesia.getMessage().contains(why), amnesia.getMessage());
        return amnesia;
    }
}
