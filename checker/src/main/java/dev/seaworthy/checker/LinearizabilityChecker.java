package dev.seaworthy.checker;

/** Decides whether a history is linearizable with respect to a model. */
public interface LinearizabilityChecker {
    /** The name that results carry. */
    String name();

    /**
     * The verdict on the history. The same arguments always give the same result.
     *
     * @throws IllegalArgumentException if the model {@linkplain Model#objectionTo does not know} an operation
     */
    <S> CheckResult check(History history, Model<S> model, Budget budget);
}
