package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import java.util.List;

/**
 * A history together with what else its file says: fields that histories do not know, such as {@code :time} and
 * {@code :error}, and events of what is no client, such as {@code :nemesis}. {@link EdnHistoryWriter} writes it all
 * again. Not to be changed after it was read, and then safe for any thread.
 */
public final class HistoryFile {
    private final History history;
    private final Extras extras;

    HistoryFile(History history, Extras extras) {
        this.history = history;
        this.extras = extras;
    }

    public History history() {
        return history;
    }

    /** The other fields of an operation's invocation, as in {@code ", :time 17, :index 4"}; empty if it has none. */
    public String fieldsOfInvocation(int operation) {
        return extras.ofInvocation(operation);
    }

    /** The other fields of an operation's completion, as in {@code ", :error :timeout"}; empty if it has none. */
    public String fieldsOfCompletion(int operation) {
        return extras.ofCompletion(operation);
    }

    /**
     * The events of what is no client, as maps of EDN, that came before the invocation of this operation and after that
     * of the one before; those after the last one, if the index is the size of the history.
     */
    public List<String> otherEventsBefore(int operation) {
        return List.copyOf(extras.eventsBefore(operation));
    }

    Extras extras() {
        return extras;
    }
}
