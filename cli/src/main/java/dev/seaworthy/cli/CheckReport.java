package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A verdict, told to people and to programs.
 *
 * @param file what was judged
 * @param input what was read of it; empty if time or memory was over before
 * @param result the verdict
 * @param story what there is to tell of it, if it is bad
 * @param millis how long deciding took
 */
record CheckReport(Path file, Optional<CheckInput> input, CheckResult result, CheckStory story, long millis) {
    /** A verdict on what was read, of which no story is told yet. */
    static CheckReport of(CheckInput input, CheckResult result, long millis) {
        return new CheckReport(input.file(), Optional.of(input), result, CheckStory.NONE, millis);
    }

    /** The same with what there is to tell of it. */
    CheckReport withStory(CheckStory told) {
        return new CheckReport(file, input, result, told, millis);
    }

    /** That there is no verdict, as the file could not be dealt with in the time or memory there is. */
    static CheckReport tooMuch(Path file, String why) {
        CheckResult unknown =
                new CheckResult(Verdict.UNKNOWN, 0, "nothing", 0, Optional.empty(), Optional.empty(), Optional.of(why));
        return new CheckReport(file, Optional.empty(), unknown, CheckStory.NONE, 0);
    }

    /** What the shell is told. */
    public int exitCode() {
        return switch (result.verdict()) {
            case LINEARIZABLE -> ExitCode.CLEAN;
            case NOT_LINEARIZABLE -> ExitCode.FOUND;
            case UNKNOWN -> ExitCode.UNKNOWN;
        };
    }

    /** The report as JSON. */
    public ObjectNode toJson() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("file", file.toString());
        object.put("verdict", result.verdict().name());
        object.put("operations", input.isPresent() ? result.operations() : null);
        object.put("model", input.map(read -> read.model().name()).orElse(null));
        object.put("algorithm", result.algorithm());
        object.put("millis", millis);
        if (result.conflict().isPresent()) {
            conflict(object.putObject("conflict"), result.conflict().get());
        } else {
            object.putNull("conflict");
        }
        object.<JsonNode>set(
                "explanation",
                story.explanation()
                        .map(explanation -> Json.parse(explanation.toJson()))
                        .orElse(JsonNodeFactory.instance.nullNode()));
        ArrayNode remarks = object.putArray("remarks");
        story.remarks().forEach(remarks::add);
        object.put("reason", result.reason().orElse(null));
        return object;
    }

    private void conflict(ObjectNode node, Conflict conflict) {
        Model<?> model = input.orElseThrow().model();
        node.put("partition", conflict.partition().toString());
        node.put("sentence", conflict.sentence());
        ArrayNode operations = node.putArray("operations");
        for (Operation operation : conflict.operations()) {
            operations
                    .addObject()
                    .put("index", operation.index())
                    .put("process", operation.process())
                    .put("operation", model.describe(operation))
                    .put("outcome", operation.outcome().name())
                    .put("invocation", operation.invocation())
                    .put("completion", operation.isInfo() ? null : operation.completion());
        }
    }

    /** The verdict in one line. */
    public void printVerdict(PrintWriter out, Paint paint) {
        String verdict = result.verdict().name().replace('_', ' ');
        out.print(result.verdict() == Verdict.LINEARIZABLE ? paint.green(verdict) : paint.red(verdict));
        input.ifPresent(read -> out.print(": " + Figures.count(result.operations(), "operation") + " of a "
                + read.model().name() + ", decided by " + result.algorithm() + " in " + Figures.count(millis)
                + " ms"));
        out.println();
    }

    /** What the verdict stands on, if it is not good. */
    public void printReasons(PrintWriter out) {
        result.reason().ifPresent(out::println);
        if (story.explanation().isPresent()) {
            out.println();
            out.print(story.explanation().get().toText());
        } else {
            result.conflict().ifPresent(conflict -> printConflict(out, conflict));
        }
        story.remarks().forEach(out::println);
    }

    private void printConflict(PrintWriter out, Conflict conflict) {
        out.println();
        out.println(conflict.sentence());
        out.println();
        out.println("  operation  process  from..to         what");
        for (Operation operation : conflict.operations()) {
            String to = operation.isInfo() ? "?" : Long.toString(operation.completion());
            out.println(String.format(
                    Locale.ROOT,
                    "  %9s  %7d  %-15s  %s",
                    "#" + operation.index(),
                    operation.process(),
                    operation.invocation() + ".." + to,
                    input.orElseThrow().model().describe(operation)));
        }
        out.println();
    }
}
