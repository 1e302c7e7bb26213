package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A history of a few clients on one atomic object, drawn from a seed, with the order in which the operations took
 * effect. Written without any {@link Model}, so that the two check each other.
 *
 * <p>Some clients never hear the answer, some operations fail without effect, and some times are so coarse that events
 * coincide. If corrupted, an answer or an effect may be wrong, and the history may or may not be linearizable.
 */
final class RandomHistory {
    /** Registers of all sorts, in which few values are written again and again. */
    static final List<String> LANGUAGES = List.of("register", "cas-register", "kv");

    /** The same with values that are mostly written once. */
    static final List<String> UNIQUE = List.of("unique-register", "unique-cas-register", "unique-kv");

    /** Objects that are not registers. */
    static final List<String> OTHERS = List.of("multi-register", "mutex", "counter", "fifo-queue", "set");

    private static final Keyword ACTUAL = new Keyword("actual");

    private final SplittableRandom random;
    private final String language;
    private final boolean unique;
    private final boolean corrupted;
    private final History.Builder builder = History.builder();
    private final TreeMap<String, Object> object = new TreeMap<>();
    private final List<Long> positions = new ArrayList<>();
    private final int[] operationOf;
    private final boolean[] tookEffect;
    private final Object[] answers;
    private long position;
    private long lastValue;

    final History history;
    final Witness witness;

    RandomHistory(long seed, String language, int operations, int clients, boolean corrupted) {
        this.random = new SplittableRandom(seed);
        unique = language.startsWith("unique-");
        this.language = unique ? language.substring("unique-".length()) : language;
        this.corrupted = corrupted;
        operationOf = new int[clients];
        tookEffect = new boolean[clients];
        answers = new Object[clients];
        Arrays.fill(operationOf, -1);
        run(operations);
        history = coarse(builder.build(), 1 + Math.max(0, random.nextInt(5) - 2));
        witness = new Witness(positions.stream().mapToLong(Long::longValue).toArray());
    }

    private void run(int operations) {
        boolean someOpen = true;
        while (builder.size() < operations || someOpen) {
            int client = random.nextInt(operationOf.length);
            if (operationOf[client] < 0) {
                if (builder.size() < operations) {
                    invoke(client);
                }
            } else if (!tookEffect[client]) {
                takeEffect(client);
            } else {
                complete(client);
            }
            someOpen = Arrays.stream(operationOf).anyMatch(operation -> operation >= 0);
        }
    }

    private void invoke(int client) {
        String key = language.equals("kv") ? "k" + random.nextInt(unique ? 1 : 2) : null;
        String function = function();
        operationOf[client] = builder.invoke(client, function, key, input(function));
        tookEffect[client] = false;
        answers[client] = null;
        positions.add(Witness.ABSENT);
    }

    private String function() {
        List<String> functions = switch (language) {
            case "register" -> List.of("read", "write");
            case "cas-register" -> List.of("read", "write", "cas");
            case "multi-register" -> List.of("txn");
            case "mutex" -> List.of("acquire", "release");
            case "counter" -> List.of("add", "add", "read");
            case "fifo-queue" -> List.of("enqueue", "dequeue");
            case "set" -> List.of("add", "add", "remove", "contains", "read");
            default ->
                unique
                        ? List.of("get", "put", "delete", "cas", "get")
                        : List.of("get", "put", "append", "delete", "cas", "get");
        };
        return functions.get(random.nextInt(functions.size()));
    }

    private Object input(String function) {
        return switch (function) {
            case "write", "put", "append", "enqueue", "add", "remove", "contains" -> newValue();
            case "cas" -> Arrays.asList(random.nextInt(4) == 0 ? null : value(), newValue());
            case "txn" -> transaction();
            default -> null;
        };
    }

    private List<Object> transaction() {
        List<Object> parts = new ArrayList<>();
        for (int part = 1 + random.nextInt(2); part > 0; part--) {
            String register = random.nextBoolean() ? "x" : "y";
            boolean reads = random.nextBoolean();
            parts.add(Arrays.asList(new Keyword(reads ? "read" : "write"), register, reads ? null : value()));
        }
        return parts;
    }

    private Object newValue() {
        if (!unique || random.nextInt(20) == 0) {
            return value();
        }
        return typed(++lastValue);
    }

    private Object value() {
        return typed(unique ? Math.max(1, lastValue - random.nextInt(3)) : 1L + random.nextInt(3));
    }

    private Object typed(long value) {
        return language.equals("kv") ? (Object) String.valueOf(value) : (Object) value;
    }

    private void takeEffect(int client) {
        tookEffect[client] = true;
        int index = operationOf[client];
        if (random.nextInt(8) == 0) {
            drop(client, index);
            return;
        }
        Operation operation = builder.operation(index);
        try {
            answers[client] = apply(operation);
        } catch (RefusedException refused) {
            builder.fail(index);
            operationOf[client] = -1;
            return;
        }
        positions.set(index, position++);
        if (random.nextInt(8) == 0) {
            operationOf[client] = -1;
        }
    }

    /** The request was lost: nothing happens, and the client hears of a failure, or nothing. */
    private void drop(int client, int index) {
        if (random.nextBoolean()) {
            builder.fail(index);
            if (corrupted && random.nextInt(4) == 0 && !language.equals("mutex")) {
                apply(builder.operation(index));
            }
        }
        operationOf[client] = -1;
    }

    private Object apply(Operation operation) {
        String key = operation.key() == null ? "" : operation.key();
        Object before = object.get(key);
        if (OTHERS.contains(language)) {
            return applyToOther(operation);
        }
        switch (operation.function()) {
            case "write", "put":
                object.put(key, operation.input());
                return random.nextBoolean() ? operation.input() : null;
            case "append":
                object.put(key, (before == null ? "" : before) + (String) operation.input());
                return null;
            case "delete":
                object.remove(key);
                return random.nextBoolean() ? null : Keyword.absentIfNull(before);
            case "cas":
                return compareAndSet(key, before, (List<?>) operation.input());
            default:
                return before == null && random.nextBoolean() ? Keyword.ABSENT : before;
        }
    }

    /** The answer of an object that is not a register; a client that must not act yet is told so by an exception. */
    private Object applyToOther(Operation operation) {
        Object input = operation.input();
        String name = operation.function() + " " + language;
        switch (name) {
            case "acquire mutex", "release mutex":
                boolean acquires = name.startsWith("acquire");
                boolean breaks = corrupted && random.nextInt(4) == 0;
                refuseIf(acquires == object.containsKey("held") && !breaks);
                object.remove("held");
                if (acquires) {
                    object.put("held", true);
                }
                return null;
            case "add counter":
                object.merge("count", input, (one, other) -> (Long) one + (Long) other);
                return random.nextInt(3) == 0 ? object.get("count") : null;
            case "read counter":
                return object.getOrDefault("count", 0L);
            case "enqueue fifo-queue":
                object.put(String.format("%05d", ++lastValue), input);
                return null;
            case "dequeue fifo-queue":
                return object.isEmpty() ? null : object.pollFirstEntry().getValue();
            case "add set":
                boolean isNew = object.put(input.toString(), input) == null;
                return random.nextBoolean() ? isNew : null;
            case "remove set":
                return object.remove(input.toString()) != null;
            case "contains set":
                return object.containsKey(input.toString());
            case "read set":
                return List.copyOf(object.values());
            case "txn multi-register":
                List<Object> parts = new ArrayList<>();
                ((List<?>) input).forEach(part -> parts.add(applyPart((List<?>) part)));
                return parts;
            default:
                throw new IllegalArgumentException(name);
        }
    }

    private List<Object> applyPart(List<?> part) {
        String register = (String) part.get(1);
        if (part.get(0).equals(new Keyword("write"))) {
            object.put(register, part.get(2));
        }
        return Arrays.asList(part.get(0), register, object.getOrDefault(register, 0L));
    }

    private static void refuseIf(boolean refused) {
        if (refused) {
            throw new RefusedException();
        }
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Object compareAndSet(String key, Object before, List<?> input) {
        if (Objects.equals(before, input.get(0))) {
            object.put(key, input.get(1));
            return random.nextBoolean() ? input : Boolean.TRUE;
        }
        return random.nextBoolean() ? Boolean.FALSE : Arrays.asList(ACTUAL, before);
    }

    private void complete(int client) {
        Operation operation = builder.operation(operationOf[client]);
        Object answer = answers[client];
        if (corrupted && random.nextInt(5) == 0) {
            answer = wrong(operation, answer);
        }
        builder.ok(operation.index(), answer);
        operationOf[client] = -1;
    }

    private Object wrong(Operation operation, Object answer) {
        switch (operation.function() + (OTHERS.contains(language) ? " " + language : "")) {
            case "read", "get", "delete", "dequeue fifo-queue":
                return random.nextInt(4) == 0 ? Keyword.ABSENT : value();
            case "cas":
                return List.of(operation.input(), Boolean.FALSE, List.of(ACTUAL, value()))
                        .get(random.nextInt(3));
            case "read counter":
                return value();
            case "remove set", "contains set":
                return random.nextBoolean();
            case "read set":
                return List.of(value());
            case "txn multi-register":
                return ((List<?>) answer).stream().map(this::wrongPart).toList();
            default:
                return answer;
        }
    }

    private Object wrongPart(Object part) {
        List<?> action = (List<?>) part;
        boolean reads = action.get(0).equals(new Keyword("read"));
        return reads ? Arrays.asList(action.get(0), action.get(1), value()) : part;
    }

    private static History coarse(History history, long unit) {
        List<Operation> operations = new ArrayList<>();
        for (Operation o : history.operations()) {
            long completion = o.isInfo() ? Operation.NEVER : o.completion() / unit;
            operations.add(new Operation(
                    o.index(),
                    o.process(),
                    o.function(),
                    o.key(),
                    o.input(),
                    o.output(),
                    o.invocation() / unit,
                    completion,
                    o.outcome()));
        }
        return History.of(operations);
    }
}
