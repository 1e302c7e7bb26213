package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Writes histories as EDN, one event per line in the order of time: what {@link EdnHistoryReader} reads back as the
 * same operations, with the events numbered afresh. Stateless.
 *
 * <p>The {@code :info} of an operation of unknown outcome is written when its process invokes the next one, or at the
 * end. At equal times invocations are written first, so that what was concurrent stays so; only a process's own
 * previous operation is always completed first.
 */
public final class EdnHistoryWriter {
    private static final int FIRST_PRINTABLE = 0x20;

    private EdnHistoryWriter() {}

    /**
     * The text of the history.
     *
     * @throws IllegalArgumentException if a process has two operations under way at once, or a value is of a type that
     *     histories do not have
     */
    public static String write(History history) {
        if (history.size() == 0) {
            return "[]\n";
        }
        StringBuilder text = new StringBuilder();
        List<Operation> completions = completionsByTime(history);
        boolean[] written = new boolean[history.size()];
        LinkedHashMap<Long, Operation> latest = new LinkedHashMap<>();
        int next = 0;
        for (Operation operation : history.operations()) {
            while (completions.get(next).precedes(operation)) {
                complete(text, completions.get(next++), written);
            }
            Operation before = latest.put(operation.process(), operation);
            if (before != null) {
                if (!before.isInfo() && before.completion() > operation.invocation()) {
                    throw new IllegalArgumentException(
                            "a process has two operations under way: " + before + " and " + operation);
                }
                complete(text, before, written);
            }
            event(text, operation, ":invoke", operation.input());
        }
        while (next < completions.size()) {
            complete(text, completions.get(next++), written);
        }
        return text.toString();
    }

    private static List<Operation> completionsByTime(History history) {
        List<Operation> completions = new ArrayList<>(history.operations());
        completions.sort((a, b) -> Long.compare(a.completion(), b.completion()));
        return completions;
    }

    private static void complete(StringBuilder text, Operation operation, boolean[] written) {
        if (written[operation.index()]) {
            return;
        }
        written[operation.index()] = true;
        switch (operation.outcome()) {
            case OK:
                event(text, operation, ":ok", operation.output());
                break;
            case FAIL:
                event(text, operation, ":fail", operation.input());
                break;
            default:
                event(text, operation, ":info", operation.input());
                break;
        }
    }

    private static void event(StringBuilder text, Operation operation, String type, Object value) {
        text.append("{:process ").append(operation.process());
        text.append(", :type ").append(type);
        text.append(", :f :").append(operation.function());
        if (operation.key() != null) {
            text.append(", :key ");
            string(text, operation.key());
        }
        text.append(", :value ");
        value(text, value);
        text.append("}\n");
    }

    private static void value(StringBuilder text, Object value) {
        if (value == null) {
            text.append("nil");
        } else if (value instanceof String string) {
            string(text, string);
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : " ");
                value(text, list.get(i));
            }
            text.append(']');
        } else if (value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof Keyword) {
            text.append(value);
        } else {
            throw new IllegalArgumentException("not a value of histories: " + value + " (" + value.getClass() + ")");
        }
    }

    private static void string(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(Character.forDigit((c >> shift) & 0xF, 16));
                }
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
