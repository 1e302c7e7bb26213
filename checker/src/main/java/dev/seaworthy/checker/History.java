package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a set of clients saw: operations in the order of their invocations. Immutable.
 *
 * <p>Operation number {@code i} has index {@code i}, and invocations never go back in time.
 */
public final class History {
    private final Operation[] operations;
    private final List<Operation> view;

    private History(Operation[] operations) {
        this.operations = operations;
        view = Collections.unmodifiableList(Arrays.asList(operations));
    }

    /**
     * A history of these operations.
     *
     * @throws IllegalArgumentException if an index is not the position in the list, or the list is not in the order of
     *     invocations
     */
    public static History of(List<Operation> operations) {
        Operation[] copy = operations.toArray(new Operation[0]);
        for (int i = 0; i < copy.length; i++) {
            if (copy[i].index() != i) {
                throw new IllegalArgumentException("operation " + i + " says its index is " + copy[i].index());
            }
            if (i > 0 && copy[i].invocation() < copy[i - 1].invocation()) {
                throw new IllegalArgumentException("operation " + i + " was invoked before operation " + (i - 1));
            }
        }
        return new History(copy);
    }

    /** A builder that numbers the events as they come. */
    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return operations.length;
    }

    public Operation operation(int index) {
        return operations[index];
    }

    public List<Operation> operations() {
        return view;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History that && view.equals(that.view);
    }

    @Override
    public int hashCode() {
        return view.hashCode();
    }

    @Override
    public String toString() {
        return view.toString();
    }

    /**
     * Collects invocations and completions in the order in which they happened, and numbers them from 0; the numbers
     * are the operations' times. What never completes is of unknown outcome. For one thread.
     */
    public static final class Builder {
        private static final int INITIAL_CAPACITY = 64;

        private final ArrayList<Operation> done = new ArrayList<>(INITIAL_CAPACITY);
        private long now;

        private Builder() {}

        /** An invocation without a key. Returns the operation's index, by which its completion is reported. */
        public int invoke(long process, String function, Object input) {
            return invoke(process, function, null, input);
        }

        /** An invocation on a key. Returns the operation's index, by which its completion is reported. */
        public int invoke(long process, String function, String key, Object input) {
            int index = done.size();
            done.add(new Operation(index, process, function, key, input, null, now++, Operation.NEVER, Outcome.INFO));
            return index;
        }

        /**
         * The operation completed with this answer.
         *
         * @throws IllegalStateException if it had already completed
         */
        public void ok(int operation, Object output) {
            complete(operation, output, Outcome.OK);
        }

        /**
         * The operation certainly had no effect.
         *
         * @throws IllegalStateException if it had already completed
         */
        public void fail(int operation) {
            complete(operation, null, Outcome.FAIL);
        }

        /** The operation as it stands: of unknown outcome while it is under way. */
        public Operation operation(int index) {
            return done.get(index);
        }

        /** The number of operations invoked so far. */
        public int size() {
            return done.size();
        }

        /** The history so far. Operations still under way are of unknown outcome in it. */
        public History build() {
            return new History(done.toArray(new Operation[0]));
        }

        private void complete(int index, Object output, Outcome outcome) {
            Operation open = done.get(index);
            if (!open.isInfo()) {
                throw new IllegalStateException("operation " + index + " has already completed: " + open);
            }
            done.set(
                    index,
                    new Operation(
                            index,
                            open.process(),
                            open.function(),
                            open.key(),
                            open.input(),
                            output,
                            open.invocation(),
                            now++,
                            outcome));
        }
    }
}
