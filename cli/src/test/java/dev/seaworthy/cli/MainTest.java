package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    private static final List<String> COMMANDS = List.of("sim", "replay", "shrink", "scenario", "check", "zoo");

    @Test
    void helpListsTheCommandsAndEachHasItsOwn() {
        String help = Shell.run("--help").expect(0).out();
        for (String command : COMMANDS) {
            assertTrue(help.contains("\n  " + command), help);
            String own = Shell.run(command, "--help").expect(0).out();
            assertTrue(own.startsWith("Usage: seaworthy " + command), own);
        }
        assertFalse(help.contains("\n  hash"), "hash is for our own tests");
    }

    @Test
    void versionIsKnownToEveryCommand() {
        String version = Shell.run("--version").expect(0).out();
        assertTrue(version.startsWith("seaworthy "), version);
        for (String command : COMMANDS) {
            assertEquals(version, Shell.run(command, "--version").expect(0).out());
        }
    }

    @Test
    void aWrongCommandIsBadUsageAndShowsTheRightOnes() {
        for (Shell.Outcome outcome : List.of(Shell.run(), Shell.run("simulate"))) {
            outcome.expect(2);
            assertEquals("", outcome.out());
            assertTrue(outcome.err().startsWith("seaworthy: "), outcome.err());
            assertTrue(outcome.err().contains("sim "), outcome.err());
        }
    }

    @Test
    void aFaultOfOurOwnIsOneLineAndExitCodeSeventy() {
        Simulator faulty = new Simulator() {
            @Override
            public Scenario scenario(long seed, Portfolio portfolio) {
                throw new IllegalStateException("no scenario today");
            }

            @Override
            public RunResult run(Scenario scenario, TraceSink trace) {
                throw new UnsupportedOperationException();
            }
        };
        Shell.Outcome outcome = Shell.run(faulty, "scenario", "1").expect(70);
        assertEquals("", outcome.out());
        assertEquals(
                "seaworthy scenario: this is a bug in seaworthy: java.lang.IllegalStateException: no scenario today"
                        + " (SEAWORTHY_DEBUG=1 tells where)" + System.lineSeparator(),
                outcome.err());
    }

    @Test
    void scenarioTakesOneSeed() {
        assertTrue(Shell.run("scenario", "1").expect(0).out().startsWith("{"));
        Shell.run("scenario", "1..2").expect(2);
        Shell.run("scenario", "x").expect(2);
    }

    @Test
    void hashCombinesTheHashesOfItsSeeds() {
        List<String> each = Shell.run("hash", "--seeds", "1..3", "--each")
                .expect(0)
                .out()
                .lines()
                .toList();
        assertEquals(4, each.size());
        assertTrue(each.get(3).matches("[0-9a-f]{32}"), each.get(3));
        assertEquals(
                List.of(each.get(3)),
                Shell.run("hash", "--seeds", "1..3").out().lines().toList());
        assertFalse(
                each.get(3).equals(Shell.run("hash", "--seeds", "1..2").out().strip()));
        assertFalse(each.get(3)
                .equals(Shell.run("hash", "--seeds", "1..3", "--nodes", "7")
                        .out()
                        .strip()));
    }
}
