package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.consistency.ValueAction;
import dev.seaworthy.checker.consistency.ValueAction.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Takes away from a failing history whatever {@link Reductions} allow, as long as it keeps failing.
 *
 * <p>First in bold steps: only the values that the suspects speak of; then only the last few operations before the
 * failure, from any state. Then one thing after the other, until nothing more can go.
 */
final class Shrinker<S> {
    /** Up to this many operations, nothing bold is needed. */
    private static final int FEW = 3;
    /** More states than this assumed at the start would convince nobody. */
    private static final int STATES_MAX = 6;
    /** Steps of the model to find out which states are possible; a history that takes more is too long for that. */
    private static final long POSSIBLE_WORK_MAX = 5_000_000;

    private final Trial<S> trial;
    private final Reductions<S> reductions;
    private SubHistory<S> current;

    /** For a history of one partition, known to fail from the initial state. */
    Shrinker(Trial<S> trial, Reductions<S> reductions, List<Operation> failing) {
        this.trial = trial;
        this.reductions = reductions;
        current = new SubHistory<>(
                failing, Start.Kind.INITIAL, List.of(trial.model().initial()));
    }

    /** The part that is left when nothing more can go, or the budget is spent. */
    SubHistory<S> shrink(List<Operation> suspects) {
        boolean values = reductions.speaksOfValues(current.operations());
        boolean narrowed =
                values && (impossibleAlone() || lastReadAlone() || lastFew() || onlyValuesOf(suspects) && lastFew());
        if (!narrowed && current.size() > FEW) {
            lastFewFromKnownStates();
        }
        List<Operation> before;
        do {
            before = current.operations();
            withoutReads();
            withoutValues();
            startLater();
            endSooner();
            open();
        } while (!before.equals(current.operations()) && !trial.isSpent());
        widen();
        return current;
    }

    private boolean accept(SubHistory<S> candidate) {
        boolean isSmaller =
                !candidate.operations().equals(current.operations()) || candidate.start() != current.start();
        if (isSmaller && trial.fails(candidate)) {
            current = candidate;
            return true;
        }
        return false;
    }

    /** Keeps what the suspects say of values, what other values these came from, and nothing else. */
    private boolean onlyValuesOf(List<Operation> suspects) {
        LinkedHashSet<Object> kept = new LinkedHashSet<>();
        for (Operation suspect : suspects) {
            ValueAction action = ValueAction.of(suspect);
            kept.add(action.required());
            kept.add(action.produced());
        }
        addOrigins(kept);
        LinkedHashSet<Object> gone = values();
        gone.removeAll(kept);
        return accept(reductions.withoutValues(current, gone));
    }

    private void addOrigins(LinkedHashSet<Object> kept) {
        boolean grew = true;
        while (grew) {
            grew = false;
            for (int i = current.size() - 1; i >= 0; i--) {
                ValueAction action = ValueAction.of(current.operations().get(i));
                grew |= action.kind() == Kind.EXCHANGE
                        && kept.contains(action.produced())
                        && kept.add(action.required());
            }
        }
    }

    /** The operation that completed last, if it saw what nothing had brought about. */
    private boolean impossibleAlone() {
        long end = completions()[completions().length - 1];
        LinkedHashSet<Object> gone = values();
        for (Operation operation : current.operations()) {
            if (operation.completion() == end) {
                gone.remove(ValueAction.of(operation).required());
            }
        }
        SubHistory<S> alone = reductions.withoutValues(current, gone);
        return alone.size() == 1 && accept(alone);
    }

    /** The values that the operations speak of. */
    private LinkedHashSet<Object> values() {
        LinkedHashSet<Object> values = new LinkedHashSet<>();
        for (Operation operation : current.operations()) {
            ValueAction action = ValueAction.of(operation);
            values.add(action.produced());
            values.add(action.required());
        }
        values.remove(null);
        return values;
    }

    /** A short end in which nothing was read but by what completed last: where it fails, it is the plainest story. */
    private boolean lastReadAlone() {
        SubHistory<S> everything = current;
        long end = completions()[completions().length - 1];
        List<Operation> kept = new ArrayList<>(current.operations());
        kept.removeIf(operation -> trial.model().isReadOnly(operation) && operation.completion() != end);
        current = current.with(kept);
        if (lastFew()) {
            return true;
        }
        current = everything;
        return false;
    }

    /** The shortest end of it that fails from any state, if one does. */
    private boolean lastFew() {
        long[] cuts = completions();
        int passes = 0;
        for (int count = 1; count < cuts.length && !trial.isSpent(); count *= 2) {
            if (accept(reductions.fromAny(current, cuts[cuts.length - 1 - count]))) {
                lastFew(cuts, passes, count);
                return true;
            }
            passes = count;
        }
        return false;
    }

    /** Halves between an end too short to fail and one that does. */
    private void lastFew(long[] cuts, int passes, int fails) {
        int low = passes;
        int high = fails;
        while (high - low > 1) {
            int count = (low + high) >>> 1;
            if (accept(reductions.fromAny(current, cuts[cuts.length - 1 - count]))) {
                high = count;
            } else {
                low = count;
            }
        }
    }

    private void lastFewFromKnownStates() {
        long workMax = Math.min(50L * current.size() + 100_000, POSSIBLE_WORK_MAX);
        PossibleStates<S> possible = new PossibleStates<>(trial.model(), current.operations(), workMax);
        possible.follow(trial::isOver);
        trial.spend(possible.work());
        long[] cuts = completions();
        for (int count = 1; count < cuts.length && !trial.isSpent(); count *= 2) {
            long cut = cuts[cuts.length - 1 - count];
            List<S> states = possible.after(cut);
            boolean few = !states.isEmpty() && states.size() <= STATES_MAX;
            if (few && accept(reductions.from(current, cut, states))) {
                return;
            }
        }
    }

    private long[] completions() {
        return SubHistory.completions(current.operations());
    }

    /** Takes away reads, in large groups first. */
    private void withoutReads() {
        for (int group = Integer.highestOneBit(Math.max(1, current.size())); group > 0; group /= 2) {
            int at = current.size();
            while (at > 0 && !trial.isSpent()) {
                accept(reductions.without(current, Math.max(0, at - group), at));
                at = Math.min(at - group, current.size());
            }
        }
    }

    private void withoutValues() {
        if (!reductions.speaksOfValues(current.operations())) {
            return;
        }
        accept(reductions.withoutUnneeded(current, true));
        accept(reductions.withoutUnneeded(current, false));
        for (Object value : values()) {
            if (trial.isSpent()) {
                return;
            }
            accept(reductions.withoutValue(current, value));
        }
    }

    private void startLater() {
        if (!reductions.speaksOfValues(current.operations())) {
            return;
        }
        long[] cuts = completions();
        for (int i = cuts.length - 2; i >= 0 && !trial.isSpent(); i--) {
            if (accept(reductions.fromAny(current, cuts[i]))) {
                return;
            }
        }
        if (current.start() != Start.Kind.ANY) {
            accept(reductions.anyStart(current));
        }
    }

    private void endSooner() {
        long[] ends = completions();
        for (int i = ends.length - 2; i >= 0 && !trial.isSpent(); i--) {
            if (!accept(reductions.until(current, ends[i]))) {
                return;
            }
        }
    }

    private void open() {
        for (int i = 0; i < current.size() && !trial.isSpent(); i++) {
            Operation operation = current.operations().get(i);
            if (operation.isOk() && !trial.model().isReadOnly(operation)) {
                accept(reductions.opening(current, i));
            }
        }
    }

    /** Lets go of the order in time that does not matter. */
    private void widen() {
        List<Integer> indexes = new ArrayList<>();
        current.operations().forEach(operation -> indexes.add(operation.index()));
        for (int index : indexes) {
            boolean gave = true;
            while (gave && !trial.isSpent()) {
                gave = invokeSooner(index);
            }
            gave = true;
            while (gave && !trial.isSpent()) {
                gave = completeLater(index);
            }
        }
    }

    private int positionOf(int index) {
        int position = 0;
        while (current.operations().get(position).index() != index) {
            position++;
        }
        return position;
    }

    private boolean invokeSooner(int index) {
        int position = positionOf(index);
        Operation operation = current.operations().get(position);
        long latest = Long.MIN_VALUE;
        for (Operation other : current.operations()) {
            if (other.precedes(operation)) {
                latest = Math.max(latest, other.completion());
            }
        }
        return latest != Long.MIN_VALUE && accept(reductions.moving(current, position, latest, operation.completion()));
    }

    private boolean completeLater(int index) {
        int position = positionOf(index);
        Operation operation = current.operations().get(position);
        long soonest = Long.MAX_VALUE;
        for (Operation other : current.operations()) {
            if (operation.precedes(other)) {
                soonest = Math.min(soonest, other.invocation());
            }
        }
        return soonest != Long.MAX_VALUE
                && accept(reductions.moving(current, position, operation.invocation(), soonest));
    }
}
