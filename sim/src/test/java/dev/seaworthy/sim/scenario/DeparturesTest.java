package dev.seaworthy.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    @Test
    void whatIsPlainIsNotSpokenOf() {
        Scenario plain = QuietScenario.of(3, 1, NetworkSpec.PLAIN, DiskSpec.PLAIN);
        assertEquals(
                List.of(
                        "a snapshot every 50 entries",
                        "bytes of the log in memory: at most 1,048,576 (usually 67,108,864)"),
                Departures.of(plain));
    }

    @Test
    void onlyOfAShrunkScenarioItIsASentence() {
        Scenario plain = QuietScenario.of(3, 1, NetworkSpec.PLAIN, DiskSpec.PLAIN);
        assertEquals("", Departures.sentence(plain));
        assertEquals(
                "Not as usual: a snapshot every 50 entries; bytes of the log in memory: at most 1,048,576 (usually"
                        + " 67,108,864).",
                Departures.sentence(plain.doing(List.of())));
    }

    @Test
    void whatIsLeftAfterShrinkingIsInWords() {
        NetworkSpec network = new NetworkSpec(100_000, 247_800, 2_000, 40_000_000, 10_000, 500, false);
        Scenario scenario = QuietScenario.of(3, 1, network, new DiskSpec(1_000_000, 0, 0, 5_000_000));
        assertEquals(
                List.of(
                        "1.0 % of messages are lost",
                        "0.050 % of messages arrive twice",
                        "0.20 % of messages take 40.0 ms longer",
                        "messages overtake one another",
                        "messages take 0.100 ms and 0.248 ms more in the mean",
                        "a sync takes 1.00 ms",
                        "writing a snapshot out takes 5.00 ms in the mean"),
                Departures.of(scenario).subList(2, 9));
    }
}
