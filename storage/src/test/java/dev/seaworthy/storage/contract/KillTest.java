package dev.seaworthy.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A process that writes is killed at any time, in opening, too; the next one finds everything that was acknowledged and
 * nothing but that and at most the step that was begun, and goes on in the same directory.
 */
class KillTest {
    private static final boolean TORTURE = Boolean.getBoolean("seaworthy.storage.torture");
    private static final int GENERATIONS = TORTURE ? 300 : 6;
    /** Then a new directory is begun: each process takes all earlier steps again in its head. */
    private static final int GENERATIONS_PER_DIRECTORY = 100;

    private static final int PAYLOAD_BYTES_MAX = 120_000;

    private final Random random = new Random(1);
    private Path scratch;
    private int kills;
    private int inOpening;
    private long acknowledged;

    @BeforeEach
    void make() throws IOException {
        scratch = Images.scratch();
    }

    @AfterEach
    void clear() throws IOException {
        Images.delete(scratch);
    }

    @Test
    void whatWasAcknowledgedOutlivesAnyNumberOfKills() throws Exception {
        for (int generation = 0; generation < GENERATIONS; generation++) {
            int number = generation / GENERATIONS_PER_DIRECTORY;
            Path root = Files.createDirectories(scratch.resolve("d" + number));
            boolean last = generation == GENERATIONS - 1 || (generation + 1) % GENERATIONS_PER_DIRECTORY == 0;
            Run run = new Run(number, PAYLOAD_BYTES_MAX, last ? 5 : 100_000, 1);
            // A killed process loses no mark, however late it would have been synced.
            Process writer = Child.start(root, number % 2 == 0 ? run : run.withMarksLater(), Map.of());
            if (last) {
                writer.getInputStream().readAllBytes();
                assertEnded(0, writer.waitFor(), root);
            } else {
                killSomeTime(writer, root);
                assertEnded(128 + 9, writer.waitFor(), root);
            }
            assertTrue(!last || Acks.last(root, Acks.ACKNOWLEDGED) > 0, "nothing was ever acknowledged");
        }
        System.out.println("kills: " + kills + ", of which " + inOpening + " before the first acknowledgement; "
                + acknowledged + " steps acknowledged before them");
        assertTrue(kills >= GENERATIONS - GENERATIONS / GENERATIONS_PER_DIRECTORY - 1);
    }

    private static void assertEnded(int status, int found, Path root) throws IOException {
        for (String evidence : List.of("wrong", "failed")) {
            Path file = root.resolve(evidence);
            assertFalse(Files.exists(file), () -> "the writer ended with status " + found + ": " + read(file));
        }
        assertEquals(status, found, "see the output of the writer");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some bytes after it began to open, and a few moments after that. */
    private void killSomeTime(Process writer, Path root) throws IOException, InterruptedException {
        int said = random.nextInt(3) == 0 ? 1 : 2 + random.nextInt(60);
        int heard = 0;
        try (InputStream output = writer.getInputStream()) {
            int acks = 0;
            while (heard < said) {
                int what = output.read();
                if (what < 0) {
                    assertEnded(128 + 9, writer.waitFor(), root);
                    throw new AssertionError("somebody else killed the writer");
                }
                acks += what == 'a' ? 1 : 0;
                heard++;
            }
            // An opening takes longer than a write.
            for (long moments = random.nextInt(said == 1 ? 4_000_000 : 200_000); moments > 0; moments--) {
                Thread.onSpinWait();
            }
            writer.destroyForcibly();
            kills++;
            inOpening += acks == 0 ? 1 : 0;
            acknowledged += acks;
        }
    }
}
