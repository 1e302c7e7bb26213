package dev.seaworthy.checker;

import java.util.List;

/**
 * Why a history is not linearizable.
 *
 * @param partition the part of the object, such as a key, that cannot be explained
 * @param operations the few operations that contradict each other; the first is the one no order could place
 * @param sentence the contradiction in words
 */
public record Conflict(Object partition, List<Operation> operations, String sentence) {
    public Conflict {
        operations = List.copyOf(operations);
    }
}
