package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Which states an object can be in after each completion, as far as they are few.
 *
 * <p>The operations are followed through time with all that may have happened: a set of configurations, each a state
 * and which of the operations under way have taken effect. When an operation completes, those in which it has not are
 * extended until it has (Lowe's just-in-time linearization). So each configuration is the earliest moment of some order
 * at which everything that has completed has its place.
 */
final class PossibleStates<S> {
    private static final int CONFIGURATIONS_MAX = 1_000;

    /** {@code placed} has a bit for each slot: a number that an operation has while it is under way. */
    private record Configuration<S>(S state, BitSet placed) {}

    private final Model<S> model;
    private final List<Operation> operations;
    private final long workMax;
    private final TreeMap<Long, List<S>> states = new TreeMap<>();
    private final ArrayList<Operation> underWay = new ArrayList<>();
    private LinkedHashSet<Configuration<S>> now = new LinkedHashSet<>();
    private int invoked;
    private long work;

    PossibleStates(Model<S> model, List<Operation> operations, long workMax) {
        this.model = model;
        this.operations = operations;
        this.workMax = workMax;
    }

    /** Follows the operations until nothing is possible any more, or too much is, or the caller says it is over. */
    void follow(BooleanSupplier isOver) {
        now.add(new Configuration<>(model.initial(), new BitSet()));
        List<Operation> completing = new ArrayList<>(operations);
        completing.removeIf(operation -> !operation.isOk());
        completing.sort((a, b) -> Long.compare(a.completion(), b.completion()));
        for (Operation operation : completing) {
            invokeUntil(operation.completion());
            int slot = underWay.indexOf(operation);
            now = after(slot);
            if (now.isEmpty() || isOver.getAsBoolean()) {
                return;
            }
            underWay.set(slot, null);
            states.put(operation.completion(), distinctStates());
        }
    }

    private void invokeUntil(long time) {
        while (invoked < operations.size() && operations.get(invoked).invocation() <= time) {
            int free = underWay.indexOf(null);
            if (free < 0) {
                underWay.add(operations.get(invoked));
            } else {
                underWay.set(free, operations.get(invoked));
            }
            invoked++;
        }
    }

    /** The configurations after the completion of what is in this slot; empty if there are none, or too many. */
    private LinkedHashSet<Configuration<S>> after(int completing) {
        LinkedHashSet<Configuration<S>> seen = new LinkedHashSet<>(now);
        LinkedHashSet<Configuration<S>> after = new LinkedHashSet<>();
        ArrayDeque<Configuration<S>> pending = new ArrayDeque<>(now);
        while (!pending.isEmpty()) {
            Configuration<S> from = pending.remove();
            if (from.placed.get(completing)) {
                BitSet placed = (BitSet) from.placed.clone();
                placed.clear(completing);
                after.add(new Configuration<>(from.state, placed));
                continue;
            }
            for (int slot = 0; slot < underWay.size(); slot++) {
                S state = underWay.get(slot) == null || from.placed.get(slot) ? null : step(from.state, slot);
                if (state != null) {
                    BitSet placed = (BitSet) from.placed.clone();
                    placed.set(slot);
                    Configuration<S> to = new Configuration<>(state, placed);
                    if (seen.add(to)) {
                        pending.add(to);
                    }
                }
            }
            if (seen.size() > CONFIGURATIONS_MAX || work > workMax) {
                return new LinkedHashSet<>();
            }
        }
        return after;
    }

    private S step(S state, int slot) {
        work++;
        S after = model.step(state, underWay.get(slot));
        boolean useless = underWay.get(slot).isInfo() && state.equals(after);
        return useless ? null : after;
    }

    private List<S> distinctStates() {
        LinkedHashSet<S> distinct = new LinkedHashSet<>();
        now.forEach(configuration -> distinct.add(configuration.state()));
        return new ArrayList<>(distinct);
    }

    /** The states possible right after what completed at this time; empty if unknown, or too many to follow. */
    List<S> after(long completion) {
        return states.getOrDefault(completion, List.of());
    }

    long work() {
        return work;
    }
}
