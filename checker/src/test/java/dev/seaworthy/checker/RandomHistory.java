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
    static final List<String> LANGUAGES = List.of("register", "cas-register", "kv");

    private static final Keyword ACTUAL = new Keyword("actual");

    private final SplittableRandom random;
    private final String language;
    private final boolean corrupted;
    private final History.Builder builder = History.builder();
    private final TreeMap<String, Object> object = new TreeMap<>();
    private final List<Long> positions = new ArrayList<>();
    private final int[] operationOf;
    private final boolean[] tookEffect;
    private final Object[] answers;
    private long position;

    final History history;
    final Witness witness;

    RandomHistory(long seed, String language, int operations, int clients, boolean corrupted) {
        this.random = new SplittableRandom(seed);
        this.language = language;
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
        String key = language.equals("kv") ? "k" + random.nextInt(2) : null;
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
            default -> List.of("get", "put", "append", "delete", "cas", "get");
        };
        return functions.get(random.nextInt(functions.size()));
    }

    private Object input(String function) {
        return switch (function) {
            case "write", "put", "append" -> value();
            case "cas" -> Arrays.asList(random.nextInt(4) == 0 ? null : value(), value());
            default -> null;
        };
    }

    private Object value() {
        long value = 1L + random.nextInt(3);
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
        positions.set(index, position++);
        answers[client] = apply(operation);
        if (random.nextInt(8) == 0) {
            operationOf[client] = -1;
        }
    }

    /** The request was lost: nothing happens, and the client hears of a failure, or nothing. */
    private void drop(int client, int index) {
        if (random.nextBoolean()) {
            builder.fail(index);
            if (corrupted && random.nextInt(4) == 0) {
                apply(builder.operation(index));
            }
        }
        operationOf[client] = -1;
    }

    private Object apply(Operation operation) {
        String key = operation.key() == null ? "" : operation.key();
        Object before = object.get(key);
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
        switch (operation.function()) {
            case "read", "get", "delete":
                return random.nextInt(4) == 0 ? Keyword.ABSENT : value();
            case "cas":
                return List.of(operation.input(), Boolean.FALSE, List.of(ACTUAL, value()))
                        .get(random.nextInt(3));
            default:
                return answer;
        }
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
