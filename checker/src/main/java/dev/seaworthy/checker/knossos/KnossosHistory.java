package dev.seaworthy.checker.knossos;

import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.edn.EdnText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A translated partition as Knossos reads it: one vector of events in the order of time. */
final class KnossosHistory {
    private final List<Word> words;
    private final StringBuilder text = new StringBuilder();
    /** For each event, the operation it belongs to. */
    private final List<Operation> operations = new ArrayList<>();

    private final ArrayDeque<Integer> idle = new ArrayDeque<>();
    private final int[] processes;
    private int processCount;

    KnossosHistory(List<Word> words) {
        this.words = words;
        processes = new int[words.size()];
        write();
    }

    /** The vector, in one line of EDN. */
    String text() {
        return text.toString();
    }

    /** The operation that an event belongs to, by its {@code :index}. */
    Operation operationOf(int event) {
        return operations.get(event);
    }

    int size() {
        return operations.size();
    }

    private void write() {
        List<Integer> completions = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).operation().isOk()) {
                completions.add(i);
            }
        }
        completions.sort((a, b) -> Long.compare(completion(a), completion(b)));
        int next = 0;
        text.append('[');
        for (int i = 0; i < words.size(); i++) {
            while (next < completions.size()
                    && completion(completions.get(next))
                            < words.get(i).operation().invocation()) {
                complete(completions.get(next++));
            }
            invoke(i);
        }
        while (next < completions.size()) {
            complete(completions.get(next++));
        }
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).operation().isInfo()) {
                event(i, "info", words.get(i).asked());
            }
        }
        text.append(']');
    }

    private long completion(int word) {
        return words.get(word).operation().completion();
    }

    private void invoke(int word) {
        processes[word] = idle.isEmpty() ? processCount++ : idle.pop();
        event(word, "invoke", words.get(word).asked());
    }

    private void complete(int word) {
        event(word, "ok", words.get(word).answered());
        idle.push(processes[word]);
    }

    private void event(int word, String type, Object value) {
        text.append("{:index ").append(operations.size());
        text.append(" :process ").append(processes[word]);
        text.append(" :type :").append(type);
        text.append(" :f :").append(words.get(word).function());
        text.append(" :value ");
        if (value instanceof Set<?> set) {
            text.append("#{");
            for (Object each : set) {
                EdnText.value(text.append(' '), each);
            }
            text.append('}');
        } else {
            EdnText.value(text, value);
        }
        text.append('}');
        operations.add(words.get(word).operation());
    }
}
