package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Explains bad verdicts. Keeps nothing between calls; may be used by any thread that may ask its {@code isOver}. */
public final class Explainer {
    private final BooleanSupplier isOver;

    /** An explainer that goes on until nothing more can be left out, or the budget is spent. */
    public Explainer() {
        this(() -> false);
    }

    /**
     * An explainer that can be told to come to an end.
     *
     * @param isOver asked now and then; once it says yes, what is left by then is the explanation
     */
    public Explainer(BooleanSupplier isOver) {
        this.isOver = isOver;
    }

    /**
     * Why the history is not linearizable. The same arguments always give the same explanation.
     *
     * @param result the checker's verdict on this history and model
     * @param budget what all questions asked on the way may cost together: configurations entered, and a little for
     *     each operation read
     * @throws IllegalArgumentException if the verdict is not NOT_LINEARIZABLE
     */
    public <S> Explanation explain(History history, Model<S> model, CheckResult result, Budget budget) {
        Conflict conflict = result.conflict()
                .orElseThrow(() -> new IllegalArgumentException("nothing to explain: " + result.verdict()));
        List<Operation> operations = partition(history, model, conflict.partition());
        Trial<S> trial = new Trial<>(model, budget, isOver);
        ShortestPrefix<S> prefix = new ShortestPrefix<>(trial, operations);
        prefix.find(conflict.operations());
        Reductions<S> reductions = new Reductions<>(model);
        SubHistory<S> least = fromNowhere(model, prefix.failing()).orElseGet(() -> {
            List<Operation> suspects = new ArrayList<>(conflict.operations());
            suspects.add(prefix.last());
            return new Shrinker<>(trial, reductions, prefix.failing()).shrink(suspects);
        });
        Optional<String> stoppedEarly = stoppedEarly(trial, budget);

        List<Attempt> attempts = new Attempts<>(least, model, reductions).find(history.operations());
        List<Precedence> order = order(least, history);
        Wording<S> wording = new Wording<>(history, operations, model, least, order, attempts);
        return new Explanation(
                conflict.partition(),
                wording.rule(),
                wording.sentence(),
                new FailingPrefix(
                        prefix.failing().size(),
                        history.operation(prefix.last().index()),
                        prefix.isShortest(),
                        prefix.longest()),
                new Start(
                        least.start(),
                        least.states().stream().map(reductions::describe).toList()),
                culprits(least, history, model),
                order,
                wording.related(),
                attempts,
                stoppedEarly,
                trial.cost());
    }

    /** An operation that needs no others to be impossible. Where values are all there is, shrinking finds it too. */
    private static <S> Optional<SubHistory<S>> fromNowhere(Model<S> model, List<Operation> failing) {
        return model.fromNowhere(failing)
                .map(only -> new SubHistory<>(List.of(only), Start.Kind.INITIAL, List.of(model.initial())));
    }

    private static List<Operation> partition(History history, Model<?> model, Object partition) {
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : history.operations()) {
            boolean matters = operation.isOk() || operation.isInfo() && !model.isReadOnly(operation);
            if (matters && model.partitionOf(operation).equals(partition)) {
                operations.add(operation);
            }
        }
        return operations;
    }

    private static Optional<String> stoppedEarly(Trial<?> trial, Budget budget) {
        if (trial.isOver()) {
            return Optional.of("the time allowed was over before nothing more could go");
        }
        if (trial.isSpent()) {
            return Optional.of("the budget of " + budget.visitedMax() + " was spent before nothing more could go");
        }
        return trial.someUndecided()
                ? Optional.of("for some smaller part, nobody found out in time whether it fails too")
                : Optional.empty();
    }

    private static List<Culprit> culprits(SubHistory<?> least, History history, Model<?> model) {
        List<Culprit> culprits = new ArrayList<>();
        for (Operation operation : least.operations()) {
            Operation original = history.operation(operation.index());
            culprits.add(new Culprit(original, model.describe(original), operation.isInfo()));
        }
        culprits.sort(
                (a, b) -> Integer.compare(a.operation().index(), b.operation().index()));
        return culprits;
    }

    /** The order in time that is left, without what follows from the rest of it. */
    private static List<Precedence> order(SubHistory<?> least, History history) {
        List<Precedence> order = new ArrayList<>();
        if (!least.isFew()) {
            return order;
        }
        for (Operation before : least.operations()) {
            for (Operation after : least.operations()) {
                boolean direct = before.precedes(after)
                        && least.operations().stream()
                                .noneMatch(between -> before.precedes(between) && between.precedes(after));
                if (direct) {
                    order.add(new Precedence(history.operation(before.index()), history.operation(after.index())));
                }
            }
        }
        return order;
    }
}
