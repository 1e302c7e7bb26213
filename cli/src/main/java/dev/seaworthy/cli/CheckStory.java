package dev.seaworthy.cli;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
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

    /** An explanation may take some ten seconds of a core; what is left by then is told. */
    private static final Budget EXPLANATION = new Budget(5_000_000, 1_000_000);

    /** A remark is not worth waiting for, nor much memory: where it would take more, it is left out. */
    private static final Budget REMARK = new Budget(500_000, 500_000, 1L << 27);

    private static final String TOO_LARGE =
            "To find the fewest operations that contradict each other, the heap is too small;"
                    + " SEAWORTHY_JAVA_OPTS=-Xmx8g gives more.";

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
        Budget budget = EXPLANATION.withMemoryMaxBytes(memoryMaxBytes);
        Explanation explanation;
        try {
            explanation = new Explainer(isOver).explain(input.history(), input.model(), result, budget);
        } catch (OutOfMemoryError tooLarge) {
            return new CheckStory(Optional.empty(), List.of(TOO_LARGE));
        }
        return new CheckStory(Optional.of(explanation), remarks(input, memoryMaxBytes, isOver));
    }

    /** What the history keeps all the same, as far as that is found out. */
    private static List<String> remarks(CheckInput input, long memoryMaxBytes, BooleanSupplier isOver) {
        Budget budget = REMARK.withMemoryMaxBytes(Math.min(REMARK.memoryMaxBytes(), memoryMaxBytes));
        try {
            String still = Consistency.summary(Consistency.judge(input.history(), input.model(), budget, isOver));
            return still.isEmpty() ? List.of() : List.of(still);
        } catch (OutOfMemoryError notWorthIt) {
            return List.of();
        }
    }
}
