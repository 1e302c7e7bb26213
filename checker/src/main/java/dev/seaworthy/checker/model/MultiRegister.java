package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.OperationKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Several registers under one roof: a {@code txn} is a list of {@code [:read register value]} and {@code [:write
 * register value]} that take effect together, in their order.
 *
 * <p>The answer to a transaction repeats it, with the values read. Where every transaction of a history is about one
 * register only, each register can be a partition of its own.
 *
 * <p>All registers begin with the same value. The state holds those that have another one.
 */
final class MultiRegister implements Model<TreeMap<String, Object>> {
    private static final Keyword READ = new Keyword("read");
    private static final Keyword WRITE = new Keyword("write");
    private static final int PARTS = 3;

    private final Object initial;
    private final boolean oneByOne;

    /** {@code oneByOne}: no transaction touches two registers, so that each register is a partition. */
    MultiRegister(Object initial, boolean oneByOne) {
        this.initial = Keyword.absentIfNull(initial);
        this.oneByOne = oneByOne;
    }

    @Override
    public Object partitionOf(Operation operation) {
        return oneByOne ? onlyRegister(operation).orElse("") : "";
    }

    /** The register a transaction is about, or empty if it is about none or several. */
    static Optional<String> onlyRegister(Operation operation) {
        String register = null;
        for (Object part : parts(operation)) {
            String touched = String.valueOf(((List<?>) part).get(1));
            if (register != null && !register.equals(touched)) {
                return Optional.empty();
            }
            register = touched;
        }
        return Optional.ofNullable(register);
    }

    @Override
    public String name() {
        return "multi-register";
    }

    @Override
    public TreeMap<String, Object> initial() {
        return new TreeMap<>();
    }

    @Override
    public TreeMap<String, Object> step(TreeMap<String, Object> state, Operation operation) {
        TreeMap<String, Object> next = state;
        for (Object part : parts(operation)) {
            List<?> action = (List<?>) part;
            String register = String.valueOf(action.get(1));
            Object value = Keyword.absentIfNull(action.get(2));
            if (WRITE.equals(action.get(0))) {
                next = with(next, register, value);
            } else if (!operation.isInfo() && !value.equals(next.getOrDefault(register, initial))) {
                return null;
            }
        }
        return next;
    }

    private TreeMap<String, Object> with(TreeMap<String, Object> state, String register, Object value) {
        TreeMap<String, Object> next = new TreeMap<>(state);
        if (value.equals(initial)) {
            next.remove(register);
        } else {
            next.put(register, value);
        }
        return next;
    }

    @Override
    public Object kindOf(Operation operation) {
        return OperationKind.byAnyone(operation);
    }

    @Override
    public long memoryBytes(TreeMap<String, Object> state) {
        return 64 + 64L * state.size();
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        for (Object part : (List<?>) operation.input()) {
            if (!READ.equals(((List<?>) part).get(0))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<Operation> fromNowhere(List<Operation> operations) {
        LinkedHashSet<Object> written = new LinkedHashSet<>();
        for (Operation operation : operations) {
            for (Object part : parts(operation)) {
                if (WRITE.equals(((List<?>) part).get(0))) {
                    written.add(content(part));
                }
            }
        }
        for (Operation operation : operations) {
            for (Object part : operation.isOk() ? parts(operation) : List.of()) {
                boolean isInitial = initial.equals(Keyword.absentIfNull(((List<?>) part).get(2)));
                if (!isInitial && !written.contains(content(part))) {
                    return Optional.of(operation);
                }
            }
        }
        return Optional.empty();
    }

    /** The register and its value, of a part of a transaction. */
    private static Object content(Object part) {
        List<?> action = (List<?>) part;
        return List.of(String.valueOf(action.get(1)), Keyword.absentIfNull(action.get(2)));
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        if (!operation.function().equals("txn")) {
            return Optional.of("a multi-register knows :txn, not :" + operation.function());
        }
        boolean answered = !operation.isOk() || isTransaction(operation.output());
        if (!isTransaction(operation.input()) || !answered) {
            return Optional.of("a txn is a list of [:read register value] and [:write register value]");
        }
        return operation.isOk() && !isRepeated((List<?>) operation.input(), (List<?>) operation.output())
                ? Optional.of("a txn is answered with itself and the values read, not with " + operation.output())
                : Optional.empty();
    }

    /** Whether the answer differs from the question in nothing but values read. */
    private static boolean isRepeated(List<?> question, List<?> answer) {
        boolean same = question.size() == answer.size();
        for (int i = 0; i < question.size() && same; i++) {
            List<?> asked = (List<?>) question.get(i);
            List<?> answered = (List<?>) answer.get(i);
            int compared = WRITE.equals(asked.get(0)) ? PARTS : PARTS - 1;
            same = asked.subList(0, compared).equals(answered.subList(0, compared));
        }
        return same;
    }

    private static boolean isTransaction(Object value) {
        if (!(value instanceof List<?> parts)) {
            return false;
        }
        for (Object part : parts) {
            boolean known = part instanceof List<?> action
                    && action.size() == PARTS
                    && (READ.equals(action.get(0)) || WRITE.equals(action.get(0)));
            if (!known) {
                return false;
            }
        }
        return true;
    }

    /** What took effect: the answer repeats the question with the values read filled in. */
    private static List<?> parts(Operation operation) {
        return (List<?>) (operation.isOk() ? operation.output() : operation.input());
    }
}
