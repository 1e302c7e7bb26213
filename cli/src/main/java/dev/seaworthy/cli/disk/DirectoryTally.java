package dev.seaworthy.cli.disk;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is done with directories. Thread safe. */
final class DirectoryTally {
    private final LongAdder directories = new LongAdder();
    private final LongAdder powerFailures = new LongAdder();
    private final LongAdder lostBatches = new LongAdder();
    private final LongAdder tornTails = new LongAdder();
    private final LongAdder kills = new LongAdder();

    void made() {
        directories.increment();
    }

    void openedAfterPowerFailure() {
        powerFailures.increment();
    }

    void lost(int batches) {
        lostBatches.add(batches);
    }

    void cutTornTail() {
        tornTails.increment();
    }

    void openedAfterKill() {
        kills.increment();
    }

    /** What was counted until now. */
    DirectoryCounts counts() {
        return new DirectoryCounts(
                directories.sum(), powerFailures.sum(), lostBatches.sum(), tornTails.sum(), kills.sum());
    }
}
