package dev.seaworthy.cli.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.sim.campaign.RaftSimulator;
import dev.seaworthy.sim.campaign.SeedRunner;
import dev.seaworthy.sim.campaign.SeedVerdict;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooHuntTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));
    private static final String QUORUM = "engine/src/main/java/dev/seaworthy/engine/core/Quorum.java";
    private static final SeedVerdict CLEAN = new SeedVerdict(null, null, 1);

    @TempDir
    private Path zoo;

    @Test
    void aSeedThatTheGoodCodeFailsInProvesNothing() throws Exception {
        String thrown = "if (voters > 0) { throw new IllegalStateException(\"planted\"); } return 1";
        Path file = PatchFiles.write(zoo, "001-throws.patch", HOME, QUORUM, "return voters / 2 + 1", thrown);
        BrokenBuild build = BrokenBuild.of(ZooPatch.read(file), HOME);
        SeedRunner spoilsThree = (seed, nodes) -> seed <= 3 ? new SeedVerdict("Flaky", "always", 1) : CLEAN;
        ZooResult found = new ZooHunt(spoilsThree, 10).hunt(build);
        assertTrue(found.isFound());
        assertEquals(4, found.seed());
        assertEquals(3, found.spoiltSeeds());
        ZooResult notFound = new ZooHunt(spoilsThree, 3).hunt(build);
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
        assertSame(SeedRunner.class, loader.loadClass(SeedRunner.class.getName()));
        assertSame(SeedVerdict.class, loader.loadClass(SeedVerdict.class.getName()));
        assertSame(loader, loader.runner().getClass().getClassLoader());
        assertTrue(loader.runner().run(1, 0).isClean());
    }
}
