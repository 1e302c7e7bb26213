package dev.seaworthy.cli.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long MINUTE = 60_000;
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void aSeedHasOneSchedule() {
        for (long seed = 1; seed <= 50; seed++) {
            assertEquals(Schedule.draw(seed, 5, MINUTE, ALL), Schedule.draw(seed, 5, MINUTE, ALL));
            assertNotEquals(
                    Schedule.draw(seed, 5, MINUTE, ALL).faults(),
                    Schedule.draw(seed + 1, 5, MINUTE, ALL).faults());
        }
    }

    /** Written down once: another machine, or another release, draws the same. */
    @Test
    void whatASeedDrawsStaysTheSame() {
        Fault first = Schedule.draw(7, 5, MINUTE, ALL).faults().get(0);
        assertEquals(
                "1500 2648 split node 2 with 2 more from the rest, connections held",
                first.atMillis() + " " + first.lastsMillis() + " " + first.sentence());
    }

    /** The run that the page shows; what its clients saw was another every time. */
    @Test
    void thePageShowsTheScheduleThatItsSeedDraws() throws IOException {
        Schedule schedule = Schedule.draw(4, 5, MINUTE, ALL);
        TreeMap<Form, Long> counts = new TreeMap<>();
        schedule.faults().forEach(fault -> counts.merge(fault.form(), 1L, Long::sum));
        String page = Files.readString(Path.of(System.getProperty("seaworthy.home"), "docs/torture.md"));
        StringBuilder shown = new StringBuilder("  faults +" + schedule.faults().size() + "\n");
        counts.forEach((form, count) -> shown.append("    ")
                .append(form.word())
                .append(" +")
                .append(count)
                .append("\n"));
        assertTrue(page.contains("seed 4, " + schedule.faults().size() + " faults in "), schedule::toString);
        assertTrue(Pattern.compile(shown + "  leader").matcher(page).find(), shown::toString);
    }

    @Test
    void nothingGoesWrongInTheEnd() {
        for (long seed = 1; seed <= 200; seed++) {
            for (long millis : new long[] {4_000, 15_000, MINUTE, 2 * MINUTE}) {
                Schedule schedule = Schedule.draw(seed, 3, millis, ALL);
                assertTrue(schedule.healMillis() < millis);
                for (Fault fault : schedule.faults()) {
                    assertTrue(fault.endMillis() <= schedule.healMillis(), fault::toString);
                    assertTrue(fault.lastsMillis() >= fault.form().leastMillis(), fault::toString);
                }
            }
        }
    }

    @Test
    void onlyWhatIsAskedForGoesWrongAndAllOfIt() {
        for (FaultKind kind : FaultKind.values()) {
            for (long seed = 1; seed <= 50; seed++) {
                for (Fault fault :
                        Schedule.draw(seed, 5, MINUTE, EnumSet.of(kind)).faults()) {
                    assertEquals(kind, fault.form().kind());
                }
            }
        }
        TreeSet<Form> seen = new TreeSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            Schedule.draw(seed, 5, MINUTE, ALL).faults().forEach(fault -> seen.add(fault.form()));
        }
        assertEquals(EnumSet.allOf(Form.class), seen);
        assertEquals(
                List.of(),
                Schedule.draw(1, 5, MINUTE, EnumSet.noneOf(FaultKind.class)).faults());
    }

    @Test
    void aMajorityIsOnOneSideOfASplit() {
        for (long seed = 1; seed <= 100; seed++) {
            for (Fault fault : Schedule.draw(seed, 5, MINUTE, EnumSet.of(FaultKind.PARTITION))
                    .faults()) {
                assertTrue(fault.node() >= 0 && fault.node() <= 5, fault::toString);
                assertTrue(fault.beside() <= 3, fault::toString);
                assertEquals(fault.form() == Form.SLOW, fault.delayMillis() > 0, fault::toString);
            }
        }
    }

    @Test
    void theFileSaysWhomItMeets() {
        Fault fault = new Fault(1, 2, Form.SPLIT, 0, 1, true, 0);
        var node = new Schedule(9, 5, 100, 80, List.of(fault)).toJson().at("/faults/0");
        assertEquals("leader", node.get("node").asText());
        assertEquals("split", node.get("form").asText());
        assertEquals(1, node.get("beside").asInt());
        assertFalse(node.has("delayMillis"));
    }

    @Test
    void namesAreThoseOnTheCommandLine() {
        assertEquals(EnumSet.of(FaultKind.KILL, FaultKind.DISK), FaultKind.named(List.of("disk", "kill")));
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> FaultKind.named(List.of("flood")));
        assertEquals("there is no fault 'flood'; there are kill, pause, partition, disk", unknown.getMessage());
    }
}
