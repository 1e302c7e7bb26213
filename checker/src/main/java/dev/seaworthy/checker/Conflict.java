package dev.seaworthy.checker;

import dev.seaworthy.checker.Refutation.Rule;
import java.util.List;
import java.util.Objects;

/**
 * Why a history is not linearizable.
 *
 * @param partition the part of the object, such as a key, that cannot be explained
 * @param operations the operations that contradict each other; the first completed
 * @param sentence the contradiction in words
 * @param refutation the contradiction for machines: which rule is broken, and by whom
 */
public record Conflict(Object partition, List<Operation> operations, String sentence, Refutation refutation) {
    public Conflict {
        Objects.requireNonNull(refutation, "refutation");
        operations = List.copyOf(operations);
    }

    /** A contradiction found by a search that had to turn back everywhere. */
    public Conflict(Object partition, List<Operation> operations, String sentence) {
        this(
                partition,
                operations,
                sentence,
                new Refutation(Rule.DEAD_END, operations.subList(0, 1), operations.subList(1, operations.size())));
    }
}
