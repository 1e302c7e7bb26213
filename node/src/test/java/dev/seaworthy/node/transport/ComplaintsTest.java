package dev.seaworthy.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of that which comes again and again. */
class ComplaintsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> said = new ArrayList<>();
    private long now = Long.MAX_VALUE - SECOND;
    private final Complaints complaints = new Complaints(() -> now, said::add);

    @Test
    void theFirstIsSaidAtOnceAndThenOneAMinuteWithTheirNumber() {
        for (int second = 0; second <= 120; second++) {
            complaints.say("a", "at " + second);
            now += SECOND;
        }
        assertEquals(
                List.of(
                        "at 0",
                        "at 60 (and 59 more like it since this was said)",
                        "at 120 (and 59 more like it since this was said)"),
                said);
    }

    @Test
    void oneDoesNotSilenceAnother() {
        complaints.say("a", "a");
        complaints.say("b", "b");
        complaints.say("a", "a");
        assertEquals(List.of("a", "b"), said);
    }

    @Test
    void whoeverComesUnderEverNewNamesSharesOneTurnAndTheKnownKeepTheirs() {
        complaints.say("known", "known");
        for (int i = 0; i < 10 * Complaints.KEYS_MAX; i++) {
            complaints.say("stranger " + i, "stranger " + i);
        }
        assertEquals(Complaints.KEYS_MAX + 1, said.size());
        now += Complaints.PAUSE_NANOS;
        complaints.say("known", "known again");
        complaints.say("new", "new");
        assertEquals(List.of("known again", "new"), said.subList(said.size() - 2, said.size()));
    }
}
