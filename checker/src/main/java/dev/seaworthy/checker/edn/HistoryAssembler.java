package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Joins the events of a file into operations, and refuses sequences of events that no set of processes can produce.
 *
 * <p>A process has one operation under way at a time. It is free again after {@code :ok} and {@code :fail}, and also
 * after {@code :info}, whose operation then stays open for ever.
 */
final class HistoryAssembler {
    private final Located located;
    private final Optional<Model<?>> model;
    private final History.Builder history = History.builder();
    private final LinkedHashMap<Long, Integer> underWay = new LinkedHashMap<>();

    HistoryAssembler(Located located, Optional<Model<?>> model) {
        this.located = located;
        this.model = model;
    }

    History history() {
        return history.build();
    }

    /** Takes the next event. Events of what is not a numbered process, such as {@code :nemesis}, are left out. */
    void add(Event event) {
        if (event.processOffset < 0) {
            throw problem(event.offset, "expected an operation with a :process");
        }
        if (!(event.process instanceof Long process)) {
            return;
        }
        String type = keyword(event, ":type", event.type, event.typeOffset);
        String function = keyword(event, ":f", event.function, event.functionOffset);
        if (event.key != null && !(event.key instanceof String)) {
            throw problem(event.keyOffset, "expected a string as :key, found " + event.key);
        }
        switch (type) {
            case "invoke":
                invoke(event, process, function);
                break;
            case "ok":
            case "fail":
            case "info":
                complete(event, process, function, type);
                break;
            default:
                throw problem(event.typeOffset, "expected :invoke, :ok, :fail or :info as :type, found :" + type);
        }
    }

    private String keyword(Event event, String field, Object content, int offset) {
        if (offset < 0) {
            throw problem(event.offset, "expected an operation with a " + field);
        }
        if (content instanceof Keyword keyword) {
            return keyword.name();
        }
        throw problem(offset, "expected a keyword as " + field + ", found " + content);
    }

    private void invoke(Event event, long process, String function) {
        Integer open = underWay.get(process);
        if (open != null) {
            throw problem(
                    event.offset,
                    "process " + process + " invokes :" + function + " while its :"
                            + history.operation(open).function() + " is under way");
        }
        int operation = history.invoke(process, function, (String) event.key, event.value);
        objectTo(operation, event.functionOffset);
        underWay.put(process, operation);
    }

    private void complete(Event event, long process, String function, String type) {
        Integer open = underWay.remove(process);
        if (open == null) {
            throw problem(event.offset, "process " + process + " completes :" + function + " without an invocation");
        }
        Operation invoked = history.operation(open);
        if (!function.equals(invoked.function())) {
            throw problem(
                    event.functionOffset,
                    "expected :" + invoked.function() + ", which process " + process + " invoked, found :" + function);
        }
        if (event.key != null && !event.key.equals(invoked.key())) {
            throw problem(
                    event.keyOffset,
                    "expected the key of the invocation, \"" + invoked.key() + "\", found \"" + event.key + '"');
        }
        if (type.equals("fail")) {
            history.fail(open);
        } else if (type.equals("ok")) {
            if (event.valueOffset < 0) {
                throw problem(event.offset, "expected a :value in an operation of :type :ok");
            }
            history.ok(open, event.value);
            objectTo(open, event.valueOffset);
        }
    }

    private void objectTo(int operation, int offset) {
        Optional<String> objection = model.flatMap(chosen -> chosen.objectionTo(history.operation(operation)));
        if (objection.isPresent()) {
            throw problem(offset, objection.get());
        }
    }

    private HistoryFormatException problem(int offset, String problem) {
        return located.problemAt(offset, problem);
    }
}
