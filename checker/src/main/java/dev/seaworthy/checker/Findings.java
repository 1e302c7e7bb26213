package dev.seaworthy.checker;

import dev.seaworthy.checker.Refutation.Rule;
import dev.seaworthy.checker.search.DeepestPoint;
import dev.seaworthy.checker.search.PatientSearch;
import dev.seaworthy.checker.zones.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Translates what was found about numbers into operations of the history, and words. */
final class Findings<S> {
    private final History history;
    private final Partition partition;
    private final Model<S> model;
    /** How many numbers come before that of the partition's first operation. */
    private final int shift;

    private final IntFunction<String> stateNames;

    private Findings(History history, Partition partition, Model<S> model, int shift, IntFunction<String> stateNames) {
        this.history = history;
        this.partition = partition;
        this.model = model;
        this.shift = shift;
        this.stateNames = stateNames;
    }

    static <S> Findings<S> ofModel(History history, Partition partition, Model<S> model, ModelSteps<S> steps) {
        return new Findings<>(history, partition, model, 0, state -> model.describeState(steps.state(state)));
    }

    /** States of a register are values of its columns. */
    @SuppressWarnings("unchecked")
    static <S> Findings<S> ofColumns(History history, Partition partition, Model<S> model, RegisterColumns columns) {
        return new Findings<>(history, partition, model, 1, state -> model.describeState((S) columns.value(state)));
    }

    Partition partition() {
        return partition;
    }

    /** The indexes in the history of the operations with these numbers. */
    int[] indexes(int[] numbers) {
        int[] indexes = new int[numbers.length];
        int count = 0;
        for (int number : numbers) {
            if (number >= shift) {
                indexes[count++] = partition.index(number - shift);
            }
        }
        return count == indexes.length ? indexes : Arrays.copyOf(indexes, count);
    }

    /** The operations with these numbers, each once. */
    private List<Operation> operations(int... numbers) {
        ArrayList<Operation> operations = new ArrayList<>();
        for (int index : indexes(numbers)) {
            Operation operation = history.operation(index);
            if (!operations.contains(operation)) {
                operations.add(operation);
            }
        }
        return operations;
    }

    Conflict ofZones(Finding finding) {
        Rule rule = Rule.valueOf(finding.broken().name());
        Refutation refutation = new Refutation(rule, operations(finding.one()), operations(finding.other()));
        return conflict(refutation, new Sentences(model).of(refutation));
    }

    /** Why a search ended without an order. */
    Conflict ofSearch(PatientSearch search) {
        int[] window = search.contradiction();
        if (window.length > 0) {
            Refutation refutation = new Refutation(Rule.WINDOW, operations(window), List.of());
            return conflict(refutation, new Sentences(model).of(refutation));
        }
        DeepestPoint deepest = search.deepest();
        int[] authors =
                Arrays.stream(deepest.authors()).filter(author -> author >= 0).toArray();
        List<Operation> others = operations(authors);
        List<Operation> left = operations(deepest.left());
        left.removeAll(others);
        String sentence = new Sentences(model)
                .deadEnd(history.operation(index(deepest.stuck())), statesOf(deepest), deepest.hasMoreStates(), left);
        others.addAll(left);
        return conflict(new Refutation(Rule.DEAD_END, operations(deepest.stuck()), others), sentence);
    }

    private int index(int number) {
        return partition.index(number - shift);
    }

    private List<String> statesOf(DeepestPoint deepest) {
        ArrayList<String> texts = new ArrayList<>();
        int[] states = deepest.states();
        for (int i = 0; i < states.length; i++) {
            int author = deepest.authors()[i];
            String after = author < shift ? "" : " after " + Sentences.timed(model, history.operation(index(author)));
            texts.add(stateNames.apply(states[i]) + after);
        }
        return texts;
    }

    private Conflict conflict(Refutation refutation, String sentence) {
        ArrayList<Operation> all = new ArrayList<>(refutation.one());
        for (Operation operation : refutation.other()) {
            if (!all.contains(operation)) {
                all.add(operation);
            }
        }
        int completed = 0;
        while (completed < all.size() - 1 && !all.get(completed).isOk()) {
            completed++;
        }
        all.add(0, all.remove(completed));
        return new Conflict(partition.key(), all, sentence, refutation);
    }
}
