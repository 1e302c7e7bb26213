package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Why a history is not linearizable: the shortest beginning that is not, a few operations that contradict each other
 * whatever the rest did, and the contradiction in words. Immutable.
 *
 * <p>The few operations are what is left when nothing more can be taken away: none that only looked, none together with
 * all that depended on it, no completion, no order in time. Each thing taken away on the way there would have left a
 * linearizable history linearizable, so that what remains convicts the whole.
 *
 * @param partition the part of the object, such as a key, that cannot be explained; "" if there is only one
 * @param rule which kind of contradiction it is
 * @param sentence the contradiction in words, naming operations by their number in the history, as in {@code #12}
 * @param prefix the beginning of the partition's history that fails
 * @param start what is assumed of the object before the first of {@code operations}
 * @param operations the minimal sub-history, in the order of invocations
 * @param order the real-time order that the contradiction rests on; empty if there are too many operations to tell
 * @param related operations that the sentence names, but the contradiction does not need
 * @param attempts the orders of {@code operations} that went furthest; empty if these are too many
 * @param stoppedEarly why the sub-history may not be minimal, if so
 * @param cost what was spent of the budget on the way
 */
public record Explanation(
        Object partition,
        Rule rule,
        String sentence,
        FailingPrefix prefix,
        Start start,
        List<Culprit> operations,
        List<Precedence> order,
        List<Operation> related,
        List<Attempt> attempts,
        Optional<String> stoppedEarly,
        long cost) {

    public Explanation {
        operations = List.copyOf(operations);
        order = List.copyOf(order);
        related = List.copyOf(related);
        attempts = List.copyOf(attempts);
    }

    /** Whether nothing more can be taken away from {@code operations}. */
    public boolean isMinimal() {
        return stoppedEarly.isEmpty();
    }

    /** The explanation for people, as lines of text. */
    public String toText() {
        return ExplanationText.of(this);
    }

    /**
     * The explanation for machines, as one JSON object with the names of this record; operations are referred to by
     * their index in the history.
     */
    public String toJson() {
        return ExplanationJson.of(this);
    }
}
