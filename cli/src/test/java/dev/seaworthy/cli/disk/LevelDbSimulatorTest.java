package dev.seaworthy.cli.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.campaign.RaftSimulator;
import dev.seaworthy.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelDbSimulatorTest {
    /** Seeds whose power failures tear batches. */
    private static final long[] SEEDS = {15, 28};

    private final RaftSimulator simulated = new RaftSimulator();

    @TempDir
    private Path folder;

    @Test
    void aSeedIsTheSameRunOnRealDirectories() throws IOException {
        Path data = folder.resolve("data");
        try (LevelDbSimulator real = LevelDbSimulator.in(data)) {
            for (long seed : SEEDS) {
                Scenario scenario = simulated.scenario(seed, 0);
                assertEquals(simulated.run(scenario, null), real.run(scenario, null));
            }
            DirectoryCounts counts = real.counts();
            assertTrue(counts.directories() >= 6, counts.toString());
            assertTrue(counts.powerFailures() > 0 && counts.kills() > 0, counts.toString());
            assertTrue(counts.lostBatches() > 0 && counts.tornTails() > 0, counts.toString());
            assertEquals(List.of(), real.kept());
        }
        assertFalse(Files.exists(data), "what was made is removed");
    }

    @Test
    void whatTheDisksOfAFailedRunHeldIsKept() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Scenario scenario = simulated.scenario(1, 0);
        try (LevelDbSimulator real = LevelDbSimulator.in(data)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> real.run(scenario, (atNanos, place, what) -> {
                        if (what.startsWith("becomes leader") || what.contains("LEADER")) {
                            throw new IllegalStateException("seen enough");
                        }
                    }));
            assertEquals(List.of(data.toAbsolutePath().resolve("seed-1")), real.kept());
        }
        assertTrue(Files.exists(data.resolve("seed-1/node-1.disk-100/CURRENT")));
        try (var left = Files.list(data)) {
            assertEquals(1, left.count(), "nothing else is left");
        }
    }

    @Test
    void aDirectoryWithAnythingInItIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "precious");
        assertThrows(IOException.class, () -> LevelDbSimulator.in(folder));
        assertTrue(Files.exists(file));
    }
}
