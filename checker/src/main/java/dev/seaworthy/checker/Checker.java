package dev.seaworthy.checker;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The front door: judges a history by the cheapest means that suffices. First the witness, if the system under test
 * supplies one; where that proves nothing, partition by partition, the decision by zones, a look for values from
 * nowhere, and then the search.
 *
 * <p>An instance keeps working space between calls, so it is for one thread at a time; results do not depend on what it
 * was used for before, nor on the workers.
 */
public final class Checker {
    /** What decides by zones alone: UNKNOWN wherever that does not suffice. */
    public static final LinearizabilityChecker ZONES = zones(Workers.CALLER, () -> false);

    /** What searches, placing operations just in time. Decides any history of any model, within its budget. */
    public static final LinearizabilityChecker JUST_IN_TIME = justInTime(Workers.CALLER, () -> false);

    private final WitnessChecker witnesses = new WitnessChecker();
    private final LinearizabilityChecker cheapestFirst;

    /** A checker that works on the calling thread. */
    public Checker() {
        this(Workers.CALLER, () -> false);
    }

    /**
     * A checker that gives the partitions to these workers.
     *
     * @param isOver asked now and then, by whoever works; once it says yes, what is not decided stays UNKNOWN. A clock
     *     behind it makes the verdict depend on the machine, but never makes it wrong.
     */
    public Checker(Workers workers, BooleanSupplier isOver) {
        cheapestFirst = new PartitionedChecker(
                "cheapest-first",
                List.of(new ZoneDecider(), new OriginDecider(), new JustInTimeDecider()),
                workers,
                isOver);
    }

    /** What decides by zones alone, like {@link #ZONES}; for workers and isOver see the constructor. */
    public static LinearizabilityChecker zones(Workers workers, BooleanSupplier isOver) {
        return alone(new ZoneDecider(), workers, isOver);
    }

    /** What searches alone, like {@link #JUST_IN_TIME}; for workers and isOver see the constructor. */
    public static LinearizabilityChecker justInTime(Workers workers, BooleanSupplier isOver) {
        return alone(new JustInTimeDecider(), workers, isOver);
    }

    private static LinearizabilityChecker alone(PartitionDecider decider, Workers workers, BooleanSupplier isOver) {
        return new PartitionedChecker(decider.name(), List.of(decider), workers, isOver);
    }

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
        return cheapestFirst.check(history, model, budget);
    }

    /** The verdict on a history that comes without a witness. */
    public <S> CheckResult check(History history, Model<S> model, Budget budget) {
        return check(history, model, Optional.empty(), budget);
    }
}
