package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Joins the events of a file into operations, and refuses sequences of events that no set of processes can produce.
 *
 * <p>A process has one operation under way at a time. It is free again after {@code :ok} and {@code :fail}, and also
 * after {@code :info}, whose operation then stays open for ever.
 */
final class HistoryAssembler {
    private final ByteSource source;
    private final Optional<Model<?>> model;
    private final History.Builder history = History.builder();
    private final ProcessTable underWay = new ProcessTable();

    HistoryAssembler(ByteSource source, Optional<Model<?>> model) {
        this.source = source;
        this.model = model;
    }

    History history() {
        return history.build();
    }

    /** How many operations have begun. */
    int size() {
        return history.size();
    }

    /** Takes the next event. Events of what is not a numbered process, such as {@code :nemesis}, are left out. */
    void add(Event event) {
        if (!event.has(Event.PROCESS)) {
            throw problem(event.position(), "expected an operation with a :process");
        }
        if (!(event.content(Event.PROCESS) instanceof Long)) {
            refuseUnreadable(event.content(Event.PROCESS));
            return;
        }
        long process = (Long) event.content(Event.PROCESS);
        String type = keyword(event, ":type", Event.TYPE);
        String function = keyword(event, ":f", Event.FUNCTION);
        Object key = event.content(Event.KEY);
        if (key != null && !(key instanceof String)) {
            throw problem(event.position(Event.KEY), "expected a string as :key, found " + key);
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
                throw problem(
                        event.position(Event.TYPE), "expected :invoke, :ok, :fail or :info as :type, found :" + type);
        }
    }

    private String keyword(Event event, String name, int field) {
        if (!event.has(field)) {
            throw problem(event.position(), "expected an operation with a " + name);
        }
        if (event.content(field) instanceof Keyword keyword) {
            return keyword.name();
        }
        throw problem(event.position(field), "expected a keyword as " + name + ", found " + event.content(field));
    }

    private void invoke(Event event, long process, String function) {
        int open = underWay.get(process);
        if (open != ProcessTable.NONE) {
            throw problem(
                    event.position(),
                    "process " + process + " invokes :" + function + " while its :"
                            + history.operation(open).function() + " is under way");
        }
        Object input = event.content(Event.VALUE);
        refuseUnreadable(input);
        int operation = history.invoke(process, function, (String) event.content(Event.KEY), input);
        objectTo(operation, event.position(Event.FUNCTION));
        underWay.put(process, operation);
        event.concerns(operation);
    }

    private void complete(Event event, long process, String function, String type) {
        int open = underWay.get(process);
        if (open == ProcessTable.NONE) {
            throw problem(
                    event.position(), "process " + process + " completes :" + function + " without an invocation");
        }
        underWay.put(process, ProcessTable.NONE);
        Operation invoked = history.operation(open);
        if (!function.equals(invoked.function())) {
            throw problem(
                    event.position(Event.FUNCTION),
                    "expected :" + invoked.function() + ", which process " + process + " invoked, found :" + function);
        }
        Object key = event.content(Event.KEY);
        if (key != null && !key.equals(invoked.key())) {
            throw problem(
                    event.position(Event.KEY),
                    "expected the key of the invocation, \"" + invoked.key() + "\", found \"" + key + '"');
        }
        event.concerns(open);
        if (type.equals("fail")) {
            history.fail(open);
        } else if (type.equals("ok")) {
            answer(event, open, invoked);
        }
    }

    private void answer(Event event, int open, Operation invoked) {
        if (!event.has(Event.VALUE)) {
            throw problem(event.position(), "expected a :value in an operation of :type :ok");
        }
        Object output = event.content(Event.VALUE);
        refuseUnreadable(output);
        // Most answers repeat the question: one object for both is half the memory.
        history.ok(open, Objects.equals(output, invoked.input()) ? invoked.input() : output);
        objectTo(open, event.position(Event.VALUE));
    }

    private void objectTo(int operation, long position) {
        if (model.isPresent()) {
            Optional<String> objection = model.get().objectionTo(history.operation(operation));
            if (objection.isPresent()) {
                throw problem(position, objection.get());
            }
        }
    }

    private void refuseUnreadable(Object value) {
        if (value instanceof EdnScanner.Unreadable word) {
            throw problem(word.position(), word.problem());
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                refuseUnreadable(list.get(i));
            }
        }
    }

    private HistoryFormatException problem(long position, String problem) {
        return source.problem(position, problem);
    }
}
