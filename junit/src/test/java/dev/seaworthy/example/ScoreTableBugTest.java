package dev.seaworthy.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.testing.Failure;
import dev.seaworthy.sim.testing.Simulation;
import dev.seaworthy.sim.testing.SimulationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The mistake that docs/testing-your-state-machine.md tells of is found, made small, and gone once it is mended. */
class ScoreTableBugTest {
    @Test
    void theSharedSnapshotIsFoundShrunkAndExplained() throws IOException {
        Simulation simulation = Scores.simulation(ScoreTable::new).seeds(1, 50);
        SimulationResult result = simulation.run();
        assertTrue(result.violations() > 0, "no seed of 50 found it");

        Failure failure = result.failures().get(0);
        Failure small = simulation.shrink(failure);
        assertEquals("Snapshot", small.property());
        assertTrue(small.scenario().faults().size() <= 1, small::toString);
        assertTrue(small.scenario().operations().size() <= 4, small::toString);
        assertTrue(small.story().contains("took a snapshot"), small::story);
        String guide = Files.readString(
                Path.of(System.getProperty("seaworthy.home")).resolve("docs/testing-your-state-machine.md"));
        assertTrue(
                guide.contains(result.violations() + " of 50 seeds fail"), () -> "the guide counts others: " + result);
        assertTrue(unbroken(guide).contains(unbroken(small.toString())), () -> "the guide shows another than " + small);
        assertEquals(Optional.empty(), Scores.simulation(MendedScoreTable::new).replay(small.scenario()));
    }

    /** The guide breaks long lines. */
    private static String unbroken(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
