package dev.seaworthy.cli;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Judges a history of a key-value store as {@code seaworthy check} does: from its file. Stateless. */
final class HistoryCheck {
    private HistoryCheck() {}

    /**
     * The verdict, and why.
     *
     * @param limit how long it may take; then it is UNKNOWN
     */
    static CheckReport of(Path file, Surroundings surroundings, Duration limit) {
        Deadline deadline = Deadline.in(Optional.of(limit), System::nanoTime);
        try (PoolWorkers workers = new PoolWorkers(surroundings.cores())) {
            CheckInput input = CheckInput.read(file, Optional.of("kv"), deadline);
            long memoryBytes = Heap.freeBytes() / 2;
            Budget budget = Budget.GENEROUS.withMemoryMaxBytes(memoryBytes / surroundings.cores());
            long start = System.nanoTime();
            CheckResult result = new Checker(workers, deadline).check(input.history(), input.model(), budget);
            CheckReport report =
                    CheckReport.of(input, result, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            return report.withStory(CheckStory.of(input, result, memoryBytes, deadline));
        } catch (Deadline.OverException over) {
            return CheckReport.tooMuch(file, over.getMessage());
        } catch (OutOfMemoryError tooLarge) {
            return CheckReport.tooMuch(file, "the heap of " + Heap.maxMegabytes() + " MB is too small for it");
        }
    }
}
