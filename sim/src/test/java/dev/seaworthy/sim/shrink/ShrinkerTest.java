package dev.seaworthy.sim.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.story.TracedRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    /** Asks the last question first, as a fast thread might. */
    private static final Probe BACKWARDS = (count, question) -> {
        int smallest = -1;
        for (int i = count - 1; i >= 0; i--) {
            smallest = question.test(i) ? i : smallest;
        }
        return smallest;
    };

    @Property(tries = 12)
    void whatIsLeftFailsInTheSameWayAndNothingOfItCanGo(
            @ForAll @IntRange(min = 1, max = 500) int seed,
            @ForAll @IntRange(max = 40) int first,
            @ForAll @IntRange(max = 40) int second,
            @ForAll boolean afterHeal) {
        Scenario scenario = ScenarioGenerator.generate(seed, 0);
        Runs runs = planted(scenario, first, second, afterHeal);
        Shrunk shrunk = shrinker(runs, Probe.IN_TURN).shrink(scenario).orElseThrow();
        Scenario small = shrunk.scenario();

        assertTrue(shrunk.minimal());
        assertEquals(runs.run(scenario, null).orElseThrow().signature(), small.expect());
        assertEquals(small.expect(), runs.run(small, null).orElseThrow().signature());
        assertEquals(small, ScenarioJson.read(ScenarioJson.write(small), "test"));
        for (int i = 0; i < Parts.count(small); i++) {
            Optional<Scenario> without = Parts.without(small, i, i + 1);
            assertNotEquals(
                    Optional.of(small.expect()),
                    runs.run(without.orElseThrow(), null).map(violation -> violation.signature()));
        }
        assertEquals(shrunk, shrinker(runs, BACKWARDS).shrink(scenario).orElseThrow());
    }

    @Test
    void noiseMachinesAndClientsGoWhereTheyDoNotMatter() {
        Scenario scenario = ScenarioGenerator.generate(3, 5);
        Runs runs = new PlantedRuns(Set.of(), Set.of(), Set.of(2L), false);
        Scenario small =
                shrinker(runs, Probe.IN_TURN).shrink(scenario).orElseThrow().scenario();
        assertEquals(1, small.nodes());
        assertEquals(1, small.workload().clients());
        assertEquals(List.of(), small.faults());
        assertEquals(List.of(), small.actions());
        assertEquals(1, small.operations().size());
        assertEquals(2, small.operations().get(0).operation());
        assertEquals(
                0,
                small.network().lossPpm()
                        + small.network().duplicationPpm()
                        + small.network().tailPpm());
        assertTrue(small.healNanos() <= 2_000_000, () -> "the tail is cut, up to " + small.healNanos());
    }

    @Test
    void whatOnlyTheDrawsOfItsSeedNeedGoesWithOthers() {
        Runs many = new PlantedRuns(Set.of(), Set.of(), Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), false);
        Runs few = new PlantedRuns(Set.of(), Set.of(), Set.of(3L), false);
        Runs runs = (run, trace) -> (run.seed() == 17 ? few : many).run(run, trace);
        Scenario small = shrinker(runs, Probe.IN_TURN)
                .shrink(ScenarioGenerator.generate(1, 0))
                .orElseThrow()
                .scenario();
        assertEquals(17, small.seed());
        assertEquals(1, small.operations().size());
        assertEquals(3, small.operations().get(0).operation());
    }

    @Test
    void aScenarioThatDoesNotFailIsNotShrunk() {
        Scenario scenario = ScenarioGenerator.generate(3, 5);
        Runs clean = (any, trace) -> Optional.empty();
        assertEquals(Optional.empty(), shrinker(clean, Probe.IN_TURN).shrink(scenario));
    }

    @Test
    void whoIsOutOfTriesSaysSo() {
        Scenario scenario = ScenarioGenerator.generate(3, 5);
        Runs runs = new PlantedRuns(Set.of(), Set.of(), Set.of(2L, 9L), false);
        Shrunk shrunk = new Shrinker(runs, Probe.IN_TURN, ShrinkProgress.NONE, 5)
                .shrink(scenario)
                .orElseThrow();
        assertFalse(shrunk.minimal());
        assertEquals(
                shrunk.scenario().expect(),
                runs.run(shrunk.scenario(), null).orElseThrow().signature());
    }

    @Test
    void operationsThatAreSpelledOutAreTheSameRun() {
        for (long seed = 1; seed <= 8; seed++) {
            Scenario scenario = ScenarioGenerator.generate(seed, 0);
            TracedRun traced =
                    TracedRun.of((one, trace) -> ScenarioRun.run(one, trace).violation(), scenario);
            Draft draft = new Draft(scenario);
            draft.operations = traced.operations(scenario);
            assertTrue(draft.operations.size() > 10);
            assertEquals(
                    ScenarioRun.run(scenario, null).hash(),
                    ScenarioRun.run(draft.finished().orElseThrow(), null).hash(),
                    "seed " + seed);
        }
    }

    private static Shrinker shrinker(Runs runs, Probe probe) {
        return new Shrinker(runs, probe, ShrinkProgress.NONE, Shrinker.TRIES_MAX);
    }

    /** Two faults, an action and two operations of the scenario, or as many as it has. */
    private static Runs planted(Scenario scenario, int first, int second, boolean afterHeal) {
        TreeSet<Integer> faults = new TreeSet<>();
        List<Integer> triggered = scenario.faults().stream()
                .filter(fault -> fault.trigger() != null || fault.atNanos() < scenario.healNanos() / 4)
                .map(Fault::id)
                .toList();
        for (int at : new int[] {first, second}) {
            if (at < triggered.size()) {
                faults.add(triggered.get(at));
            }
        }
        TreeSet<Integer> actions = new TreeSet<>();
        if (second % 2 == 0) {
            scenario.actions().stream()
                    .filter(action -> action.trigger() != null)
                    .map(MembershipAction::id)
                    .findFirst()
                    .ifPresent(actions::add);
        }
        return new PlantedRuns(faults, actions, new TreeSet<>(List.of((long) first, (long) second)), afterHeal);
    }
}
