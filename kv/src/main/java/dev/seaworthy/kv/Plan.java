package dev.seaworthy.kv;

import dev.seaworthy.engine.session.SortedTree;
import dev.seaworthy.kv.KvReply.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction comes to: all conditions are decided and all objections raised before anything is done, so that it
 * is done to its end.
 *
 * @param succeeded whether the conditions hold
 * @param operations those of the list chosen
 * @param inner for each operation that is a transaction its plan, in order
 */
record Plan(boolean succeeded, List<KvOperation> operations, List<Plan> inner) {
    /** The plan for a transaction on a store that is as {@code history} says. */
    static Plan of(Transaction transaction, History history) {
        boolean succeeded = hold(transaction.conditions(), history.live());
        List<KvOperation> chosen = succeeded ? transaction.then() : transaction.otherwise();
        List<Plan> inner = new ArrayList<>();
        for (KvOperation operation : chosen) {
            if (operation instanceof Transaction nested) {
                inner.add(of(nested, history));
            }
        }
        return new Plan(succeeded, chosen, inner);
    }

    /** The plan for one operation. */
    static Plan of(KvOperation operation, History history) {
        return of(new Transaction(List.of(), List.of(operation), List.of()), history);
    }

    /** Why it cannot be done; null where it can. */
    Reason objection(History history) {
        int transactions = 0;
        for (KvOperation operation : operations) {
            Reason reason = null;
            if (operation instanceof Range range) {
                reason = objection(range.revision(), history);
            } else if (operation instanceof Put put && put.value() == null) {
                reason = history.live().get(put.key()) == null ? Reason.KEY_NOT_FOUND : null;
            } else if (operation instanceof Transaction) {
                reason = inner.get(transactions++).objection(history);
            }
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /** Why nothing can be read at a revision; null where it can, and for 0, which means now. */
    static Reason objection(long revision, History history) {
        if (revision > history.revision()) {
            return Reason.FUTURE_REVISION;
        }
        return revision != 0 && revision < history.compacted() ? Reason.COMPACTED : null;
    }

    private static boolean hold(List<Compare> conditions, SortedTree<byte[], Stored> live) {
        for (Compare condition : conditions) {
            if (!holds(condition, live)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Compare condition, SortedTree<byte[], Stored> live) {
        int[] seen = {0, 0}; // present, and of those the ones for which it does not hold
        History.visit(live, condition.keys(), pair -> {
            seen[0]++;
            seen[1] += condition.holds(pair) ? 0 : 1;
        });
        return seen[0] == 0 ? condition.holdsWithoutKeys() : seen[1] == 0;
    }
}
