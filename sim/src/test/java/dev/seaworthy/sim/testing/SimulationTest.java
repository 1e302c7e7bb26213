package dev.seaworthy.sim.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.model.Models;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.sim.report.ReportPage;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.shrink.UnrepeatableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
    private static final int SEEDS = 20;

    @Test
    void aSoundStateMachineIsFoundSound() {
        SimulationResult result = counter(CountingMachine::new).run();
        assertEquals(List.of(), result.failures());
        assertTrue(result.isClean());
        assertEquals(SEEDS, result.totals().seeds());
        assertTrue(
                result.totals().operations() > 50 * SEEDS, () -> result.totals().toString());
        assertTrue(
                result.totals().faults().getOrDefault("crash", 0L) > 0,
                () -> result.totals().toString());
    }

    @Test
    void theSameSimulationGivesTheSameHashOnAnyNumberOfThreads() {
        Simulation simulation = counter(CountingMachine::new).seeds(3, 12);
        SimulationResult alone = simulation.run();
        SimulationResult together = simulation.jobs(3).run();
        assertEquals(alone.hash(), together.hash());
        assertEquals(alone.totals(), together.totals());
        assertNotEquals(alone.hash(), simulation.seeds(3, 11).run().hash());
    }

    @Test
    void anUpdateThatGetsLostOnRestartIsFoundShrunkAndExplained(@TempDir Path folder) {
        Simulation simulation = counter(ForgetfulMachine::new);
        Failure failure = first(simulation);
        Failure small = simulation.shrink(failure);
        assertEquals(failure.property(), small.property());
        assertTrue(small.scenario().faults().size() <= 2, small::toString);
        assertTrue(small.scenario().operations().size() <= 5, small::toString);
        assertTrue(small.story().contains(small.property() + " was broken"), small::story);
        assertTrue(small.history().size() > 0, small::toString);
        String page = simulation.report(small, "run the test");
        assertEquals(
                small.scenario(), ScenarioJson.read(ReportPage.scenarioIn(page).orElseThrow(), "page"));
        assertTrue(
                page.contains(small.property()) && page.contains("run the test"),
                "what broke, and how to see it again");
        small.save(folder.resolve("small.json"));
        Scenario saved = ScenarioJson.read(folder.resolve("small.json"));
        Optional<Failure> again = simulation.replay(saved);
        assertEquals(small.violation(), again.orElseThrow().violation());
        assertEquals(small.violation().signature(), saved.expect());
        assertEquals(Optional.empty(), counter(CountingMachine::new).replay(saved));
    }

    /** Its snapshot says that the newest command is in it, and has the count from before that. */
    private static final class ForgetfulMachine extends CountingMachine {
        private long before;

        @Override
        public byte[] apply(long index, long timeNanos, byte[] command) {
            before = count;
            return super.apply(index, timeNanos, command);
        }

        @Override
        public SnapshotView snapshot() {
            byte[] content = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(lastApplied)
                    .putLong(before)
                    .array();
            return out -> out.write(content);
        }

        @Override
        public void restore(InputStream in) throws IOException {
            super.restore(in);
            before = count;
        }
    }

    @Test
    void aFailureThatDoesNotComeAgainIsToldAsItWas() {
        Failure failure = first(counter(ForgetfulMachine::new));
        Failure told = counter(CountingMachine::new).shrink(failure);
        assertEquals(failure.violation(), told.violation());
        assertEquals(failure.scenario(), told.scenario());
        assertTrue(told.story().startsWith(failure.story()), told::story);
        assertTrue(told.story().contains("Not shrunk: seed " + failure.seed() + " failed and, run again, did not"));
    }

    /** Each one answers in its own way, and the next run has others: it fails always alike, and is never the same. */
    @Test
    void aSmallFailureThatIsAnotherRunEachTimeIsToldWithWhatThatUsuallyIs() {
        long[] machines = new long[1];
        Simulation simulation = counter(() -> {
                    CountingMachine machine = new CountingMachine();
                    machine.count = machines[0]++;
                    return machine;
                })
                .nodes(3)
                .jobs(1);
        Failure small = simulation.shrink(first(simulation));
        assertTrue(
                small.story().endsWith("run again, is another run: " + UnrepeatableException.CAUSES + "."),
                small::story);
        Failure sound = counter(ForgetfulMachine::new).shrink(first(counter(ForgetfulMachine::new)));
        assertFalse(sound.story().contains("is another run"), sound::story);
    }

    @Test
    void aSeedThatFailsOnlyOnceIsSaidToDoSo() {
        long[] machines = new long[1];
        Simulation simulation = counter(() -> machines[0]++ < 3 ? new ForgetfulMachine() : new CountingMachine())
                .nodes(3)
                .jobs(1);
        UnrepeatableException thrown = assertThrows(
                UnrepeatableException.class,
                () -> simulation.seeds(SEEDS, SEEDS).run());
        assertTrue(thrown.getMessage().startsWith("seed " + SEEDS + " failed and, run again, did not"));
    }

    @Test
    void replicasThatDoNotTheSameAreFoundByTheirStates() {
        long[] machines = new long[1];
        Simulation simulation = counter(() -> {
                    boolean odd = machines[0]++ % 2 == 1;
                    return new CountingMachine() {
                        @Override
                        public byte[] apply(long index, long timeNanos, byte[] command) {
                            byte[] answer = super.apply(index, timeNanos, command);
                            count += odd ? 0 : 1;
                            return answer;
                        }
                    };
                })
                .nodes(3)
                .seeds(1, 3);
        SimulationResult result = simulation.run();
        assertFalse(result.isClean());
        Failure failure = result.failures().get(0);
        assertTrue(
                List.of("StateMachineSafety", "SnapshotIsReplay", "AsSpecified").contains(failure.property()),
                failure::toString);
    }

    @Test
    void unequalStatesAreFoundWithoutAModel() {
        long[] machines = new long[1];
        SimulationResult result = Simulation.of(() -> {
                    long own = machines[0]++;
                    return new CountingMachine() {
                        @Override
                        public byte[] apply(long index, long timeNanos, byte[] command) {
                            super.apply(index, timeNanos, command);
                            count += own;
                            return bytes(0);
                        }
                    };
                })
                .workload(CountingMachine::call)
                .nodes(3)
                .seeds(1, 2)
                .run();
        assertEquals("StateMachineSafety", result.failures().get(0).property());
        String story = result.failures().get(0).violation().story();
        assertTrue(story.matches(".* came to another state: after .*, which both answered with .*"), story);
    }

    @Test
    void unequalAnswersAreToldWithTheirCommandAndAsTheStateMachineGaveThem() {
        long[] machines = new long[1];
        Failure failure = first(Simulation.of(() -> {
                    byte[] own = ("process " + machines[0]++).getBytes(StandardCharsets.UTF_8);
                    return new CountingMachine() {
                        @Override
                        public byte[] apply(long index, long timeNanos, byte[] command) {
                            super.apply(index, timeNanos, new byte[Long.BYTES]);
                            return own;
                        }
                    };
                })
                .workload(turn -> Call.command("greet", "good morning".getBytes(StandardCharsets.UTF_8)))
                .nodes(3)
                .seeds(1, 1));
        assertEquals("StateMachineSafety", failure.property());
        String story = failure.violation().story();
        assertTrue(
                story.matches(".* gave another answer: to the command \"good morning\" n\\d answered \"process \\d+\","
                        + " n\\d \"process \\d+\""),
                story);
    }

    @Test
    void oneOfAThingIsToldInTheSingular() {
        Failure failure = first(counter(ForgetfulMachine::new));
        Failure lone = new Failure(
                failure.seed(),
                failure.violation(),
                failure.story(),
                counter(CountingMachine::new).nodes(1).scenario(1),
                History.builder().build());
        Pattern counts = Pattern.compile("\n1 node, (1 fault|\\d+ faults), 0 calls in the history:\n");
        assertTrue(counts.matcher(lone.toString()).find(), lone::toString);
    }

    @Test
    void aQueryThatAnswersFromAStaleStateIsFound() {
        Failure failure = first(counter(() -> new CountingMachine() {
            private long shown;
            private long commands;

            @Override
            public byte[] query(byte[] query) {
                // A cache that is brought up to date by every third command only.
                if (lastApplied >= commands + 3) {
                    commands = lastApplied;
                    shown = count;
                }
                return bytes(shown);
            }
        }));
        assertEquals("AsSpecified", failure.property());
        assertTrue(failure.violation().story().contains("read, answered from index"), failure::toString);
    }

    @Test
    void aStateMachineThatThrowsIsAFailureOfItsSeed() {
        Failure failure = first(counter(() -> new CountingMachine() {
            @Override
            public byte[] apply(long index, long timeNanos, byte[] command) {
                if (number(command) == 7) {
                    throw new UnsupportedOperationException("seven");
                }
                return super.apply(index, timeNanos, command);
            }
        }));
        assertEquals("StateMachineAnswers", failure.property());
        String story = failure.violation().story();
        assertTrue(story.contains("UnsupportedOperationException: seven at SimulationTest.java:"), story);
    }

    @Test
    void aQueryThatThrowsAndAnErrorAreFailuresToo() {
        Failure query = first(counter(() -> new CountingMachine() {
            @Override
            public byte[] query(byte[] query) {
                throw new IllegalStateException("ask me tomorrow");
            }
        }));
        assertEquals("StateMachineAnswers", query.property());
        Failure error = first(counter(() -> new CountingMachine() {
            @Override
            public byte[] query(byte[] query) {
                throw new AssertionError("never asked");
            }
        }));
        assertEquals("Crash", error.property());
        assertTrue(error.history().size() > 0, error::toString);
    }

    @Test
    void anAnswerThatCannotBeReadIsFound() {
        Simulation simulation = Simulation.of(CountingMachine::new)
                .workload(turn -> Call.query("read", new byte[0]).answering(bytes -> {
                    throw new IllegalStateException("no digits");
                }))
                .seeds(1, 1);
        Failure failure = first(simulation);
        assertEquals("ValidAnswer", failure.property());
        assertTrue(failure.violation().story().contains("no digits"), failure::toString);
    }

    @Test
    void whatTheModelDoesNotUnderstandIsSaid() {
        Simulation simulation = Simulation.of(CountingMachine::new)
                .workload(turn -> Call.command("increase", CountingMachine.bytes(1)))
                .model(Models.counter())
                .seeds(1, 1);
        Failure failure = first(simulation);
        assertTrue(failure.violation().story().contains("does not understand"), failure::toString);
    }

    @Test
    void withoutAWorkloadNothingRunsAndWhatIsMissingIsSaid() {
        Simulation unfinished =
                Simulation.of(CountingMachine::new).model(Models.counter()).seeds(1, 1);
        Scenario scenario = unfinished.scenario(1);
        for (Executable door :
                List.<Executable>of(unfinished::run, () -> unfinished.replay(scenario), () -> unfinished.runs())) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, door);
            assertEquals(
                    "the simulation has no workload: say what clients ask, by workload(…), before it is run",
                    refused.getMessage());
        }
        assertTrue(unfinished.workload(CountingMachine::call).run().isClean());
    }

    @Test
    void clusterWorkloadAndDurationAreAsWished() {
        Simulation simulation = counter(CountingMachine::new)
                .nodes(5)
                .clients(3, 20)
                .closing(CountingMachine.read(), CountingMachine.read())
                .atMost(Duration.ofMillis(800))
                .seeds(1, 4);
        SimulationResult result = simulation.run();
        assertTrue(result.isClean(), () -> result.failures().toString());
        for (long seed = 1; seed <= 4; seed++) {
            Scenario scenario = simulation.scenario(seed);
            assertEquals(5, scenario.nodes());
            assertEquals(3, scenario.workload().clients());
            assertEquals(20, scenario.workload().operationsPerClient());
            assertTrue(scenario.healNanos() <= 800_000_000L);
        }
        assertTrue(result.totals().operations() <= 4 * 3 * 22L, result::toString);
        assertThrows(IllegalArgumentException.class, () -> simulation.nodes(10));
        assertThrows(IllegalArgumentException.class, () -> simulation.seeds(2, 1));
        assertThrows(IllegalArgumentException.class, () -> simulation.jobs(0));
    }

    @Test
    void theProjectsOwnStoreRunsThroughTheSameDoor() {
        Simulation simulation = Simulation.ofStore().seeds(1, 5);
        assertTrue(simulation.run().isClean());
        assertThrows(IllegalStateException.class, () -> simulation.model(Models.counter()));
    }

    private static Simulation counter(Supplier<? extends StateMachine> machines) {
        return Simulation.of(machines)
                .workload(CountingMachine::call)
                .closing(CountingMachine.read())
                .model(Models.counter())
                .seeds(1, SEEDS);
    }

    private static Failure first(Simulation simulation) {
        SimulationResult result = simulation.run();
        assertFalse(result.isClean(), "all seeds passed");
        return result.failures().get(0);
    }
}
