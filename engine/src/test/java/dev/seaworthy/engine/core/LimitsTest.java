package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits that differ from others in one thing. */
class LimitsTest {
    /** No two numbers alike, so that none can stand in another's place unseen. */
    private static final Limits DISTINCT = new Limits(20, 30, 10, 40, 50, 60, 70, 80, 90, 100, 110, 120);

    private static List<Long> numbers(Limits limits) {
        return List.of(
                limits.electionTimeoutMinNanos(),
                limits.electionTimeoutMaxNanos(),
                limits.heartbeatNanos(),
                (long) limits.appendBytesMax(),
                (long) limits.appendEntriesMax(),
                (long) limits.inflightMessagesMax(),
                limits.inflightBytesMax(),
                limits.uncommittedBytesMax(),
                (long) limits.entryBytesMax(),
                (long) limits.chunkBytesMax(),
                (long) limits.trailingEntries(),
                limits.diskStallNanos());
    }

    @Test
    void whatIsChangedIsChangedAlone() {
        Map<Limits, Integer> places = new LinkedHashMap<>();
        places.put(DISTINCT.withAppendBytesMax(999), 3);
        places.put(DISTINCT.withInflightBytesMax(999), 6);
        places.put(DISTINCT.withUncommittedBytesMax(999), 7);
        places.put(DISTINCT.withEntryBytesMax(999), 8);
        places.put(DISTINCT.withChunkBytesMax(999), 9);
        places.put(DISTINCT.withTrailingEntries(999), 10);
        places.put(DISTINCT.withDiskStallNanos(999), 11);
        assertEquals(7, places.size());
        places.forEach((changed, place) -> {
            List<Long> before = numbers(DISTINCT);
            List<Long> after = numbers(changed);
            for (int i = 0; i < before.size(); i++) {
                assertEquals(i == place ? 999 : before.get(i), after.get(i), changed + " at " + i);
            }
        });
    }

    @Test
    void timesChangeTogetherAndTheDisksPatienceGrowsWhereItHasTo() {
        assertEquals(
                List.of(2L, 3L, 1L, 40L, 50L, 60L, 70L, 80L, 90L, 100L, 110L, 120L),
                numbers(DISTINCT.withTimeoutsNanos(1, 2, 3)));
        assertEquals(
                List.of(200L, 300L, 100L, 40L, 50L, 60L, 70L, 80L, 90L, 100L, 110L, 300L),
                numbers(DISTINCT.withTimeoutsNanos(100, 200, 300)));
        assertThrows(IllegalArgumentException.class, () -> DISTINCT.withTimeoutsNanos(2, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> DISTINCT.withEntryBytesMax(0));
    }
}
