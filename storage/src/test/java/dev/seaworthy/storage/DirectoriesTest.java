package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to names is done once, wholly, and may be repeated. That it is synced is seen from outside only. */
class DirectoriesTest {
    @TempDir
    Path home;

    @Test
    void missingDirectoriesAreMadeAndThoseThatAreThereStay() throws IOException {
        Path deep = home.resolve("a/b/c");
        Directories.create(deep);
        Files.write(deep.resolve("kept"), new byte[] {1});
        Directories.create(deep);
        Directories.create(Path.of("/"));
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(deep.resolve("kept")));
        assertThrows(IOException.class, () -> Directories.create(deep.resolve("kept/below")));
    }

    @Test
    void aFileIsReplacedAlsoAfterAnAttemptThatWasInterrupted() throws IOException {
        Path file = home.resolve("file");
        Directories.replace(file, new byte[] {1, 2, 3});
        Files.write(home.resolve("file.draft"), new byte[10]);
        Directories.replace(file, new byte[] {4});
        assertArrayEquals(new byte[] {4}, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aDirectoryIsRenamedWithWhatIsInIt() throws IOException {
        Path before = Files.createDirectory(home.resolve("before"));
        Files.write(before.resolve("file"), new byte[] {1});
        Directories.rename(before, home.resolve("after"));
        assertTrue(Files.exists(home.resolve("after/file")) && Files.notExists(before));
        Files.createDirectory(before);
        assertThrows(IOException.class, () -> Directories.rename(before, home.resolve("after")));
    }
}
