package dev.seaworthy.sim.report;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.explain.Explainer;
import dev.seaworthy.checker.explain.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why the clients' history is not linearizable.
 *
 * @param sentence the contradiction in words
 * @param operations the operations that contradict each other, by their numbers in the recording
 */
record Contradiction(String sentence, List<Integer> operations) {
    /** The contradiction in a recording, if its history has one by this model. */
    static Optional<Contradiction> in(Recording recording, Model<?> model) {
        return recording.history().flatMap(history -> in(history, recording.numbers(), model));
    }

    private static <S> Optional<Contradiction> in(History history, int[] numbers, Model<S> model) {
        CheckResult result = new Checker().check(history, model, Budget.SMALL);
        if (result.conflict().isEmpty()) {
            return Optional.empty();
        }
        Explanation explanation = new Explainer().explain(history, model, result, Budget.SMALL);
        List<Integer> operations = new ArrayList<>();
        explanation
                .operations()
                .forEach(culprit -> operations.add(numbers[culprit.operation().index()]));
        return Optional.of(new Contradiction(explanation.rule().title() + ". " + explanation.sentence(), operations));
    }
}
