package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * A verdict, told to people and to programs.
 *
 * @param input what was judged
 * @param result the verdict
 * @param millis how long that took
 */
record CheckReport(CheckInput input, CheckResult result, long millis) {
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
        object.put("file", input.file().toString());
        object.put("verdict", result.verdict().name());
        object.put("operations", result.operations());
        object.put("model", input.model().name());
        object.put("algorithm", result.algorithm());
        object.put("millis", millis);
        if (result.conflict().isPresent()) {
            conflict(object.putObject("conflict"), result.conflict().get());
        } else {
            object.putNull("conflict");
        }
        object.put("reason", result.reason().orElse(null));
        return object;
    }

    private void conflict(ObjectNode node, Conflict conflict) {
        Model<?> model = input.model();
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
        out.println((result.verdict() == Verdict.LINEARIZABLE ? paint.green(verdict) : paint.red(verdict)) + ": "
                + Figures.count(result.operations(), "operation") + " of a "
                + input.model().name() + ", decided by " + result.algorithm() + " in " + Figures.count(millis) + " ms");
    }

    /** What the verdict stands on, if it is not good. */
    public void printReasons(PrintWriter out) {
        result.reason().ifPresent(out::println);
        result.conflict().ifPresent(conflict -> {
            out.println();
            out.println(conflict.sentence());
            out.println();
            out.println("  operation  process  from..to         what");
            for (Operation operation : conflict.operations()) {
                String to = operation.isInfo() ? "?" : Long.toString(operation.completion());
                out.println(String.format(
                        Locale.ROOT,
                        "  %9d  %7d  %-15s  %s",
                        operation.index(),
                        operation.process(),
                        operation.invocation() + ".." + to,
                        input.model().describe(operation)));
            }
        });
    }
}
