package dev.seaworthy.checker;

import java.util.Optional;

/**
 * The front door: judges a history by the cheapest means that suffices. First the witness, if the system under test
 * supplies one; where that proves nothing, the search.
 *
 * <p>An instance keeps working space between calls, so it is for one thread at a time; results do not depend on what it
 * was used for before.
 */
public final class Checker {
    private final WitnessChecker witnesses = new WitnessChecker();
    private final LinearizabilityChecker search = new WingGongLowe();

    /**
     * The verdict on the history.
     *
     * @param witness the order in which the system says its operations took effect; may be wrong
     * @throws IllegalArgumentException if the model does not know an operation, or the witness is of another size than
     *     the history
     */
    public <S> CheckResult check(History history, Model<S> model, Optional<Witness> witness, Budget budget) {
        if (witness.isPresent()) {
            CheckResult result = witnesses.check(history, model, witness.get());
            if (result.isLinearizable()) {
                return result;
            }
        }
        return search.check(history, model, budget);
    }

    /** The verdict on a history that comes without a witness. */
    public <S> CheckResult check(History history, Model<S> model, Budget budget) {
        return check(history, model, Optional.empty(), budget);
    }
}
