package dev.seaworthy.bench.checker;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.RegisterAction;
import dev.seaworthy.checker.RegisterLike;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Another checker, as a command that is given a time limit in seconds and a file, and prints {@code Ok},
 * {@code Illegal} or {@code Unknown} and the nanoseconds that deciding took, without reading, the best of three rounds.
 *
 * <p>The file has a line for the kind of values ({@code ints} or {@code strings}) and the initial value, then one for
 * each operation: process, invocation, completion (negative: never), key, what it does, one or two values; with tabs
 * between. What it does is {@code read} (saw the value), {@code write}, {@code cas} (found the first, left the second),
 * {@code differs} (found another one) or {@code append}.
 *
 * @param command the command
 * @param limitSeconds after how long it gives up
 */
record Rival(String command, int limitSeconds) {
    private static final Time NONE = new Time("not asked", false, 0, -1);

    /** How long the other checker takes; without a verdict where it has no words for the model. */
    Time time(Contest contest) throws IOException {
        Path file = Files.createTempFile("history", ".txt");
        try {
            if (!(contest.model() instanceof RegisterLike<?> model) || !write(file, contest, model)) {
                return NONE;
            }
            return ask(file);
        } finally {
            Files.delete(file);
        }
    }

    private Time ask(Path file) throws IOException {
        Process process = new ProcessBuilder(command, Integer.toString(limitSeconds), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            line = reader.readLine();
        }
        if (line == null) {
            return new Time("died", false, 0, -1);
        }
        String[] words = line.split(" ");
        return new Time(words[0], !words[0].equals("Unknown"), Long.parseLong(words[1]), -1);
    }

    /** Writes the history, if its operations can be said. */
    private static <S> boolean write(Path file, Contest contest, RegisterLike<S> model) throws IOException {
        boolean appends = contest.history().operations().stream()
                .anyMatch(operation -> operation.function().equals("append"));
        Map<Object, Integer> numbers = new HashMap<>();
        List<String> lines = new ArrayList<>();
        lines.add((appends ? "strings" : "ints") + "\t" + said(model.initial(), appends, numbers));
        for (Operation operation : contest.history().operations()) {
            if (operation.isFail() || operation.isInfo() && model.isReadOnly(operation)) {
                continue;
            }
            String deed = deed(model, operation, appends, numbers);
            if (deed.isEmpty()) {
                return false;
            }
            long completion = operation.isInfo() ? -1 : operation.completion();
            lines.add(operation.process() + "\t" + operation.invocation() + "\t" + completion + "\t" + operation.key()
                    + "\t" + deed);
        }
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (String line : lines) {
                writer.append(line).append('\n');
            }
        }
        return true;
    }

    private static <S> String deed(
            RegisterLike<S> model, Operation operation, boolean appends, Map<Object, Integer> numbers) {
        RegisterAction action = model.actionOf(operation);
        return switch (action.kind()) {
            case READ -> "read\t" + said(action.expected(), appends, numbers);
            case WRITE -> "write\t" + said(action.value(), appends, numbers);
            case REPLACE ->
                "cas\t" + said(action.expected(), appends, numbers) + "\t" + said(action.value(), appends, numbers);
            case DIFFERS -> "differs\t" + said(action.expected(), appends, numbers);
            default -> operation.function().equals("append") ? "append\t" + operation.input() : "";
        };
    }

    private static String said(Object value, boolean appends, Map<Object, Integer> numbers) {
        if (appends) {
            return value.equals(Keyword.ABSENT) ? "" : value.toString();
        }
        return Integer.toString(numbers.computeIfAbsent(value, seen -> numbers.size()));
    }
}
