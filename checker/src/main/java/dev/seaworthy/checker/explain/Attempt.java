package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;
import java.util.List;
import java.util.Optional;

/**
 * An order that went as far as it could.
 *
 * @param start the state before the first operation, in words
 * @param steps what was placed, in this order
 * @param stuck the operation that had to come by then and does not fit; of those, the one that completed first
 * @param blocked all operations whose turn it was and that do not fit
 */
public record Attempt(String start, List<Step> steps, Operation stuck, List<Operation> blocked) {
    /**
     * One operation placed.
     *
     * @param operation the operation
     * @param state the state afterwards, in words
     */
    public record Step(Operation operation, String state) {}

    public Attempt {
        steps = List.copyOf(steps);
        blocked = List.copyOf(blocked);
    }

    /** The state in which the order ends, in words. */
    public String end() {
        return steps.isEmpty() ? start : steps.get(steps.size() - 1).state();
    }

    /** What was placed last, if anything was. */
    public Optional<Operation> last() {
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(steps.get(steps.size() - 1).operation());
    }
}
