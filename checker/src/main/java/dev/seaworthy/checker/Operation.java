package dev.seaworthy.checker;

import java.util.List;
import java.util.Objects;

/**
 * One call of one process: what it asked, what it was answered, and when. Immutable.
 *
 * <p>Values are null, {@link Long}, {@link String}, {@link Boolean}, {@link Keyword}, or a {@link List} of these. Times
 * are points of one common order: event numbers, or nanoseconds of one clock. Two operations are ordered in real time
 * only if one completed strictly before the other was invoked; at equal times they count as concurrent.
 *
 * @param index position in its history, from 0
 * @param process who called; a process has one call under way at a time
 * @param function what was asked, in the words of the model: {@code read}, {@code put}, …
 * @param key what it is about, where the model has keys; else null
 * @param input the argument
 * @param output the answer; null unless the outcome is {@link Outcome#OK}
 * @param invocation when it was called
 * @param completion when it was answered; {@link #NEVER} if the outcome is {@link Outcome#INFO}
 * @param outcome what is known of its effect
 */
public record Operation(
        int index,
        long process,
        String function,
        String key,
        Object input,
        Object output,
        long invocation,
        long completion,
        Outcome outcome) {

    /** The completion of an operation that stays open for ever. */
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(outcome, "outcome");
        if (completion < invocation) {
            throw new IllegalArgumentException("completed at " + completion + ", invoked later, at " + invocation);
        }
        if ((outcome == Outcome.INFO) != (completion == NEVER)) {
            throw new IllegalArgumentException(
                    "exactly the operations of unknown outcome never complete: " + outcome + " at " + completion);
        }
    }

    /** Whether this operation completed, with an answer. */
    public boolean isOk() {
        return outcome == Outcome.OK;
    }

    /** Whether this operation certainly had no effect. */
    public boolean isFail() {
        return outcome == Outcome.FAIL;
    }

    /** Whether nobody knows if this operation took, or will take, effect. */
    public boolean isInfo() {
        return outcome == Outcome.INFO;
    }

    /** Whether this operation completed before the other one began. */
    public boolean precedes(Operation other) {
        return completion < other.invocation;
    }
}
