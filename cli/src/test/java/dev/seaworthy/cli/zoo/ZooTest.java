package dev.seaworthy.cli.zoo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.seaworthy.sim.campaign.SimulatedSeedRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The bugs in the zoo: all of them apply and compile; those that show themselves soon are hunted in every build. */
class ZooTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));
    private static final long SEEDS_MAX = 200;
    private static final List<String> QUICK = List.of(
            "vote-not-persisted",
            "quorum-is-half",
            "ack-before-sync",
            "sessions-lost-on-restart",
            "leader-counts-undurable-entries",
            "append-not-synced");

    @TestFactory
    Stream<DynamicTest> everyPatchAppliesAndCompilesAndTheQuickOnesAreFound() throws IOException {
        List<Path> files = patches();
        assertFalse(files.isEmpty(), "an empty zoo measures nothing");
        return files.stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    ZooPatch patch = ZooPatch.read(file);
                    assertTrue(file.endsWith(file.getFileName().toString().substring(0, 4) + patch.name() + ".patch"));
                    for (String said : List.of(patch.breaks(), patch.source(), patch.shows())) {
                        assertNotEquals(ZooPatch.NOT_SAID, said, file + " lacks a line of its header");
                    }
                    BrokenBuild build = BrokenBuild.of(patch, HOME);
                    if (QUICK.contains(patch.name())) {
                        ZooResult result = new ZooHunt(new SimulatedSeedRunner(), SEEDS_MAX).hunt(build);
                        assertTrue(
                                result.isFound(), () -> patch.name() + " was not found within " + SEEDS_MAX + " seeds");
                    }
                }));
    }

    @Test
    void theQuickOnesAreInTheZoo() throws IOException {
        List<String> files = patches().stream().map(Path::toString).toList();
        for (String name : QUICK) {
            assertTrue(files.stream().anyMatch(file -> file.endsWith("-" + name + ".patch")), name);
        }
    }

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("zoo"))) {
            return files.filter(path -> path.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }
}
