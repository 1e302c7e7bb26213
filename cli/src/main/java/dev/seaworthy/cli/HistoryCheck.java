package dev.seaworthy.cli;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.knossos.KnossosAlgorithm;
import dev.seaworthy.checker.knossos.KnossosSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How histories are judged from their files. Stateless.
 *
 * @param surroundings whose clock and cores are used
 * @param model the model's name; empty: what the operations tell
 * @param checker one of {@link CheckerChoice#names()}
 * @param visitedMax how many configurations a search may enter
 * @param memoryBytes how much memory deciding may take beside the history; empty: half of what that leaves of the heap
 * @param time how long one file may take, reading and explaining included; empty: no limit
 * @param classPath where Clojure and Knossos are; empty where the environment tells
 */
record HistoryCheck(
        Surroundings surroundings,
        Optional<String> model,
        String checker,
        long visitedMax,
        OptionalLong memoryBytes,
        Optional<Duration> time,
        String classPath) {
    private static final Duration KNOSSOS_TIME = Duration.ofMinutes(2);

    /** That of a key-value store, with nothing asked for but a limit in time. */
    static HistoryCheck usual(Surroundings surroundings, Duration limit) {
        return new HistoryCheck(
                surroundings,
                Optional.of("kv"),
                CheckerChoice.AUTO,
                Budget.GENEROUS.visitedMax(),
                OptionalLong.empty(),
                Optional.of(limit),
                "");
    }

    /**
     * The verdict, and why.
     *
     * @param found is told the verdict as soon as there is one: to explain it may take longer than to find it
     * @throws BadInputException where the file is no history, or not one of this model
     */
    CheckReport of(Path file, Consumer<CheckReport> found) {
        Deadline deadline = Deadline.in(time, surroundings.nanoTime());
        CheckReport none;
        try (PoolWorkers workers = new PoolWorkers(surroundings.cores())) {
            CheckInput input = CheckInput.read(file, model, deadline);
            long memory = memoryBytes.orElseGet(() -> Heap.freeBytes() / 2);
            long start = surroundings.nanoTime().getAsLong();
            LinearizabilityChecker chosen = CheckerChoice.named(checker, workers, deadline, knossos(deadline));
            CheckResult result = chosen.check(input.history(), input.model(), budget(memory));
            long millis = TimeUnit.NANOSECONDS.toMillis(surroundings.nanoTime().getAsLong() - start);
            CheckReport verdict = CheckReport.of(input, result, millis);
            found.accept(verdict);
            return verdict.withStory(CheckStory.of(input, result, memory, deadline));
        } catch (Deadline.OverException over) {
            none = CheckReport.tooMuch(file, over.getMessage());
        } catch (OutOfMemoryError tooLarge) {
            none = CheckReport.tooMuch(
                    file,
                    "the heap of " + Heap.maxMegabytes() + " MB is too small for it; SEAWORTHY_JAVA_OPTS=-Xmx8g gives"
                            + " more");
        }
        found.accept(none);
        return none;
    }

    /** Each of the workers is busy with a partition of its own, and they share the memory. */
    private Budget budget(long memory) {
        return new Budget(visitedMax, Budget.GENEROUS.rememberedMax(), memory / surroundings.cores());
    }

    private KnossosSettings knossos(Deadline deadline) {
        return KnossosSettings.of(KnossosAlgorithm.COMPETITION)
                .withClassPath(classPath)
                .withTimeMaxMillis(deadline.leftMillis(KNOSSOS_TIME));
    }
}
