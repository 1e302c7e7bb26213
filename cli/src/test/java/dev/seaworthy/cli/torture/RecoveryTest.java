package dev.seaworthy.cli.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private final Recovery recovery = new Recovery();

    @Test
    void aWriteThatBeganBeforeTheLossDoesNotEndIt() {
        recovery.lost(FaultKind.KILL, 100, false);
        recovery.written(99, 150);
        recovery.written(120, 400);
        recovery.written(130, 500);
        assertEquals(List.of(300L), recovery.byKind().get(FaultKind.KILL).nanos());
        assertEquals(0, recovery.byKind().get(FaultKind.KILL).open());
    }

    @Test
    void whatSomethingElseHasDisturbedIsToldApart() {
        recovery.lost(FaultKind.PAUSE, 100, false);
        recovery.disturbed();
        recovery.written(110, 300);
        recovery.disturbed();
        recovery.lost(FaultKind.PAUSE, 400, true);
        recovery.written(410, 450);
        Recovery.Losses losses = recovery.byKind().get(FaultKind.PAUSE);
        assertEquals(List.of(), losses.nanos());
        assertEquals(List.of(50L, 200L), losses.disturbedNanos());
    }

    @Test
    void whatNeverEndedIsCounted() {
        recovery.lost(FaultKind.PARTITION, 100, false);
        assertEquals(1, recovery.byKind().get(FaultKind.PARTITION).open());
    }

    @Test
    void percentilesAreTimesThatWereMeasured() {
        Recovery.Losses losses = new Recovery.Losses(List.of(1L, 2L, 3L, 4L, 100L), List.of(), 0);
        assertEquals(3, losses.percentile(50));
        assertEquals(100, losses.percentile(90));
        assertEquals(100, losses.percentile(100));
    }
}
