package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Writes histories as EDN, one event per line in the order of time: what {@link EdnHistoryReader} reads back as the
 * same operations, with the events numbered afresh. For one thread and one history.
 *
 * <p>The {@code :info} of an operation of unknown outcome is written when its process invokes the next one, or at the
 * end. At equal times invocations are written first, so that what was concurrent stays so; only a process's own
 * previous operation is always completed first.
 */
public final class EdnHistoryWriter {
    private static final int FLUSH_CHARS = 1 << 13;

    private final History history;
    private final Extras extras;
    private final Appendable out;
    private final StringBuilder text = new StringBuilder();

    private EdnHistoryWriter(History history, Extras extras, Appendable out) {
        this.history = history;
        this.extras = extras;
        this.out = out;
    }

    /**
     * The text of the history.
     *
     * @throws IllegalArgumentException if a process has two operations under way at once, or a value is of a type that
     *     histories do not have
     */
    public static String write(History history) {
        StringBuilder text = new StringBuilder();
        try {
            write(history, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Writes the history, event by event.
     *
     * @throws IOException if the output cannot take it
     * @throws IllegalArgumentException if a process has two operations under way at once, or a value is of a type that
     *     histories do not have; what came before is written
     */
    public static void write(History history, Appendable out) throws IOException {
        new EdnHistoryWriter(history, Extras.NONE, out).writeAll();
    }

    /**
     * Writes the history and whatever else its file said: the fields of other names with their events, and the events
     * of what is no client between the invocations where they were.
     *
     * @throws IOException if the output cannot take it
     */
    public static void write(HistoryFile file, Appendable out) throws IOException {
        new EdnHistoryWriter(file.history(), file.extras(), out).writeAll();
    }

    private void writeAll() throws IOException {
        int[] completions = completionsByTime();
        boolean[] written = new boolean[history.size()];
        ProcessTable latest = new ProcessTable();
        int next = 0;
        for (Operation operation : history.operations()) {
            while (history.operation(completions[next]).precedes(operation)) {
                complete(completions[next++], written);
            }
            int before = latest.get(operation.process());
            latest.put(operation.process(), operation.index());
            if (before != ProcessTable.NONE) {
                freeProcess(history.operation(before), operation, written);
            }
            otherEvents(operation.index());
            event(operation, ":invoke", operation.input(), null);
            append(extras.ofInvocation(operation.index()));
            append("}\n");
        }
        while (next < completions.length) {
            complete(completions[next++], written);
        }
        otherEvents(history.size());
        if (history.size() == 0 && text.length() == 0) {
            append("[]\n");
        }
        flush(0);
    }

    private int[] completionsByTime() {
        Operation[] operations = history.operations().toArray(new Operation[0]);
        Arrays.sort(operations, (a, b) -> Long.compare(a.completion(), b.completion()));
        int[] indexes = new int[operations.length];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = operations[i].index();
        }
        return indexes;
    }

    private void freeProcess(Operation before, Operation operation, boolean[] written) throws IOException {
        if (!before.isInfo() && before.completion() > operation.invocation()) {
            throw new IllegalArgumentException(
                    "a process has two operations under way: " + before + " and " + operation);
        }
        complete(before.index(), written);
    }

    private void otherEvents(int operation) {
        for (String event : extras.eventsBefore(operation)) {
            append(event).append('\n');
        }
    }

    private void complete(int index, boolean[] written) throws IOException {
        if (written[index]) {
            return;
        }
        written[index] = true;
        Operation operation = history.operation(index);
        switch (operation.outcome()) {
            case OK:
                event(operation, ":ok", operation.output(), null);
                break;
            case FAIL:
                event(operation, ":fail", operation.input(), extras.completionValue(index));
                break;
            default:
                event(operation, ":info", operation.input(), extras.completionValue(index));
                break;
        }
        append(extras.ofCompletion(index));
        append("}\n");
        flush(FLUSH_CHARS);
    }

    /** Writes all of an event but its end. */
    private void event(Operation operation, String type, Object value, String valueText) {
        append("{:process ").append(operation.process());
        append(", :type ").append(type);
        append(", :f :").append(operation.function());
        if (operation.key() != null) {
            append(", :key ");
            EdnText.string(text, operation.key());
        }
        append(", :value ");
        if (valueText == null) {
            EdnText.value(text, value);
        } else {
            append(valueText);
        }
    }

    private StringBuilder append(String part) {
        return text.append(part);
    }

    private void flush(int atLeast) throws IOException {
        if (text.length() >= atLeast) {
            out.append(text);
            text.setLength(0);
        }
    }
}
