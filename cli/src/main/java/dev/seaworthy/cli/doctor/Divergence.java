package dev.seaworthy.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where two JVMs part in the run of a seed.
 *
 * @param what what differs, in words
 * @param before the last thing both have in common; empty where there is none
 * @param expected how it goes on in the first JVM, line by line
 * @param actual how it goes on in the other
 */
public record Divergence(String what, List<String> before, List<String> expected, List<String> actual) {
    private static final long STRIDE = 1_024;

    /** How an event begins in what {@code events} prints; the lines of the timeline that it led to follow. */
    private static final String EVENT = "event ";

    public Divergence {
        before = List.copyOf(before);
        expected = List.copyOf(expected);
        actual = List.copyOf(actual);
    }

    /**
     * Looks for it: first among hashes that are far apart, then event by event between the last two.
     *
     * @param seed whose run it is, with the options of its portfolio
     */
    public static Divergence find(ForkedJvm jvm, JvmConfiguration one, JvmConfiguration other, List<String> seed)
            throws IOException, InterruptedException {
        List<String> coarse = List.of("--every", Long.toString(STRIDE));
        List<String> first = jvm.lines(one, command(seed, coarse));
        List<String> second = jvm.lines(other, command(seed, coarse));
        int parted = firstDifference(first, second);
        if (parted < 0) {
            return new Divergence(
                    "another time both runs were the same: it differs from run to run",
                    List.of(),
                    List.of(),
                    List.of());
        }
        if (parted == 0) {
            return new Divergence("the scenario itself", List.of(), first.subList(0, 1), second.subList(0, 1));
        }
        List<String> fine =
                List.of("--from", Long.toString((parted - 1) * STRIDE + 1), "--to", Long.toString(parted * STRIDE));
        return compare(events(jvm.lines(one, command(seed, fine))), events(jvm.lines(other, command(seed, fine))));
    }

    private static Divergence compare(List<List<String>> first, List<List<String>> second) {
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            List<String> one = i < first.size() ? first.get(i) : List.of("the run is over");
            List<String> other = i < second.size() ? second.get(i) : List.of("the run is over");
            if (!one.get(0).equals(other.get(0))) {
                return new Divergence("an event", i == 0 ? List.of() : first.get(i - 1), one, other);
            }
        }
        List<String> last = first.isEmpty() ? List.of() : first.get(first.size() - 1);
        return new Divergence("the states at the end, after equal events", last, List.of(), List.of());
    }

    private static List<String> command(List<String> seed, List<String> options) {
        List<String> command = new ArrayList<>(List.of("events"));
        command.addAll(seed);
        command.addAll(options);
        return command;
    }

    private static int firstDifference(List<String> first, List<String> second) {
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i >= first.size() || i >= second.size() || !first.get(i).equals(second.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Each event with the lines that belong to it. */
    private static List<List<String>> events(List<String> lines) {
        List<List<String>> events = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(EVENT)) {
                events.add(new ArrayList<>());
            }
            if (!events.isEmpty()) {
                events.get(events.size() - 1).add(line);
            }
        }
        return events;
    }
}
