package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Linearization;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the page's script draws: the operations of the partition, those around the error if they are too many, as arrays
 * of {@code [index, process, words, outcome, invoked, completed, from, to, place, state]}. {@code invoked} and
 * {@code completed} are ranks among all times shown ({@code completed} is -1 for never), {@code from} and {@code to}
 * the times as text, {@code place} the place from 1 in the longest order known, or 0, {@code state} the number of the
 * state there.
 */
final class PageData<S> {
    /** More would take a browser too long. */
    private static final int OPERATIONS_MAX = 20_000;

    private static final int WORDS_MAX = 300;

    private final Model<S> model;
    private final Optional<Explanation> explanation;
    private final List<Operation> longest;
    private final List<Operation> operations;
    private final int all;
    private final TreeMap<Integer, Integer> placeOf = new TreeMap<>();
    private final TreeMap<Integer, Integer> stateOf = new TreeMap<>();
    private final LinkedHashMap<String, Integer> states = new LinkedHashMap<>();
    private final JsonText json = new JsonText();

    private PageData(History history, Model<S> model, CheckResult result, Optional<Explanation> explanation) {
        this.model = model;
        this.explanation = explanation;
        longest = explanation
                .map(e -> e.prefix().longest())
                .or(() -> result.linearization().map(Linearization::operations))
                .orElse(List.of());
        List<Operation> wanted = new ArrayList<>(history.operations());
        explanation.ifPresent(e -> wanted.removeIf(operation -> !isIn(e.partition(), operation)));
        all = wanted.size();
        operations = around(wanted);
    }

    static <S> String of(History history, Model<S> model, CheckResult result, Optional<Explanation> explanation) {
        return new PageData<>(history, model, result, explanation).write();
    }

    private boolean isIn(Object partition, Operation operation) {
        boolean known = operation.isFail() || model.objectionTo(operation).isEmpty();
        return known && model.partitionOf(operation).equals(partition);
    }

    /** As many as can be shown, with the error in the middle. */
    private List<Operation> around(List<Operation> wanted) {
        if (wanted.size() <= OPERATIONS_MAX) {
            return wanted;
        }
        int last = explanation.map(e -> wanted.indexOf(e.prefix().last())).orElse(0);
        int from = Math.max(0, Math.min(last - OPERATIONS_MAX / 2, wanted.size() - OPERATIONS_MAX));
        return wanted.subList(from, from + OPERATIONS_MAX);
    }

    private String write() {
        replay();
        json.beginObject();
        json.name("cut").value(operations.size() < all);
        json.name("ops").beginArray();
        long[] times = times();
        for (Operation operation : operations) {
            write(operation, times);
        }
        json.endArray();
        json.name("states").strings(states.keySet());
        writeExplanation();
        return json.endObject().toString();
    }

    /** Follows the longest order and notes the state after each operation that is shown. */
    private void replay() {
        TreeMap<Integer, Boolean> shown = new TreeMap<>();
        operations.forEach(operation -> shown.put(operation.index(), true));
        Map<Object, S> now = new LinkedHashMap<>();
        int place = 0;
        for (Operation operation : longest) {
            place++;
            Object partition = model.partitionOf(operation);
            S before = now.containsKey(partition) ? now.get(partition) : model.initial();
            S after = model.step(before, operation);
            if (after == null) {
                return;
            }
            now.put(partition, after);
            if (shown.containsKey(operation.index())) {
                placeOf.put(operation.index(), place);
                String words = clipped(model.describeState(after));
                states.putIfAbsent(words, states.size());
                stateOf.put(operation.index(), states.get(words));
            }
        }
    }

    private long[] times() {
        long[] times = new long[2 * operations.size()];
        int count = 0;
        for (Operation operation : operations) {
            times[count++] = operation.invocation();
            times[count++] = operation.isInfo() ? operation.invocation() : operation.completion();
        }
        return Arrays.stream(times).sorted().distinct().toArray();
    }

    private void write(Operation operation, long[] times) {
        json.beginArray()
                .value(operation.index())
                .value(Long.toString(operation.process()))
                .value(clipped(model.describe(operation)))
                .value(operation.isOk() ? 0 : operation.isFail() ? 1 : 2)
                .value(Arrays.binarySearch(times, operation.invocation()))
                .value(operation.isInfo() ? -1 : Arrays.binarySearch(times, operation.completion()))
                .value(Long.toString(operation.invocation()))
                .value(operation.isInfo() ? "" : Long.toString(operation.completion()))
                .value(placeOf.getOrDefault(operation.index(), 0))
                .value(stateOf.getOrDefault(operation.index(), 0))
                .endArray();
    }

    private static String clipped(String words) {
        int end = Math.min(WORDS_MAX, words.length());
        return end < words.length() ? words.substring(0, end) + "…" : words;
    }

    private void writeExplanation() {
        List<Culprit> culprits = explanation.map(Explanation::operations).orElse(List.of());
        json.name("last").value(explanation.map(e -> e.prefix().last().index()).orElse(-1));
        json.name("culprits").beginArray();
        culprits.forEach(culprit -> json.value(culprit.operation().index()));
        json.endArray().name("optional").beginArray();
        culprits.stream()
                .filter(Culprit::isOptional)
                .forEach(culprit -> json.value(culprit.operation().index()));
        json.endArray().name("related").beginArray();
        explanation.map(Explanation::related).orElse(List.of()).forEach(operation -> json.value(operation.index()));
        json.endArray().name("order").beginArray();
        for (Precedence pair : explanation.map(Explanation::order).orElse(List.of())) {
            json.beginArray()
                    .value(pair.before().index())
                    .value(pair.after().index())
                    .endArray();
        }
        json.endArray().name("attempts").beginArray();
        for (Attempt attempt : explanation.map(Explanation::attempts).orElse(List.of())) {
            ExplanationJson.writeAttempt(json, attempt);
        }
        json.endArray();
    }
}
