package dev.seaworthy.cli;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.consistency.Consistency;
import dev.seaworthy.checker.explain.Explainer;
import dev.seaworthy.checker.explain.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What there is to tell of a bad verdict.
 *
 * @param explanation why it is bad; empty of any other verdict, and if there was no memory for it
 * @param remarks what else is to be said, a sentence or two each
 */
record CheckStory(Optional<Explanation> explanation, List<String> remarks) {
    /** Of a verdict that needs none. */
    static final CheckStory NONE = new CheckStory(Optional.empty(), List.of());

    private static final long VISITED_MAX = 500_000;
    /** Words of memory looked at in the search for an order of each process's own. */
    private static final long WORK_MAX = 40_000_000;

    private static final String TOO_LARGE =
            "To find the fewest operations that contradict each other, the heap is too small;"
                    + " SEAWORTHY_JAVA_OPTS=-Xmx8g gives more.";

    /** Most operations of a history of which is remarked what it keeps: the states on the way are all held. */
    private static final int REMARK_OPERATIONS_MAX = 2_500;

    /**
     * Finds out.
     *
     * @param memoryMaxBytes how much memory that may take; roughly
     * @param isOver whether the time is over
     */
    static CheckStory of(CheckInput input, CheckResult result, long memoryMaxBytes, BooleanSupplier isOver) {
        if (result.verdict() != Verdict.NOT_LINEARIZABLE) {
            return NONE;
        }
        Budget budget = Budget.GENEROUS.withMemoryMaxBytes(memoryMaxBytes);
        try {
            return of(input.history(), input.model(), result, budget, isOver);
        } catch (OutOfMemoryError tooLarge) {
            return new CheckStory(Optional.empty(), List.of(TOO_LARGE));
        }
    }

    private static <S> CheckStory of(
            History history, Model<S> model, CheckResult result, Budget budget, BooleanSupplier isOver) {
        Explanation explanation = new Explainer(isOver).explain(history, model, result, budget);
        if (history.size() > REMARK_OPERATIONS_MAX) {
            return new CheckStory(Optional.of(explanation), List.of());
        }
        // A remark is not worth waiting for; where whoever looks for an order has to go on and on, it is left out.
        long visitedMax = Math.min(VISITED_MAX, WORK_MAX / (history.size() / Long.SIZE + Long.SIZE));
        Budget small = new Budget(visitedMax, budget.rememberedMax(), budget.memoryMaxBytes());
        String still = Consistency.summary(Consistency.judge(history, model, small, isOver));
        return new CheckStory(Optional.of(explanation), still.isEmpty() ? List.of() : List.of(still));
    }
}
