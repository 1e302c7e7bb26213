package dev.seaworthy.cli;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Operation;
import java.util.List;

/** Sees from the operations of a history which model they are of. */
final class ModelGuess {
    private static final String UNSURE =
            "a history of :add without a :read may be of a set or of a counter; say which by --model";

    private ModelGuess() {}

    /**
     * The name of the model; {@code cas-register} for operations of no model in particular.
     *
     * @throws BadInputException if there are several, and nothing tells which
     */
    static String of(History history) {
        boolean adds = false;
        for (Operation operation : history.operations()) {
            switch (operation.function()) {
                case "get", "put", "append", "delete":
                    return "kv";
                case "txn":
                    return "multi-register";
                case "acquire", "release":
                    return "mutex";
                case "enqueue", "dequeue":
                    return "fifo-queue";
                case "contains", "remove":
                    return "set";
                case "add":
                    adds = true;
                    break;
                default:
                    break;
            }
        }
        return adds ? setOrCounter(history) : "cas-register";
    }

    private static String setOrCounter(History history) {
        for (Operation operation : history.operations()) {
            if (operation.function().equals("read") && operation.isOk()) {
                return operation.output() instanceof List ? "set" : "counter";
            }
            if (operation.output() instanceof Boolean) {
                return "set";
            }
            if (operation.output() instanceof Long && !operation.output().equals(operation.input())) {
                return "counter";
            }
        }
        throw new BadInputException(UNSURE);
    }
}
