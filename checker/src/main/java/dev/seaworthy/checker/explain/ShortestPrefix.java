package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the completion up to which a partition's history already fails, and before which it does not.
 *
 * <p>A linearizable history has only linearizable prefixes, so that halving finds it. Where the checker names the
 * operation it could not place, that is tried first.
 */
final class ShortestPrefix<S> {
    private final Trial<S> trial;
    private final List<Operation> operations;
    /** When things completed, ascending, each time once. */
    private final long[] completions;

    private List<Operation> failing;
    private List<Operation> longest = List.of();
    private int fails;
    private int holds = -1;

    /** A search in these operations of one partition, which are not linearizable. */
    ShortestPrefix(Trial<S> trial, List<Operation> operations) {
        this.trial = trial;
        this.operations = operations;
        completions = SubHistory.completions(operations);
        fails = completions.length - 1;
        failing = until(completions[fails]);
    }

    void find(List<Operation> suspects) {
        for (Operation suspect : suspects) {
            if (suspect.isOk()) {
                int at = Arrays.binarySearch(completions, suspect.completion());
                boolean decided = isBetween(at) && ask(at) && isBetween(at - 1) && ask(at - 1);
                if (decided && fails - holds == 1) {
                    break;
                }
            }
        }
        while (fails - holds > 1 && !trial.isSpent()) {
            if (!ask((fails + holds) >>> 1)) {
                return;
            }
        }
    }

    private boolean isBetween(int at) {
        return at > holds && at < fails;
    }

    /** Asks about the prefix that ends with this completion. False if there is no answer. */
    private boolean ask(int at) {
        List<Operation> prefix = until(completions[at]);
        CheckResult result = trial.judge(prefix);
        if (result.verdict() == Verdict.UNKNOWN) {
            return false;
        }
        if (result.isLinearizable()) {
            holds = at;
            longest = originals(prefix, result);
        } else {
            fails = at;
            failing = prefix;
        }
        return true;
    }

    private static List<Operation> originals(List<Operation> prefix, CheckResult result) {
        List<Operation> order = new ArrayList<>();
        result.linearization().orElseThrow().operations().forEach(o -> order.add(prefix.get(o.index())));
        return order;
    }

    /** What had been invoked when the last completed; what had not completed by then is open, or gone if a read. */
    private List<Operation> until(long time) {
        List<Operation> prefix = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.invocation() > time) {
                break;
            }
            if (operation.completion() <= time) {
                prefix.add(operation);
            } else if (!trial.model().isReadOnly(SubHistory.opened(operation))) {
                prefix.add(SubHistory.opened(operation));
            }
        }
        return prefix;
    }

    /** The operations of the failing prefix, of those that had not completed only that they were invoked. */
    List<Operation> failing() {
        return failing;
    }

    boolean isShortest() {
        return fails - holds == 1;
    }

    /** The operation whose completion ends the failing prefix; of several at that time, the last invoked. */
    Operation last() {
        Operation last = null;
        for (Operation operation : failing) {
            if (operation.completion() == completions[fails]) {
                last = operation;
            }
        }
        return last;
    }

    /** An order that explains everything up to the completion before; empty if none was found. */
    List<Operation> longest() {
        return isShortest() ? longest : List.of();
    }
}
