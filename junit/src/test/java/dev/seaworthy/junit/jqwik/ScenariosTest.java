package dev.seaworthy.junit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.testing.Simulation;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;

/** How scenarios shrink where a property searches for itself: as jqwik does, to the first smaller one that fails. */
class ScenariosTest {
    @Test
    void whatFailsForOneFaultShrinksToThatFault() {
        Shrinkable<Scenario> shrunk = shrink(first(Scenarios.any(), ScenariosTest::hasPause), ScenariosTest::hasPause);
        Scenario scenario = shrunk.value();
        assertEquals(1, scenario.faults().size(), scenario::toString);
        assertEquals(FaultKind.PAUSE, scenario.faults().get(0).kind());
        assertEquals(0, scenario.actions().size());
        assertEquals(1, scenario.voters());
        assertEquals(0, scenario.network().lossPpm());
    }

    @Test
    void operationsAreSpelledOutSoThatTheyCanBeTakenOut() {
        Simulation simulation = Simulation.ofStore();
        Predicate<Scenario> busy = scenario ->
                scenario.operations() == null || scenario.operations().stream().anyMatch(step -> step.client() == 2);
        Shrinkable<Scenario> shrunk = shrink(first(Scenarios.of(simulation), scenario -> true), busy);
        assertNotNull(shrunk.value().operations());
        assertEquals(1, shrunk.value().operations().size());
        assertEquals(0, shrunk.value().faults().size());
    }

    @Test
    void noStepLeadsToMore() {
        Shrinkable<Scenario> shrinkable = first(Scenarios.any(), scenario -> true);
        assertTrue(shrinkable
                .shrink()
                .limit(200)
                .allMatch(smaller -> smaller.distance().compareTo(shrinkable.distance()) <= 0));
    }

    private static boolean hasPause(Scenario scenario) {
        return scenario.faults().stream().map(Fault::kind).anyMatch(FaultKind.PAUSE::equals);
    }

    private static Shrinkable<Scenario> first(Arbitrary<Scenario> scenarios, Predicate<Scenario> wanted) {
        Random random = new Random(7);
        Shrinkable<Scenario> drawn;
        do {
            drawn = scenarios.generator(100).next(random);
        } while (!wanted.test(drawn.value()));
        return drawn;
    }

    private static Shrinkable<Scenario> shrink(Shrinkable<Scenario> failing, Predicate<Scenario> fails) {
        Shrinkable<Scenario> smallest = failing;
        Optional<Shrinkable<Scenario>> smaller = Optional.of(failing);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smallest.shrink()
                    .filter(candidate -> fails.test(candidate.value()))
                    .findFirst();
        }
        return smallest;
    }
}
