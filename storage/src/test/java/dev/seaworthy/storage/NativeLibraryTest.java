package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fusesource.hawtjni.runtime.Library;
import org.fusesource.leveldbjni.JniDBFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where LevelDB's native library is put, and what it leaves behind: nothing. */
class NativeLibraryTest {
    @TempDir
    private Path root;

    @Test
    void theNativeLibraryIsUnpackedOnceAndMendedWhereItDiffers() throws IOException {
        Path directory = root.resolve("native");
        Path library = NativeLibrary.unpack(directory, true);
        byte[] sound = Files.readAllBytes(library);
        Object firstFile = Files.readAttributes(library, "unix:ino");
        assertEquals(library, NativeLibrary.unpack(directory, true));
        assertEquals(firstFile, Files.readAttributes(library, "unix:ino"), "the same file");
        Files.write(library, new byte[] {1, 2, 3});
        NativeLibrary.unpack(directory, true);
        assertArrayEquals(sound, Files.readAllBytes(library));
        assertEquals(List.of(library), files(directory), "nothing else is left there");
    }

    @Test
    void aNativeLibraryThatTheUserProvidesIsLeftAlone() throws IOException {
        Path directory = Files.createDirectory(root.resolve("native"));
        Path library = NativeLibrary.unpack(directory, false);
        Files.write(library, new byte[] {1, 2, 3});
        NativeLibrary.unpack(directory, false);
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(library));
    }

    @Test
    void aLibraryForAnotherProcessorIsNotTaken() {
        Library library = new Library("leveldbjni", JniDBFactory.class);
        List<String> arm = NativeLibrary.resources(library, "aarch64");
        assertEquals(1, arm.size());
        assertTrue(arm.get(0).contains("/aarch64/"), arm.get(0));
        assertEquals(
                library.getPlatformSpecifcResourcePath(),
                NativeLibrary.resources(library, "amd64").get(1));
    }

    @Test
    void aStoreOpensWhereNothingMayBeExecutedInTheTemporaryDirectoryAndLeavesNothingThere() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("tmp"), "size=4m,noexec")) {
            for (int start = 0; start < 2; start++) {
                assertEquals("", run(disk.directory()), "what it printed");
            }
            assertEquals(List.of(), files(disk.directory()));
            assertEquals(1, files(root.resolve("native")).size());
        }
    }

    /** Opens a store in another JVM, as the launcher does; what that printed. */
    private String run(Path temporary) throws Exception {
        Process process = ChildJvm.of(
                        Opener.class,
                        List.of(
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:-UsePerfData",
                                "-Djava.io.tmpdir=" + temporary),
                        root.resolve("data").toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Makes or opens a store and writes to it. */
    static final class Opener {
        private Opener() {}

        /** The store's directory is the only argument. */
        public static void main(String[] arguments) {
            Path data = Path.of(arguments[0]);
            try (LevelDbStore store = Files.exists(data) ? LevelDbStore.open(data) : LevelDbStore.create(data)) {
                store.write(new WriteBatch().put(new byte[] {1}, new byte[] {1}), true);
            }
        }
    }
}
