package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.entry.LogEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store and another process that holds it, and is killed. Between writes: a kill within one can leave a tail that is
 * refused.
 */
class LevelDbProcessTest {
    @TempDir
    private Path root;

    @Test
    void anotherProcessIsKeptOutAndAKillLosesNothingThatWasWritten() throws Exception {
        Path data = root.resolve("data");
        Path slots = root.resolve("slots");
        Process writer = writer(data);
        try (InputStream written = writer.getInputStream()) {
            assertEquals(1, written.read(), "the writer ended early");
            String message = assertThrows(StoreException.class, () -> LevelDbStore.open(data))
                    .getMessage();
            assertTrue(message.contains("is in use by another process"), message);
        } finally {
            writer.destroyForcibly().waitFor();
        }
        try (DurableLogStore log = DurableLogStore.open(LevelDbStore.open(data), FileSlotStore.open(slots))) {
            assertEquals(new Verdict.Clean(), log.verdict());
            List<LogEntry> entries = log.restored().entries();
            assertEquals(LevelDbWriter.ENTRIES, entries.size());
            for (LogEntry entry : entries) {
                assertEquals(LevelDbWriter.payloadBytes(entry.index()), entry.payload().length);
            }
        }
    }

    private Process writer(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + NativeLibrary.PROPERTY + "=" + root.resolve("native"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LevelDbWriter.class.getName(),
                        data.toString(),
                        root.resolve("slots").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
