package dev.seaworthy.cli.docs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares what a page shows as the output of a command with what the command prints: word by word, so that a page may
 * break long lines and align columns as it likes. The word {@code ...} or {@code [...]} stands for anything, also for
 * nothing. Of how long something took ("in 3 ms") only the words are compared.
 */
final class Sample {
    private static final List<String> ANYTHING = List.of("...", "[...]");
    private static final Pattern TOOK = Pattern.compile("\\bin [\\d.]+ (ms|s|min)\\b");

    private static final Pattern NUMBER = Pattern.compile("\\b[0-9a-f]{32}\\b|\\b\\d[\\d,.]*");

    private Sample() {}

    /** The first words of the sample that are not in the output where they should be; empty where all are. */
    static Optional<String> difference(List<String> sample, String output) {
        List<String> printed = words(output);
        List<String> part = new ArrayList<>();
        boolean anywhere = false;
        int from = 0;
        for (String word : words(String.join("\n", sample))) {
            if (!ANYTHING.contains(word)) {
                part.add(word);
                continue;
            }
            int at = find(part, printed, from, anywhere);
            if (at < 0) {
                return Optional.of(unfound(part, printed, from, anywhere));
            }
            from = at + part.size();
            part.clear();
            anywhere = true;
        }
        // Nothing follows: what is left has to be the end.
        int end = printed.size() - part.size();
        boolean fits = anywhere ? end >= from : end == from;
        return fits && printed.subList(end, printed.size()).equals(part)
                ? Optional.empty()
                : Optional.of(unfound(part, printed, from, anywhere));
    }

    /**
     * The sample with the numbers that the output has now: between two words that stand for anything, lines in a row
     * that differ from the sample's in numbers alone. What is not found so stays.
     */
    static List<String> redrawn(List<String> sample, String output) {
        List<String> printed = output.lines().toList();
        List<String> shapes = printed.stream().map(Sample::shape).toList();
        List<String> today = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < sample.size(); ) {
            int end = i;
            while (end < sample.size() && !ANYTHING.contains(sample.get(end).strip())) {
                end++;
            }
            List<String> part =
                    sample.subList(i, end).stream().map(Sample::shape).toList();
            int at = Collections.indexOfSubList(shapes.subList(from, shapes.size()), part);
            if (at >= 0) {
                today.addAll(printed.subList(from + at, from + at + part.size()));
                from += at + part.size();
            } else {
                today.addAll(sample.subList(i, end));
            }
            if (end < sample.size()) {
                today.add(sample.get(end++));
            }
            i = end;
        }
        return today;
    }

    private static String shape(String line) {
        return NUMBER.matcher(line).replaceAll("#").replaceAll("\\s+", " ").strip();
    }

    private static int find(List<String> part, List<String> printed, int from, boolean anywhere) {
        int last = anywhere ? printed.size() - part.size() : from;
        for (int at = from; at <= last && at + part.size() <= printed.size(); at++) {
            if (printed.subList(at, at + part.size()).equals(part)) {
                return at;
            }
        }
        return -1;
    }

    /** The words from the first on that no place in the output goes on with. */
    private static String unfound(List<String> part, List<String> printed, int from, boolean anywhere) {
        int most = 0;
        for (int at = from; at <= (anywhere ? printed.size() : from); at++) {
            int same = 0;
            while (same < part.size()
                    && at + same < printed.size()
                    && printed.get(at + same).equals(part.get(same))) {
                same++;
            }
            most = Math.max(most, same);
        }
        return most == part.size()
                ? "nothing more, but more is printed"
                : String.join(" ", part.subList(most, Math.min(part.size(), most + 12)));
    }

    private static List<String> words(String text) {
        String timeless = TOOK.matcher(text).replaceAll("in TIME").strip();
        return timeless.isEmpty() ? List.of() : List.of(timeless.split("\\s+"));
    }
}
