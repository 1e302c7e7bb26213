package dev.seaworthy.storage.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.DiskCondition;
import org.junit.jupiter.api.Test;

/** What is thought of a disk, threshold by threshold. */
class DiskWatchTest {
    private static final StorageLimits LIMITS = new StorageLimits(1, 10, 1000, 100, 500, 5000, 6000, 1, 1, 1);

    private final DiskWatch watch = new DiskWatch(LIMITS);

    @Test
    void aWriteThatWaitsMakesItSlowAndThenStalled() {
        assertEquals(DiskCondition.OK, waiting(100));
        assertEquals(DiskCondition.SLOW, waiting(101));
        assertEquals(DiskCondition.SLOW, waiting(500));
        assertEquals(DiskCondition.STALLED, waiting(501));
        assertEquals(DiskCondition.OK, waiting(0));
    }

    @Test
    void itIsBusyFromTheBoundUntilHalfOfItIsDone() {
        assertEquals(DiskCondition.OK, queued(10, 1000));
        assertEquals(DiskCondition.BUSY, queued(11, 0));
        assertEquals(DiskCondition.BUSY, queued(6, 0));
        assertEquals(DiskCondition.OK, queued(5, 0));
        assertEquals(DiskCondition.BUSY, queued(1, 1001));
        assertEquals(DiskCondition.BUSY, queued(1, 501));
        assertEquals(DiskCondition.OK, queued(1, 500));
        assertEquals(DiskCondition.OK, queued(6, 501));
    }

    @Test
    void itIsFullBelowOneThresholdUntilAboveTheOther() {
        assertEquals(DiskCondition.OK, space(5000, false));
        assertEquals(DiskCondition.FULL, space(4999, false));
        assertEquals(DiskCondition.FULL, space(5999, false));
        assertEquals(DiskCondition.OK, space(6000, false));
        assertEquals(DiskCondition.OK, space(5000, false));
    }

    @Test
    void aRefusalMakesItFullWhateverTheGaugeSays() {
        assertEquals(DiskCondition.FULL, space(Long.MAX_VALUE, true));
        assertEquals(DiskCondition.OK, space(Long.MAX_VALUE, false));
    }

    @Test
    void whatCountsMoreComesFirst() {
        assertEquals(DiskCondition.FULL, watch.look(new DiskWatch.Sight(501, 11, 1001, 0, false)));
        assertEquals(DiskCondition.BUSY, watch.look(new DiskWatch.Sight(501, 11, 1001, 6000, false)));
        assertEquals(DiskCondition.STALLED, watch.look(new DiskWatch.Sight(501, 5, 0, 6000, false)));
    }

    private DiskCondition waiting(long nanos) {
        return watch.look(new DiskWatch.Sight(nanos, 1, 1, Long.MAX_VALUE, false));
    }

    private DiskCondition queued(int batches, long bytes) {
        return watch.look(new DiskWatch.Sight(0, batches, bytes, Long.MAX_VALUE, false));
    }

    private DiskCondition space(long usable, boolean refused) {
        return watch.look(new DiskWatch.Sight(0, 0, 0, usable, refused));
    }
}
