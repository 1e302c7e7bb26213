package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;

/**
 * An explanation for machines: one JSON object.
 *
 * <p>{@code partition}, {@code rule}, {@code title}, {@code sentence}; {@code prefix} with {@code operations},
 * {@code last} and {@code shortest}; {@code start} with {@code kind} and {@code states}; {@code operations}, each with
 * {@code index}, {@code process}, {@code operation}, {@code outcome}, {@code invocation}, {@code completion} (null if
 * it never completed) and {@code optional}; {@code order}, pairs of indexes of which the first completed before the
 * second was invoked; {@code related}, indexes; {@code attempts}, each with {@code start}, {@code steps} of
 * {@code index} and {@code state}, {@code stuck} and {@code blocked}; {@code minimal}, {@code stoppedEarly} (null or
 * why), {@code cost}.
 */
final class ExplanationJson {
    private final JsonText json = new JsonText();

    private ExplanationJson() {}

    static String of(Explanation explanation) {
        return new ExplanationJson().write(explanation).toString();
    }

    private JsonText write(Explanation explanation) {
        json.beginObject();
        json.name("partition").value(String.valueOf(explanation.partition()));
        json.name("rule").value(explanation.rule().name());
        json.name("title").value(explanation.rule().title());
        json.name("sentence").value(explanation.sentence());
        writePrefix(explanation.prefix());
        json.name("start").beginObject();
        json.name("kind").value(explanation.start().kind().name());
        json.name("states").strings(explanation.start().states()).endObject();
        json.name("operations").beginArray();
        explanation.operations().forEach(this::writeCulprit);
        json.endArray();
        json.name("order").beginArray();
        for (Precedence precedence : explanation.order()) {
            json.beginArray()
                    .value(precedence.before().index())
                    .value(precedence.after().index())
                    .endArray();
        }
        json.endArray();
        json.name("related");
        writeIndexes(json, explanation.related());
        json.name("attempts").beginArray();
        explanation.attempts().forEach(attempt -> writeAttempt(json, attempt));
        json.endArray();
        json.name("minimal").value(explanation.isMinimal());
        json.name("stoppedEarly").value(explanation.stoppedEarly().orElse(null));
        return json.name("cost").value(explanation.cost()).endObject();
    }

    private void writePrefix(FailingPrefix prefix) {
        json.name("prefix").beginObject();
        json.name("operations").value(prefix.operations());
        json.name("last").value(prefix.last().index());
        json.name("shortest").value(prefix.isShortest()).endObject();
    }

    private void writeCulprit(Culprit culprit) {
        Operation operation = culprit.operation();
        json.beginObject();
        json.name("index").value(operation.index());
        json.name("process").value(operation.process());
        json.name("operation").value(culprit.words());
        json.name("outcome").value(operation.outcome().name());
        json.name("invocation").value(operation.invocation());
        json.name("completion");
        if (operation.isInfo()) {
            json.value(null);
        } else {
            json.value(operation.completion());
        }
        json.name("optional").value(culprit.isOptional()).endObject();
    }

    /** An attempt as an object of {@code start}, {@code steps}, {@code stuck} and {@code blocked}. */
    static void writeAttempt(JsonText json, Attempt attempt) {
        json.beginObject().name("start").value(attempt.start());
        json.name("steps").beginArray();
        for (Attempt.Step step : attempt.steps()) {
            json.beginObject().name("index").value(step.operation().index());
            json.name("state").value(step.state()).endObject();
        }
        json.endArray();
        json.name("stuck").value(attempt.stuck().index());
        json.name("blocked");
        writeIndexes(json, attempt.blocked());
        json.endObject();
    }

    private static void writeIndexes(JsonText json, Iterable<Operation> operations) {
        json.beginArray();
        operations.forEach(operation -> json.value(operation.index()));
        json.endArray();
    }
}
