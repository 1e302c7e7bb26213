package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a directory of files adds to the contract of a blob store. */
class FileBlobStoreTest {
    @TempDir
    private Path root;

    private Path directory;

    @BeforeEach
    void name() {
        directory = root.resolve("snapshots");
    }

    @Test
    void openMakesNoDirectory() {
        String message = assertThrows(StoreException.class, () -> FileBlobStore.open(directory))
                .getMessage();
        assertTrue(message.contains("there is no such directory"), message);
        assertFalse(Files.exists(directory));
    }

    @Test
    void createTakesAnEmptyDirectoryButNoOther() throws IOException {
        Files.createDirectory(directory);
        FileBlobStore.create(directory).close();
        Files.createFile(directory.resolve("a"));
        String message = assertThrows(StoreException.class, () -> FileBlobStore.create(directory))
                .getMessage();
        assertTrue(message.contains("is not empty"), message);
    }

    @Test
    void openingClearsAwayTheDraftsOfAKilledProcessAndNothingElse() throws IOException {
        FileBlobStore killed = FileBlobStore.create(directory);
        killed.draft().append(new byte[100], 0, 100);
        Files.createFile(directory.resolve("blob"));
        Files.createFile(directory.resolve("notes.txt"));
        assertEquals(List.of("1.draft", "blob", "notes.txt"), files());
        FileBlobStore opened = FileBlobStore.open(directory);
        assertEquals(List.of("blob", "notes.txt"), files());
        assertEquals(List.of("blob"), opened.names(), "a file whose name is no blob's is left alone and not seen");
    }

    @Test
    void aDraftThatWasThrownAwayOrFailedLeavesNoFile() throws IOException {
        FileBlobStore blobs = FileBlobStore.create(directory);
        blobs.draft().close();
        assertEquals(List.of(), files());
        BlobStore.Draft draft = blobs.draft();
        Files.createDirectories(directory.resolve("a").resolve("b"));
        String message =
                assertThrows(StoreException.class, () -> draft.publish("a")).getMessage();
        assertTrue(message.contains("could not be renamed to a"), message);
        assertEquals(List.of("a"), files());
        assertThrows(StoreException.class, draft::sync);
    }

    @Test
    void aFailureNamesTheFile() throws IOException {
        FileBlobStore blobs = FileBlobStore.create(directory);
        try (BlobStore.Draft draft = blobs.draft()) {
            draft.publish("a");
        }
        assertNames("there is no " + directory.resolve("b"), () -> blobs.read("b", 0, 1));
        assertNames("there is no " + directory.resolve("b"), () -> blobs.size("b"));
        assertNames(directory.resolve("a") + " ends at byte 0, before 5", () -> blobs.read("a", 3, 2));
        Files.delete(directory.resolve("a"));
        Files.delete(directory);
        assertNames("a sync of " + directory + " failed", blobs::syncNames);
        Files.createDirectory(directory);
        assertNames("a sync of " + directory + " failed", blobs::syncNames);
        assertNames("a sync of " + directory + " failed", blobs::draft);
    }

    private static void assertNames(String what, Executable failing) {
        String message = assertThrows(StoreException.class, failing).getMessage();
        assertTrue(message.contains(what), message);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
