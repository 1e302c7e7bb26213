package dev.seaworthy.checker.knossos;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks Knossos. A second opinion for small histories: it starts a JVM, which takes seconds, and gives up after a time,
 * not after a number of steps. The package documentation tells how histories are converted.
 *
 * <p>Every LINEARIZABLE verdict of this library carries the order that proves it. Knossos gives none, so it is looked
 * for here; should none be found, the two disagree, and the verdict is UNKNOWN with both opinions as its reason.
 *
 * <p>Safe for any number of threads; each call has a JVM of its own.
 */
public final class KnossosChecker implements LinearizabilityChecker {
    private final KnossosSettings settings;

    public KnossosChecker(KnossosSettings settings) {
        this.settings = settings;
    }

    /** {@code knossos-competition}, {@code knossos-linear} or {@code knossos-wgl}. */
    @Override
    public String name() {
        return "knossos-" + settings.algorithm().name().toLowerCase(Locale.ROOT);
    }

    /**
     * The verdict of Knossos. The budget bounds only the search for an order where Knossos says there is one; Knossos
     * itself is bounded by its settings.
     *
     * @throws KnossosMissingException if Knossos is not on the class path
     * @throws IllegalArgumentException if the model does not know an operation
     * @throws java.io.UncheckedIOException if its JVM cannot be started
     */
    @Override
    public <S> CheckResult check(History history, Model<S> model, Budget budget) {
        refuseStrange(history, model);
        LinkedHashMap<Object, List<Operation>> partitions = new LinkedHashMap<>();
        for (Operation operation : history.operations()) {
            partitions
                    .computeIfAbsent(model.partitionOf(operation), key -> new ArrayList<>())
                    .add(operation);
        }
        List<KnossosHistory> told = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try {
            for (List<Operation> operations : partitions.values()) {
                Translation translation = Translation.of(operations, model);
                KnossosHistory knossosHistory = new KnossosHistory(translation.words());
                told.add(knossosHistory);
                lines.add(translation.model());
                lines.add(knossosHistory.text());
            }
        } catch (Inexpressible without) {
            return unknown(history, without.getMessage() + ".");
        }
        KnossosProcess.Ended ended = KnossosProcess.run(lines, settings);
        return judge(history, model, budget, new ArrayList<>(partitions.keySet()), told, ended);
    }

    private static void refuseStrange(History history, Model<?> model) {
        for (Operation operation : history.operations()) {
            Optional<String> objection = operation.isFail() ? Optional.empty() : model.objectionTo(operation);
            if (objection.isPresent()) {
                throw new IllegalArgumentException("operation " + operation.index() + ": " + objection.get());
            }
        }
    }

    private <S> CheckResult judge(
            History history,
            Model<S> model,
            Budget budget,
            List<Object> partitions,
            List<KnossosHistory> told,
            KnossosProcess.Ended ended) {
        String undecided = null;
        for (int i = 0; i < ended.answers().size(); i++) {
            String[] answer = ended.answers().get(i).split(" ", 2);
            switch (answer[0]) {
                case Answer.MISSING:
                    throw new KnossosMissingException(answer[1]);
                case Answer.BAD:
                    return refuted(history, model, partitions.get(i), told.get(i), Integer.parseInt(answer[1]));
                case Answer.GOOD:
                    break;
                default:
                    undecided = "Knossos did not decide: " + answer[answer.length - 1] + ".";
                    break;
            }
        }
        if (undecided != null) {
            return unknown(history, undecided);
        }
        if (ended.answers().size() == partitions.size()) {
            return proved(history, model, budget);
        }
        if (ended.killed()) {
            return unknown(
                    history,
                    "Knossos had not finished after " + settings.timeMaxMillis() + " ms and was ended, with "
                            + ended.answers().size() + " of " + partitions.size() + " partitions decided.");
        }
        if (ended.output().contains("Could not find or load main class")) {
            throw new IllegalStateException("this library is not on the class path: " + ended.output());
        }
        return unknown(history, "Knossos ended without an answer: " + ended.output());
    }

    private <S> CheckResult proved(History history, Model<S> model, Budget budget) {
        CheckResult own = new Checker().check(history, model, budget);
        if (!own.isLinearizable()) {
            return unknown(
                    history,
                    "Knossos says that this is linearizable, and no order was found that proves it: "
                            + own.conflict()
                                    .map(Conflict::sentence)
                                    .or(own::reason)
                                    .orElse("") + ".");
        }
        return new CheckResult(
                Verdict.LINEARIZABLE,
                history.size(),
                name(),
                own.visited(),
                own.linearization(),
                Optional.empty(),
                Optional.empty());
    }

    private <S> CheckResult refuted(History history, Model<S> model, Object partition, KnossosHistory told, int event) {
        List<Operation> operations = new ArrayList<>();
        String sentence;
        if (event >= 0 && event < told.size()) {
            Operation stuck = told.operationOf(event);
            operations.add(stuck);
            sentence = "Knossos found no place for " + model.describe(stuck) + " by process " + stuck.process() + ".";
        } else {
            for (int i = 0; i < told.size(); i++) {
                if (told.operationOf(i).isOk() && !operations.contains(told.operationOf(i))) {
                    operations.add(told.operationOf(i));
                }
            }
            sentence = "Knossos found no order of these operations, and does not say where it failed.";
        }
        return new CheckResult(
                Verdict.NOT_LINEARIZABLE,
                history.size(),
                name(),
                0,
                Optional.empty(),
                Optional.of(new Conflict(partition, operations, sentence)),
                Optional.empty());
    }

    private CheckResult unknown(History history, String reason) {
        return new CheckResult(
                Verdict.UNKNOWN, history.size(), name(), 0, Optional.empty(), Optional.empty(), Optional.of(reason));
    }
}
