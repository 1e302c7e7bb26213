package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A history of a few clients, drawn from a seed: of a replicated store whose replicas may lag, so that it is often, but
 * not always, linearizable. A client that never hears an answer is another process afterwards, or goes on.
 */
public final class SmallHistory {
    private final SplittableRandom random;
    private final Shape shape;
    private final History.Builder builder = History.builder();
    private final List<TreeMap<String, Object>> versions = new ArrayList<>();
    private final int[] open;
    private final Object[] answers;
    private final boolean[] applied;
    private final long[] processes;
    private long lastValue;

    /**
     * What kind of histories.
     *
     * @param isMap a kv, else a cas-register
     * @param keys how many keys a kv has
     * @param values of how many values writes choose; 0 if each writes its own
     * @param hasCas whether there is compare-and-set and delete; with few values, a map also has append
     * @param lagMax how many writes a read may be behind
     */
    public record Shape(boolean isMap, int keys, int values, boolean hasCas, int lagMax) {}

    private SmallHistory(long seed, Shape shape, int clients) {
        random = new SplittableRandom(seed);
        this.shape = shape;
        open = new int[clients];
        answers = new Object[clients];
        applied = new boolean[clients];
        processes = new long[clients];
        Arrays.fill(open, -1);
        Arrays.setAll(processes, i -> i);
        versions.add(new TreeMap<>());
    }

    /** The history of this seed. */
    public static History of(long seed, Shape shape, int operations, int clients) {
        return new SmallHistory(seed, shape, clients).run(operations);
    }

    public static Model<Object> model(Shape shape) {
        return shape.isMap() ? Models.keyValue() : Models.casRegister();
    }

    private History run(int operations) {
        for (int turn = 0; turn < 20 * operations; turn++) {
            int client = random.nextInt(open.length);
            if (open[client] < 0) {
                if (builder.size() < operations) {
                    invoke(client);
                }
            } else if (!applied[client]) {
                apply(client);
            } else {
                complete(client);
            }
        }
        return builder.build();
    }

    private void invoke(int client) {
        String key = shape.isMap() ? "k" + random.nextInt(shape.keys()) : null;
        int choice = random.nextInt(shape.hasCas() ? 7 : 4);
        if (choice < 2) {
            open[client] = builder.invoke(processes[client], shape.isMap() ? "get" : "read", key, null);
        } else if (choice < 4) {
            open[client] = builder.invoke(processes[client], shape.isMap() ? "put" : "write", key, newValue());
        } else if (choice == 5 && shape.isMap() && shape.values() > 0) {
            open[client] = builder.invoke(processes[client], "append", key, newValue());
        } else if (choice == 4 && shape.isMap()) {
            open[client] = builder.invoke(processes[client], "delete", key, null);
        } else {
            Object expected = random.nextInt(6) == 0 ? null : oldValue();
            open[client] = builder.invoke(processes[client], "cas", key, Arrays.asList(expected, newValue()));
        }
        applied[client] = false;
    }

    private Object newValue() {
        return typed(shape.values() == 0 ? ++lastValue : 1 + random.nextInt(shape.values()));
    }

    private Object oldValue() {
        return typed(
                shape.values() == 0 ? Math.max(1, lastValue - random.nextInt(3)) : 1 + random.nextInt(shape.values()));
    }

    private Object typed(long value) {
        return shape.isMap() ? (Object) ("v" + value) : (Object) value;
    }

    private void apply(int client) {
        applied[client] = true;
        var operation = builder.operation(open[client]);
        String key = operation.key() == null ? "" : operation.key();
        TreeMap<String, Object> latest = versions.get(versions.size() - 1);
        int lag = random.nextInt(shape.lagMax() + 1);
        TreeMap<String, Object> seen = versions.get(Math.max(0, versions.size() - 1 - lag));
        switch (operation.function()) {
            case "get", "read" -> answers[client] = seen.get(key);
            case "append" -> change(key, latest.getOrDefault(key, "") + (String) operation.input(), client, null);
            case "put", "write" -> change(key, operation.input(), client, null);
            case "delete" -> {
                Object before = latest.get(key);
                change(key, null, client, random.nextBoolean() ? null : Keyword.absentIfNull(before));
            }
            default -> compareAndSet(client, key, seen, (List<?>) operation.input());
        }
    }

    private void compareAndSet(int client, String key, TreeMap<String, Object> seen, List<?> pair) {
        Object before = seen.get(key);
        boolean matches = Keyword.absentIfNull(before).equals(Keyword.absentIfNull(pair.get(0)));
        if (matches) {
            change(key, pair.get(1), client, true);
        } else {
            answers[client] = random.nextBoolean() ? false : Arrays.asList(new Keyword("actual"), before);
        }
    }

    private void change(String key, Object value, int client, Object answer) {
        TreeMap<String, Object> next = new TreeMap<>(versions.get(versions.size() - 1));
        if (value == null) {
            next.remove(key);
        } else {
            next.put(key, value);
        }
        versions.add(next);
        answers[client] = answer;
    }

    private void complete(int client) {
        int fate = random.nextInt(9);
        if (fate == 0) {
            processes[client] += random.nextBoolean() ? open.length : 0;
        } else {
            builder.ok(open[client], answers[client]);
        }
        open[client] = -1;
    }
}
