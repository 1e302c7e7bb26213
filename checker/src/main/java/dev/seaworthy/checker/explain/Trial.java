package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.Workers;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Asks whether parts of a history are linearizable, and pays for the answers out of one budget. A part of which that
 * does not come out counts as not failing: what is shown to fail, fails.
 */
final class Trial<S> {
    /** What one question about a part may cost at most: such parts are meant to be small. */
    private static final long VISITED_PER_QUESTION = 300_000;
    /** To read an operation and to prepare for it is cheaper than to enter a configuration, but not much. */
    private static final int OPERATIONS_PER_COST = 4;

    private final Model<S> model;
    private final long costMax;
    private final int rememberedMax;
    private final long memoryMaxBytes;
    private final BooleanSupplier isOver;
    private final Checker whole;
    private final LinearizabilityChecker parts;
    private long cost;
    private boolean someUndecided;

    Trial(Model<S> model, Budget budget, BooleanSupplier isOver) {
        this.model = model;
        this.isOver = isOver;
        whole = new Checker(Workers.CALLER, isOver);
        parts = new WingGongLowe(isOver);
        memoryMaxBytes = budget.memoryMaxBytes();
        costMax = budget.visitedMax();
        rememberedMax = budget.rememberedMax();
    }

    Model<S> model() {
        return model;
    }

    /** The verdict on the operations, from the initial state. */
    CheckResult judge(List<Operation> operations) {
        History history = SubHistory.toHistory(operations);
        long left = Math.max(0, costMax - cost);
        CheckResult result = whole.check(history, model, new Budget(left, rememberedMax, memoryMaxBytes));
        pay(history, result);
        return result;
    }

    /** Whether no order is possible, from whichever of its states the part starts. */
    boolean fails(SubHistory<S> part) {
        if (part.size() == 0 || isSpent()) {
            return false;
        }
        if (part.size() > VISITED_PER_QUESTION) {
            // What fails does so at its end; before that, each of its operations would have to be placed.
            someUndecided = true;
            return false;
        }
        History history = SubHistory.toHistory(part.operations());
        for (S state : part.states()) {
            long visitedMax = Math.min(VISITED_PER_QUESTION, Math.max(0, costMax - cost));
            Budget budget = new Budget(visitedMax, rememberedMax, memoryMaxBytes);
            CheckResult result = parts.check(history, new StartedAt<>(model, state), budget);
            pay(history, result);
            if (result.verdict() != Verdict.NOT_LINEARIZABLE) {
                return false;
            }
        }
        return !part.states().isEmpty();
    }

    private void pay(History history, CheckResult result) {
        spend(1 + history.size() / OPERATIONS_PER_COST + result.visited());
        someUndecided |= result.verdict() == Verdict.UNKNOWN;
    }

    void spend(long more) {
        cost += more;
    }

    boolean isSpent() {
        return cost >= costMax || isOver();
    }

    /** Whether the caller said that it is over. */
    boolean isOver() {
        return isOver.getAsBoolean();
    }

    /** Whether some question got no answer, so that there may be a smaller part than was found. */
    boolean someUndecided() {
        return someUndecided;
    }

    long cost() {
        return cost;
    }
}
