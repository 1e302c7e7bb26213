package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.model.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy check}: says whether a recorded history is linearizable, and if not, why. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Say whether a recorded history of operations is linearizable, and if not, which operations conflict.",
        footerHeading = "%nExit codes: ",
        footer = "0 linearizable, 1 not linearizable, 2 bad usage or unreadable file, 3 unknown: the budget was spent.")
final class CheckCommand implements Callable<Integer> {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE.edn", description = "The history, in the EDN of Jepsen.")
    private Path file;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "register, cas-register, kv or multi-register; default: kv if there is a get, put, append or"
                    + " delete, multi-register if there is a txn, else cas-register.")
    private String modelName;

    @Option(
            names = "--budget",
            paramLabel = "N",
            description = "How many configurations the search may enter before the verdict is unknown;"
                    + " default: 20,000,000.")
    private Long budget;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (budget != null && budget < 0) {
            throw new ParameterException(spec.commandLine(), "--budget must not be negative: " + budget);
        }
        Budget limit = budget == null ? Budget.GENEROUS : new Budget(budget, Budget.GENEROUS.rememberedMax());
        String name = modelName != null ? requireKnown(modelName) : modelFor(read(null));
        History history = read(Models.named(name).orElseThrow());
        Model<?> model = Models.named(name, history).orElseThrow();
        long start = surroundings.nanoTime().getAsLong();
        CheckResult result = new Checker().check(history, model, limit);
        long millis = (surroundings.nanoTime().getAsLong() - start) / NANOS_PER_MILLI;
        if (json) {
            Json.print(spec.commandLine().getOut(), toJson(result, model, millis));
        } else {
            print(spec.commandLine().getOut(), result, model, millis);
        }
        return exitCode(result.verdict());
    }

    private static int exitCode(Verdict verdict) {
        return switch (verdict) {
            case LINEARIZABLE -> ExitCode.CLEAN;
            case NOT_LINEARIZABLE -> ExitCode.FOUND;
            case UNKNOWN -> ExitCode.UNKNOWN;
        };
    }

    private String requireKnown(String name) {
        if (!Models.names().contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no model '" + name + "'; there are " + String.join(", ", Models.names()));
        }
        return name;
    }

    private static String modelFor(History history) {
        return history.operations().stream()
                .map(operation -> switch (operation.function()) {
                    case "get", "put", "append", "delete" -> "kv";
                    case "txn" -> "multi-register";
                    default -> "";
                })
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("cas-register");
    }

    private History read(Model<?> model) {
        try {
            return model == null ? EdnHistoryReader.read(file) : EdnHistoryReader.read(file, model);
        } catch (HistoryFormatException malformed) {
            throw new BadInputException(malformed.getMessage(), malformed);
        } catch (NoSuchFileException missing) {
            throw new BadInputException("there is no file " + file, missing);
        } catch (IOException failure) {
            throw new BadInputException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static ObjectNode toJson(CheckResult result, Model<?> model, long millis) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("verdict", result.verdict().name());
        object.put("operations", result.operations());
        object.put("model", model.name());
        object.put("algorithm", result.algorithm());
        object.put("millis", millis);
        if (result.conflict().isPresent()) {
            Conflict conflict = result.conflict().get();
            ObjectNode node = object.putObject("conflict");
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
        } else {
            object.putNull("conflict");
        }
        object.put("reason", result.reason().orElse(null));
        return object;
    }

    private void print(PrintWriter out, CheckResult result, Model<?> model, long millis) {
        Paint paint = new Paint(surroundings.colours());
        String verdict = result.verdict().name().replace('_', ' ');
        out.println((result.isLinearizable() ? paint.green(verdict) : paint.red(verdict)) + ": "
                + Figures.count(result.operations(), "operation") + " of a " + model.name() + ", decided by "
                + result.algorithm() + " in " + Figures.count(millis) + " ms");
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
                        model.describe(operation)));
            }
        });
    }
}
