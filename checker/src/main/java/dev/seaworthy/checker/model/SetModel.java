package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.OperationKind;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A set of values, at first empty.
 *
 * <table>
 *   <caption>Functions</caption>
 *   <tr><th>function</th><th>input</th><th>output</th></tr>
 *   <tr><td>add</td><td>the value</td><td>true: it was new; false: it was there; anything else is ignored</td></tr>
 *   <tr><td>remove</td><td>the value</td><td>true: it was there; false: it was not; anything else is ignored</td></tr>
 *   <tr><td>contains</td><td>the value</td><td>true or false</td></tr>
 *   <tr><td>read</td><td>nil</td><td>a list of all values, in any order</td></tr>
 * </table>
 *
 * <p>Each key is a set of its own. A history without {@code read} can be divided further: then every value is a
 * partition too.
 */
final class SetModel implements Model<ValueSet> {
    private final boolean valueByValue;

    SetModel(boolean valueByValue) {
        this.valueByValue = valueByValue;
    }

    @Override
    public String name() {
        return "set";
    }

    @Override
    public ValueSet initial() {
        return ValueSet.EMPTY;
    }

    @Override
    public Object partitionOf(Operation operation) {
        Object key = Keys.partitionOf(operation);
        return valueByValue ? List.of(key, Keyword.absentIfNull(operation.input())) : key;
    }

    @Override
    public ValueSet step(ValueSet state, Operation operation) {
        if (operation.function().equals("read")) {
            return operation.isInfo() || holdsExactly(state, (List<?>) operation.output()) ? state : null;
        }
        Object value = Keyword.absentIfNull(operation.input());
        boolean present = state.contains(value);
        switch (operation.function()) {
            case "add":
                return mayAnswer(operation, !present) ? state.with(value) : null;
            case "remove":
                return mayAnswer(operation, present) ? state.without(value) : null;
            case "contains":
                return mayAnswer(operation, present) ? state : null;
            default:
                throw new IllegalArgumentException("a set has no function " + operation.function());
        }
    }

    private static boolean mayAnswer(Operation operation, boolean truth) {
        return !(operation.output() instanceof Boolean answer) || answer == truth;
    }

    private static boolean holdsExactly(ValueSet state, List<?> values) {
        ValueSet seen = ValueSet.EMPTY;
        for (Object each : values) {
            Object value = Keyword.absentIfNull(each);
            if (!state.contains(value)) {
                return false;
            }
            seen = seen.with(value);
        }
        return seen.size() == state.size();
    }

    @Override
    public Object kindOf(Operation operation) {
        return OperationKind.byAnyone(operation);
    }

    @Override
    public long memoryBytes(ValueSet state) {
        return 400;
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        String function = operation.function();
        return function.equals("read")
                || function.equals("contains")
                || Boolean.FALSE.equals(operation.output()) && operation.isOk();
    }

    @Override
    public Optional<Operation> fromNowhere(List<Operation> operations) {
        LinkedHashSet<Object> added = new LinkedHashSet<>();
        for (Operation operation : operations) {
            if (operation.function().equals("add") && !isReadOnly(operation)) {
                added.add(Keyword.absentIfNull(operation.input()));
            }
        }
        for (Operation operation : operations) {
            for (Object value : seen(operation)) {
                if (!added.contains(Keyword.absentIfNull(value))) {
                    return Optional.of(operation);
                }
            }
        }
        return Optional.empty();
    }

    /** The values that were there when the operation took effect, as far as its answer tells. */
    private static List<?> seen(Operation operation) {
        if (!operation.isOk()) {
            return List.of();
        }
        if (operation.function().equals("read")) {
            return (List<?>) operation.output();
        }
        boolean wasThere = !operation.function().equals("add");
        return operation.output() instanceof Boolean answer && answer == wasThere
                ? Arrays.asList(operation.input())
                : List.of();
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        switch (operation.function()) {
            case "add":
            case "remove":
                return Optional.empty();
            case "contains":
                return operation.isOk() && !(operation.output() instanceof Boolean)
                        ? Optional.of("a contains is answered with true or false, not with " + operation.output())
                        : Optional.empty();
            case "read":
                if (valueByValue) {
                    return Optional.of("a set divided by values cannot be read as a whole");
                }
                return operation.isOk() && !(operation.output() instanceof List)
                        ? Optional.of("a read of a set sees a list of values, not " + operation.output())
                        : Optional.empty();
            default:
                return Optional.of("a set knows :add, :remove, :contains and :read, not :" + operation.function());
        }
    }

    @Override
    public String describeState(ValueSet state) {
        return state.size() == 0 ? "the set is empty" : "the set holds " + state;
    }
}
