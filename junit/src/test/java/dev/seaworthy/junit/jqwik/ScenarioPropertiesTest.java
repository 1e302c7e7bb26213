package dev.seaworthy.junit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.testing.Simulation;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every scenario. */
class ScenarioPropertiesTest {
    private static final Simulation STORE = Simulation.ofStore();

    @Property(tries = 100)
    void everyScenarioIsReadAsItWasWritten(@ForAll("scenarios") Scenario scenario) {
        assertEquals(scenario, ScenarioJson.read(ScenarioJson.write(scenario), "memory"));
    }

    @Property(tries = 25)
    void theStoreSurvives(@ForAll("storms") Scenario scenario) {
        assertEquals(Optional.empty(), STORE.replay(scenario));
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Scenarios.any();
    }

    @Provide
    Arbitrary<Scenario> storms() {
        return Scenarios.of(STORE);
    }
}
