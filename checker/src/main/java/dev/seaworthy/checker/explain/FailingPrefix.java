package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;
import java.util.List;

/**
 * The beginning of a partition's history up to a completion after which there was no hope. What had not completed then
 * counts as of unknown outcome.
 *
 * @param operations how many operations of the partition had been invoked by then
 * @param last the operation whose completion ended it
 * @param isShortest whether up to the completion before, there was still an order; else nobody knows
 * @param longest that order, if it was found: it explains everything until shortly before {@code last} completed, when
 *     what had not completed was of unknown outcome
 */
public record FailingPrefix(int operations, Operation last, boolean isShortest, List<Operation> longest) {
    public FailingPrefix {
        longest = List.copyOf(longest);
    }
}
