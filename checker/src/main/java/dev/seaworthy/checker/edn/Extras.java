package dev.seaworthy.checker.edn;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a file says beside its history, as it stands in the text: fields of other names, and events of what is no
 * client. For one thread.
 */
final class Extras {
    /** No extras. Never changed. */
    static final Extras NONE = new Extras();

    private final ArrayList<String> invocations = new ArrayList<>();
    private final ArrayList<String> completions = new ArrayList<>();
    private final ArrayList<String> values = new ArrayList<>();
    private final TreeMap<Integer, List<String>> events = new TreeMap<>();

    private final StringBuilder fields = new StringBuilder();
    private final StringBuilder others = new StringBuilder();
    private String value;

    void beginEvent() {
        fields.setLength(0);
        others.setLength(0);
        value = null;
    }

    /** The event that is being read has this field; {@code known} if histories have it too. */
    void field(String name, String text, boolean known) {
        fields.append(fields.length() == 0 ? "" : ", ").append(name).append(' ').append(text);
        if (!known) {
            others.append(", ").append(name).append(' ').append(text);
        }
        if (name.equals(":value")) {
            value = text;
        }
    }

    /** The event was the invocation or completion of an operation, or, if that is negative, of something else. */
    void endEvent(Event event, int operationsSoFar) {
        if (event.operation() < 0) {
            events.computeIfAbsent(operationsSoFar, place -> new ArrayList<>()).add("{" + fields + "}");
        } else if (event.operation() == invocations.size()) {
            invocations.add(text());
            completions.add("");
            values.add(null);
        } else {
            completions.set(event.operation(), text());
            values.set(event.operation(), value);
        }
    }

    private String text() {
        return others.length() == 0 ? "" : others.toString();
    }

    /** The other fields of an invocation, each with a comma before it. */
    String ofInvocation(int operation) {
        return operation < invocations.size() ? invocations.get(operation) : "";
    }

    /** The other fields of a completion, each with a comma before it. */
    String ofCompletion(int operation) {
        return operation < completions.size() ? completions.get(operation) : "";
    }

    /** The value with which an operation completed, as it stands in the text; null if that is not known. */
    String completionValue(int operation) {
        return operation < values.size() ? values.get(operation) : null;
    }

    /** The other events that came after the invocation of the operation before this one, and before this one's. */
    List<String> eventsBefore(int operation) {
        return events.getOrDefault(operation, List.of());
    }
}
