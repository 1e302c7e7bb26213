package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.OperationKind;
import dev.seaworthy.checker.RegisterAction;
import dev.seaworthy.checker.RegisterLike;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A map from string keys to string values; each key is a partition. The state is the key's value, or
 * {@link Keyword#ABSENT}.
 *
 * <table>
 *   <caption>Functions</caption>
 *   <tr><th>function</th><th>input</th><th>output</th></tr>
 *   <tr><td>get</td><td>nil</td><td>the value; nil or :absent if there was none</td></tr>
 *   <tr><td>put</td><td>the new value</td><td>ignored</td></tr>
 *   <tr><td>append</td><td>the text to add; a missing key counts as empty</td><td>ignored</td></tr>
 *   <tr><td>delete</td><td>nil</td><td>the value removed, :absent if there was none, nil if the answer does not
 *       tell</td></tr>
 *   <tr><td>cas</td><td>[expected new]</td><td>[expected new] or true: set; false: refused; [:actual value]: refused,
 *       and this was the value</td></tr>
 * </table>
 */
final class KeyValue implements RegisterLike<Object> {
    private final Object initial;

    KeyValue(String initial) {
        this.initial = Keyword.absentIfNull(initial);
    }

    @Override
    public String name() {
        return "kv";
    }

    @Override
    public Object initial() {
        return initial;
    }

    @Override
    public Object partitionOf(Operation operation) {
        return operation.key();
    }

    @Override
    public RegisterAction actionOf(Operation operation) {
        switch (operation.function()) {
            case "get":
                return RegisterAction.read(Keyword.absentIfNull(operation.output()));
            case "put":
                return RegisterAction.write(operation.input());
            case "delete":
                Object removed = operation.output();
                return removed == null
                        ? RegisterAction.write(Keyword.ABSENT)
                        : RegisterAction.replace(removed, Keyword.ABSENT);
            case "cas":
                return CompareAndSet.actionOf(operation);
            default:
                return RegisterAction.other();
        }
    }

    @Override
    public Object step(Object state, Operation operation) {
        switch (operation.function()) {
            case "get":
                boolean possible = operation.isInfo()
                        || Keyword.absentIfNull(operation.output()).equals(state);
                return possible ? state : null;
            case "put":
                return operation.input();
            case "append":
                return state.equals(Keyword.ABSENT) ? operation.input() : (String) state + operation.input();
            case "delete":
                Object removed = operation.output();
                return removed == null || removed.equals(state) ? Keyword.ABSENT : null;
            case "cas":
                return CompareAndSet.step(state, operation);
            default:
                throw new IllegalArgumentException("kv has no function " + operation.function());
        }
    }

    @Override
    public Object kindOf(Operation operation) {
        return OperationKind.byAnyone(operation);
    }

    @Override
    public long memoryBytes(Object state) {
        return state instanceof String text ? 64 + 2L * text.length() : 64;
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return isRead(operation) || operation.function().equals("cas") && CompareAndSet.isRefused(operation);
    }

    private static boolean isRead(Operation operation) {
        return operation.function().equals("get");
    }

    @Override
    public Optional<Operation> fromNowhere(List<Operation> operations) {
        LinkedHashSet<Object> whole = new LinkedHashSet<>();
        Concatenations texts = new Concatenations();
        whole.add(initial);
        for (Operation operation : operations) {
            if (operation.function().equals("append")) {
                texts.append((String) operation.input());
            } else if (actionOf(operation).value() != null) {
                whole.add(actionOf(operation).value());
            }
        }
        for (Object value : whole) {
            texts.put(value instanceof String text ? text : "");
        }
        for (Operation operation : operations) {
            Object seen = operation.isOk() ? actionOf(operation).expected() : null;
            boolean tells = seen != null && actionOf(operation).kind() != RegisterAction.Kind.DIFFERS;
            if (tells && !whole.contains(seen) && !(seen instanceof String text && texts.canMake(text))) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        if (operation.key() == null) {
            return Optional.of("an operation on a kv needs a :key");
        }
        switch (operation.function()) {
            case "get":
            case "delete":
                return Optional.empty();
            case "put":
            case "append":
                return operation.input() instanceof String
                        ? Optional.empty()
                        : Optional.of(operation.function() + " needs a string, not " + operation.input());
            case "cas":
                return CompareAndSet.objectionTo(operation).or(() -> objectionToValues(operation));
            default:
                return Optional.of("a kv knows :get, :put, :append, :delete and :cas, not :" + operation.function());
        }
    }

    private static Optional<String> objectionToValues(Operation operation) {
        for (Object value : (List<?>) operation.input()) {
            if (value != null && !(value instanceof String) && !value.equals(Keyword.ABSENT)) {
                return Optional.of("a cas on a kv is about strings, nil or :absent, not " + value);
            }
        }
        return Optional.empty();
    }

    @Override
    public String describe(Operation operation) {
        if (isRead(operation) && operation.isOk()) {
            Object seen = operation.output() == null ? "nil" : operation.output();
            return "get " + operation.key() + " → " + seen;
        }
        return RegisterLike.super.describe(operation);
    }

    @Override
    public String describeState(Object state) {
        return state.equals(Keyword.ABSENT) ? "the key is absent" : "the value is \"" + state + '"';
    }
}
