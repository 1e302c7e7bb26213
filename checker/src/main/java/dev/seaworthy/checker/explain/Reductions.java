package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.consistency.ValueAction;
import dev.seaworthy.checker.consistency.ValueAction.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Ways to know less. Each makes of a part of a history another one that is linearizable if the first was; so if the
 * second fails, the first did too.
 *
 * <ul>
 *   <li>{@link #without}: what never changes a state leaves no gap.
 *   <li>{@link #withoutValue}: a value disappears with all that put it there or saw it, and with whatever came of it by
 *       exchange. In an order of the whole, what stays sees the same values as before, since no value that stays came
 *       from one that went. Only a refusal that does not tell what it found may have relied on what went: all of these
 *       go too.
 *   <li>{@link #withoutUnneeded}: a write of a value nobody asks for, by the same argument.
 *   <li>{@link #from}: the past is replaced by the states it may have left. What was under way may belong to it, and
 *       becomes optional.
 *   <li>{@link #until}: the future is forgotten; what was under way becomes optional.
 *   <li>{@link #opening}: an operation becomes optional.
 *   <li>{@link #moving}: one that is longer can be placed wherever it could before.
 * </ul>
 *
 * <p>What is not among them: to take away a write alone. That makes its readers impossible, and proves nothing.
 */
final class Reductions<S> {
    /** Stands for any value that nobody mentions. */
    private static final Keyword ANOTHER = new Keyword("another");

    private final Model<S> model;
    private final boolean knowsValues;

    Reductions(Model<S> model) {
        this.model = model;
        knowsValues = ValueAction.isUnderstood(model);
    }

    /** Whether the operations are about values alone, so that values can be taken away and any start be assumed. */
    boolean speaksOfValues(List<Operation> operations) {
        return knowsValues
                && operations.stream().noneMatch(o -> ValueAction.of(o).kind() == Kind.OTHER);
    }

    /** Without the operations from the one position to before the other that never change a state. */
    SubHistory<S> without(SubHistory<S> part, int from, int to) {
        List<Operation> kept = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            Operation operation = part.operations().get(i);
            if (i < from || i >= to || !model.isReadOnly(operation)) {
                kept.add(operation);
            }
        }
        return part.with(kept);
    }

    /** Without this value and what came of it. For operations that speak of values. */
    SubHistory<S> withoutValue(SubHistory<S> part, Object value) {
        LinkedHashSet<Object> gone = new LinkedHashSet<>();
        gone.add(value);
        return withoutValues(part, gone);
    }

    /** Without these values and what came of them. For operations that speak of values. */
    SubHistory<S> withoutValues(SubHistory<S> part, LinkedHashSet<Object> gone) {
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Operation operation : part.operations()) {
                ValueAction action = ValueAction.of(operation);
                grew |= action.kind() == Kind.EXCHANGE
                        && gone.contains(action.required())
                        && gone.add(action.produced());
            }
        }
        List<Operation> kept = new ArrayList<>(part.operations());
        kept.removeIf(operation -> {
            ValueAction action = ValueAction.of(operation);
            return action.kind() == Kind.REFUSED
                    || gone.contains(action.required())
                    || gone.contains(action.produced());
        });
        return part.with(kept);
    }

    /** Without the writes of values that nobody asks for, and what may have had no effect anyway. Of values only. */
    SubHistory<S> withoutUnneeded(SubHistory<S> part, boolean onlyOptional) {
        LinkedHashSet<Object> asked = new LinkedHashSet<>();
        for (Operation operation : part.operations()) {
            ValueAction action = ValueAction.of(operation);
            if (action.kind() == Kind.REFUSED) {
                return part;
            }
            asked.add(action.required());
        }
        List<Operation> kept = new ArrayList<>(part.operations());
        kept.removeIf(operation -> {
            ValueAction action = ValueAction.of(operation);
            boolean mayGo = operation.isInfo() || !onlyOptional;
            boolean changesNothing = operation.isInfo() && action.kind() == Kind.READ;
            return changesNothing || mayGo && action.kind() == Kind.WRITE && !asked.contains(action.produced());
        });
        return part.with(kept);
    }

    /** What is left to say from this moment on, if it is known which states are possible then. */
    SubHistory<S> from(SubHistory<S> part, long time, List<S> states) {
        return new SubHistory<>(leftAfter(part.operations(), time), Start.Kind.SOME, states);
    }

    /** What is left to say from this moment on, whatever happened before. For operations that speak of values. */
    SubHistory<S> fromAny(SubHistory<S> part, long time) {
        SubHistory<S> later = part.with(leftAfter(part.operations(), time));
        return anyStart(withoutUnneeded(later, true));
    }

    /** The same, whatever the state was at first. For operations that speak of values. */
    SubHistory<S> anyStart(SubHistory<S> part) {
        LinkedHashSet<Object> states = new LinkedHashSet<>();
        for (Operation operation : part.operations()) {
            Object required = ValueAction.of(operation).required();
            if (required != null) {
                states.add(required);
            }
        }
        states.add(ANOTHER);
        return new SubHistory<>(part.operations(), Start.Kind.ANY, asStates(states));
    }

    /** The models that {@link ValueAction} understands have the value itself, or ABSENT, as their state. */
    @SuppressWarnings("unchecked")
    private List<S> asStates(LinkedHashSet<Object> values) {
        List<S> states = new ArrayList<>();
        values.forEach(value -> states.add((S) value));
        return states;
    }

    /** The state in words. */
    String describe(S state) {
        return ANOTHER.equals(state) ? "the value is another one" : model.describeState(state);
    }

    private List<Operation> leftAfter(List<Operation> operations, long time) {
        List<Operation> left = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.invocation() > time) {
                left.add(operation);
            } else if (operation.completion() > time && !model.isReadOnly(operation)) {
                left.add(SubHistory.opened(operation));
            }
        }
        return left;
    }

    /** What was known at this moment. */
    SubHistory<S> until(SubHistory<S> part, long time) {
        List<Operation> known = new ArrayList<>();
        for (Operation operation : part.operations()) {
            if (operation.completion() <= time) {
                known.add(operation);
            } else if (operation.invocation() <= time && !model.isReadOnly(operation)) {
                known.add(SubHistory.opened(operation));
            }
        }
        return part.with(known);
    }

    /** With the operation at this position optional. */
    SubHistory<S> opening(SubHistory<S> part, int position) {
        List<Operation> operations = new ArrayList<>(part.operations());
        operations.set(position, SubHistory.opened(operations.get(position)));
        return part.with(operations);
    }

    /** With the operation at this position under way from the one moment, no later, to the other, no sooner. */
    SubHistory<S> moving(SubHistory<S> part, int position, long invocation, long completion) {
        List<Operation> operations = new ArrayList<>(part.operations());
        operations.set(position, SubHistory.moved(operations.get(position), invocation, completion));
        operations.sort((a, b) -> Long.compare(a.invocation(), b.invocation()));
        return part.with(operations);
    }
}
