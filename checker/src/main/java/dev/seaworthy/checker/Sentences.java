package dev.seaworthy.checker;

import dev.seaworthy.checker.search.JustInTimeSearch.End;
import dev.seaworthy.checker.search.Limits;
import dev.seaworthy.checker.zones.Finding;
import java.util.List;

/** What results say to people. */
final class Sentences {
    private static final long MEBIBYTE = 1 << 20;

    private final Model<?> model;

    Sentences(Model<?> model) {
        this.model = model;
    }

    static String needsMemory(long neededBytes, Limits limits, Partition partition) {
        return "to decide " + partition + " takes about " + mebibytes(neededBytes) + " MiB of memory, and "
                + mebibytes(limits.memoryMaxBytes()) + " MiB are allowed";
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }

    /** Why a search ended without a result. */
    static String gaveUp(End end, long visitedMax, Limits limits, boolean memoryFull, Partition partition) {
        switch (end) {
            case OUT_OF_MEMORY:
                return "the states reached took their half of the " + mebibytes(limits.memoryMaxBytes())
                        + " MiB of memory that are allowed, on " + partition;
            case INTERRUPTED:
                return "the time allowed was over, on " + partition;
            default:
                String forgetful = memoryFull ? ", though not all could be remembered in the memory allowed" : "";
                return "the budget of " + visitedMax + " configurations was spent" + forgetful + ", on " + partition;
        }
    }

    static String fallback(Finding.Fallback why) {
        switch (why) {
            case UNKNOWN_REPLACEMENT:
                return "a cas of unknown outcome leads from a value written once to one written several times";
            case DIFFERS_WITHOUT_PLACE:
                return "an answer that tells only what the value was not does not fit into the order found";
            default:
                return "values written several times left too much to try";
        }
    }

    /** The operation, by whom and when. */
    static <S> String timed(Model<S> model, Operation operation) {
        String until = operation.isInfo() ? "…" : String.valueOf(operation.completion());
        return model.describe(operation) + " by process " + operation.process() + " [" + operation.invocation() + ", "
                + until + ']';
    }

    private String timed(Operation operation) {
        return timed(model, operation);
    }

    private String list(List<Operation> operations) {
        StringBuilder text = new StringBuilder();
        for (Operation operation : operations) {
            text.append(text.length() == 0 ? "" : "; ").append(timed(operation));
        }
        return text.toString();
    }

    String deadEnd(Operation stuck, List<String> states, boolean moreStates, List<Operation> left) {
        return "No order has a place for " + timed(stuck) + ": until it completed, " + String.join(", or ", states)
                + (moreStates ? ", or others that do not fit either" : "")
                + (left.isEmpty()
                        ? ". Nothing else could come before that."
                        : ". Nor does it help to place before that " + list(left) + '.');
    }

    /** What is wrong, for every rule but the dead end. */
    String of(Refutation refutation) {
        List<Operation> one = refutation.one();
        List<Operation> other = refutation.other();
        switch (refutation.rule()) {
            case NEVER_WRITTEN:
                return "Nothing wrote what was seen by " + list(one) + '.';
            case READ_BEFORE_WRITTEN:
                return "What was seen by " + list(one) + " was written only after that, by " + list(other) + '.';
            case OVERWRITTEN:
                return "What was seen by " + list(one) + " had certainly been overwritten before: " + list(other) + '.';
            case CONSUMED_TWICE:
                return "A value that was there once was replaced twice: " + list(one)
                        + (other.isEmpty()
                                ? "."
                                : ". It came from, or what followed was seen by, " + list(other) + '.');
            case CYCLE:
                return "Each of these could only come after the next, and the last after the first: " + list(one) + '.';
            case OUT_OF_ORDER:
                return "By the values they replaced, " + list(one) + " took effect before " + list(other)
                        + ", which completed before the former was invoked.";
            case BOTH_CURRENT:
                return "Two values must have been current at one moment: by " + list(one) + ", and by " + list(other)
                        + '.';
            case NO_ROOM:
                return "There is no moment left for " + list(other) + ": another value was current all the time, by "
                        + list(one) + '.';
            case NOT_COVERABLE:
                return "No choice of moments gives " + list(one) + " what it saw"
                        + (other.isEmpty() ? "." : ". In question are " + list(other) + '.');
            case WINDOW:
                return "Whatever the state was before, these have no order: " + list(one) + '.';
            default:
                throw new IllegalArgumentException(refutation.rule() + " has a sentence of its own");
        }
    }
}
