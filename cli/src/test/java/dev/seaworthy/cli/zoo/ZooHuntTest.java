package dev.seaworthy.cli.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.RaftSimulator;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.campaign.ScenarioRunner;
import dev.seaworthy.sim.campaign.ScenarioVerdict;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooHuntTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));
    private static final String QUORUM = "engine/src/main/java/dev/seaworthy/engine/core/Quorum.java";
    private static final Runs SPOILS_THREE = (scenario, trace) ->
            scenario.seed() <= 3 ? Optional.of(new Violation("Flaky", "always", 1)) : Optional.empty();

    @TempDir
    private Path zoo;

    @Test
    void aSeedThatTheGoodCodeFailsInProvesNothing() throws Exception {
        String thrown = "if (voters > 0) { throw new IllegalStateException(\"planted\"); } return 1";
        Path file = PatchFiles.write(zoo, "001-throws.patch", HOME, QUORUM, "return voters / 2 + 1", thrown);
        BrokenBuild build = BrokenBuild.of(ZooPatch.read(file), HOME);
        ZooResult found =
                new ZooHunt(ZooHuntTest::scenario, SPOILS_THREE, 10).hunt(build.patch(), new BrokenRuns(build));
        assertTrue(found.isFound());
        assertEquals(4, found.seed());
        assertEquals(3, found.spoiltSeeds());
        ZooResult notFound =
                new ZooHunt(ZooHuntTest::scenario, SPOILS_THREE, 3).hunt(build.patch(), new BrokenRuns(build));
        assertFalse(notFound.isFound());
        assertEquals(3, notFound.seeds());
    }

    @Test
    void theLoaderHasAnEngineAndASimulatorOfItsOwnWithAssertionsOn() throws Exception {
        BrokenClassLoader loader = new BrokenClassLoader(new TreeMap<>());
        Class<?> core = loader.loadClass(RaftCore.class.getName());
        assertNotSame(RaftCore.class, core);
        assertSame(loader, core.getClassLoader());
        assertTrue(core.desiredAssertionStatus());
        assertNotSame(RaftSimulator.class, loader.loadClass(RaftSimulator.class.getName()));
        assertSame(ScenarioRunner.class, loader.loadClass(ScenarioRunner.class.getName()));
        assertSame(ScenarioVerdict.class, loader.loadClass(ScenarioVerdict.class.getName()));
        assertSame(loader, loader.runner().getClass().getClassLoader());
        assertTrue(loader.runner().run(ScenarioJson.write(scenario(1)), null).isClean());
    }

    private static Scenario scenario(long seed) {
        return new RaftSimulator().scenario(seed, 0);
    }
}
