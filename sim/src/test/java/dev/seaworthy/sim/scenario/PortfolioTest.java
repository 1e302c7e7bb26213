package dev.seaworthy.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.ScenarioRun;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PortfolioTest {
    private static final int SEEDS = 300;

    @Test
    void whoAsksForNothingGetsTheMixture() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertEquals(
                    ScenarioGenerator.generate(seed, 0),
                    ScenarioGenerator.generate(seed, new Portfolio(0, null, Hazards.of(List.of(), List.of()))));
        }
    }

    @Test
    void inTheCalmNothingGoesWrong() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Scenario scenario = ScenarioGenerator.generate(seed, of(Profile.CALM));
            assertEquals("calm", scenario.profile());
            assertEquals(List.of(), scenario.faults());
            assertEquals(List.of(), scenario.actions());
            assertTrue(scenario.network().hasNoNoise());
            for (MachineSpec machine : scenario.machines()) {
                assertEquals(0, machine.driftPpm());
                assertEquals(0, machine.offsetNanos());
                assertEquals(Capabilities.ALL, machine.capabilities());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProfileIsTheOnlyOne(Profile profile) {
        TreeSet<String> names = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Scenario scenario = ScenarioGenerator.generate(seed, of(profile));
            names.add(scenario.profile().split(":", 2)[0]);
            assertEquals(scenario, ScenarioGenerator.generate(seed, of(profile)));
            assertEquals(seed, scenario.seed());
        }
        assertEquals(new TreeSet<>(List.of(profile.word())), names);
    }

    @Test
    void everyScenarioOfTheCorpusHasDescendantsAndNoneIsItsParent() {
        TreeSet<String> parents = new TreeSet<>();
        for (long seed = 0; seed < 2_000; seed++) {
            Scenario child = ScenarioGenerator.generate(seed, of(Profile.CORPUS));
            parents.add(child.profile().substring("corpus: ".length()));
            assertEquals(null, child.expect());
            for (Corpus.Entry entry : Corpus.entries()) {
                assertTrue(!child.faults().equals(entry.scenario().faults()), () -> "copied " + child.profile());
            }
        }
        assertEquals(
                new TreeSet<>(Corpus.entries().stream().map(Corpus.Entry::name).toList()), parents);
        assertTrue(parents.size() >= 10, parents::toString);
    }

    /** Every word alone, in every profile: what it names is all that goes wrong, and it does go wrong. */
    @Test
    void onlyAndWithoutMeanWhatTheySay() {
        for (Map.Entry<String, Hazards> word : Hazards.words().entrySet()) {
            Hazards only = Hazards.of(List.of(word.getKey()), List.of());
            Hazards without = Hazards.of(List.of(), List.of(word.getKey()));
            assertEquals(word.getValue(), only);
            for (Profile profile : EnumSet.complementOf(EnumSet.of(Profile.CALM))) {
                EnumSet<FaultKind> struck = EnumSet.noneOf(FaultKind.class);
                for (long seed = 0; seed < 80; seed++) {
                    Scenario alone = ScenarioGenerator.generate(seed, new Portfolio(0, profile, only));
                    assertAllowed(only, alone);
                    alone.faults().forEach(fault -> struck.add(fault.kind()));
                    assertAllowed(without, ScenarioGenerator.generate(seed, new Portfolio(0, profile, without)));
                }
                EnumSet<FaultKind> wanted = EnumSet.noneOf(FaultKind.class);
                wanted.addAll(only.kinds());
                assertEquals(wanted, struck, () -> word.getKey() + " alone in " + profile);
            }
        }
    }

    private static void assertAllowed(Hazards hazards, Scenario scenario) {
        String what = scenario.profile() + " " + scenario.seed() + " of " + hazards;
        for (Fault fault : scenario.faults()) {
            assertTrue(hazards.allows(fault.kind()), () -> fault + " in " + what);
        }
        assertTrue(
                hazards.allows(Hazards.Circumstance.MEMBERSHIP)
                        || scenario.actions().isEmpty(),
                what);
        assertTrue(
                hazards.allows(Hazards.Circumstance.NOISE) || scenario.network().hasNoNoise(), what);
        for (MachineSpec machine : scenario.machines()) {
            assertTrue(hazards.allows(Hazards.Circumstance.DRIFT) || machine.driftPpm() == 0, what);
            assertTrue(hazards.allows(FaultKind.UPGRADE) || machine.capabilities() == Capabilities.ALL, what);
        }
    }

    @Test
    void wordsAreNamesOfKindsCircumstancesAndGroups() {
        for (FaultKind kind : FaultKind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            assertEquals(List.of(kind), Hazards.of(List.of(word), List.of()).kinds());
            assertEquals(
                    List.of(kind),
                    Hazards.of(List.of(word.replace('_', '-')), List.of()).kinds());
        }
        TreeSet<String> groups = new TreeSet<>(List.of("process", "network", "disk", "damage", "clock", "membership"));
        assertTrue(Hazards.words().keySet().containsAll(groups));
        Hazards network = Hazards.of(List.of("network"), List.of("delay", "noise"));
        assertTrue(network.allows(FaultKind.LOSS) && !network.allows(FaultKind.DELAY));
        assertTrue(!network.allows(Hazards.Circumstance.NOISE) && !network.allows(FaultKind.CRASH));
    }

    @Test
    void whatMakesNoSenseIsRefusedWithWhatThereIs() {
        assertRefused("nothing that goes wrong is called 'storms'; there are bandwidth, bit-flip", () -> {
            Hazards.of(List.of("storms"), List.of());
        });
        assertRefused("nothing is left", () -> Hazards.of(List.of("crash"), List.of("process")));
        assertRefused("nothing is left", () -> {
            Hazards.of(List.of(), List.of("process", "network", "disk", "clock", "membership"));
        });
        assertRefused("no profile 'storm'; there are default, calm, everything, swarm, triggered, corpus", () -> {
            Portfolio.profile("storm");
        });
        Hazards some = Hazards.of(List.of("crash"), List.of());
        assertRefused("nothing to choose from", () -> new Portfolio(0, Profile.CALM, some));
        assertRefused("leave their number out", () -> new Portfolio(3, Profile.CORPUS, Hazards.ALL));
        assertRefused("1 to 9 machines, not 10", () -> Portfolio.ofNodes(10));
    }

    private static void assertRefused(String why, Runnable what) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, what::run);
        assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
    }

    @ParameterizedTest
    @EnumSource
    void everyProfileSails(Profile profile) {
        for (long seed = 1; seed <= 15; seed++) {
            RunResult run = ScenarioRun.run(ScenarioGenerator.generate(seed, of(profile)), null);
            assertEquals(Optional.empty(), run.violation(), () -> profile + " " + run.seed());
        }
    }

    private static Portfolio of(Profile profile) {
        return new Portfolio(0, profile, Hazards.ALL);
    }
}
