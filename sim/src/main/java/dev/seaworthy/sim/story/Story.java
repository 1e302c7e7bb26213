package dev.seaworthy.sim.story;

import dev.seaworthy.sim.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The story of a failure in one paragraph: what struck, who voted, led and committed, in order and with times, down to
 * what broke. Of a long run it keeps what has to do with the nodes, entries and terms that the violation names, and of
 * that what comes last.
 *
 * <p>Good for small runs: of one that has been shrunk hardly anything that matters is left out.
 */
public final class Story {
    private static final int CLAUSES_MAX = 18;

    /** Beyond so many only turns of the protocol and blows are told. */
    private static final int CLAUSES_ENOUGH = 10;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final Pattern NODE = Pattern.compile("\\bn\\d+\\b");
    private static final Pattern NUMBERED = Pattern.compile("\\b(index|entry|entries|term|up to|from) (\\d+)");

    private static final Pattern COMMITS = Pattern.compile("commits to (\\d+).*");

    private static final int NAMED_NODE = 12;
    private static final int NAMED_NUMBER = 15;
    private static final int LATE_MAX = 20;
    private static final int AT_THE_FAILURE = 60;

    private Story() {}

    /**
     * A step of the story.
     *
     * @param atNanos when, in virtual nanoseconds
     * @param words who did what; a whole sentence without its end
     * @param line which line of the timeline tells it, from 0
     */
    public record Step(long atNanos, String words, int line) {}

    /** What the paragraph tells, step by step, without its end; nothing of a run that broke nothing. */
    public static List<Step> steps(TracedRun run) {
        List<Step> steps = new ArrayList<>();
        run.violation().ifPresent(violation -> {
            for (Clause clause : chosen(clauses(run.lines(), violation), violation)) {
                String who = clause.who().isEmpty() ? "" : clause.who() + " ";
                steps.add(new Step(clause.atNanos(), who + clause.did(), clause.line()));
            }
        });
        return steps;
    }

    /** The paragraph; empty of a run that broke nothing. */
    public static String of(TracedRun run) {
        return run.violation().map(violation -> of(violation, run.lines())).orElse("");
    }

    private static String of(Violation violation, List<TracedRun.Line> lines) {
        List<Clause> clauses = chosen(clauses(lines, violation), violation);
        StringBuilder story = new StringBuilder();
        String lastWho = null;
        for (int i = 0; i < clauses.size(); i++) {
            Clause clause = clauses.get(i);
            boolean goesOn = i > 0 && !clause.who().isEmpty() && clause.who().equals(lastWho);
            if (goesOn && clause.atNanos() == clauses.get(i - 1).atNanos()) {
                story.append(", ");
            } else {
                story.append(i == 0 ? "At " : goesOn ? ", at " : "; at ")
                        .append(millis(clause.atNanos()))
                        .append(" ms ");
            }
            story.append(goesOn || clause.who().isEmpty() ? "" : clause.who() + " ")
                    .append(clause.did());
            lastWho = clause.who();
        }
        story.append(clauses.isEmpty() ? "At " : ". Then, at ")
                .append(millis(violation.atNanos()))
                .append(" ms, ");
        return story.append(violation.property())
                .append(" was broken: ")
                .append(violation.story())
                .append('.')
                .toString();
    }

    private static List<Clause> clauses(List<TracedRun.Line> lines, Violation violation) {
        List<Clause> clauses = new ArrayList<>();
        List<Clause> writers = new ArrayList<>(Writers.of(lines, violation));
        writers.addAll(DiskWork.of(lines, violation));
        writers.addAll(LostMessages.of(lines, violation));
        TreeMap<String, String> committed = new TreeMap<>();
        Innocent innocent = new Innocent(lines, violation);
        long healedAt = -1;
        for (int i = 0; i < lines.size(); i++) {
            TracedRun.Line line = lines.get(i);
            Clause clause = line.atNanos() > violation.atNanos() ? null : writing(writers, i);
            if (clause == null && line.atNanos() <= violation.atNanos() && !innocent.is(i)) {
                clause = Clause.of(line, i);
            }
            clause = withWhatItForgot(clause, line, committed);
            healedAt = line.what().equals("everything is healed") ? line.atNanos() : healedAt;
            if (clause != null && line.atNanos() == healedAt && line.what().startsWith("is killed")) {
                clause = clause.saying("was stopped, so that the heal could end its upgrade");
            }
            if (clause != null && !repeats(clauses, clause)) {
                forgetEarlierCommit(clauses, clause);
                forgetEarlierSending(clauses, clause);
                clauses.add(clause);
            }
        }
        return clauses;
    }

    /** What a node knew to be committed is only in its memory: a start knows no more than its snapshot. */
    private static Clause withWhatItForgot(Clause clause, TracedRun.Line line, TreeMap<String, String> committed) {
        Matcher commits = COMMITS.matcher(line.what());
        if (commits.matches()) {
            committed.put(line.place(), commits.group(1));
            return clause;
        }
        if (!line.what().startsWith("starts in ")) {
            return clause;
        }
        String before = committed.remove(line.place());
        if (clause == null || before == null) {
            return clause;
        }
        return clause.saying(clause.did() + " but no more knew that those up to " + before + " were committed");
    }

    /** A snapshot is sent again until it arrives: the last time is the one that counts. */
    private static void forgetEarlierSending(List<Clause> clauses, Clause clause) {
        if (clause.did().startsWith("sent ")) {
            clauses.removeIf(
                    before -> before.who().equals(clause.who()) && before.did().equals(clause.did()));
        }
    }

    /** Of commits between which nothing else of weight happened, each as it should be, the last tells all. */
    private static void forgetEarlierCommit(List<Clause> clauses, Clause clause) {
        if (!isPlainCommit(clause)) {
            return;
        }
        for (int i = clauses.size() - 1; i >= 0 && clauses.get(i).weight() <= Clause.STEP; i--) {
            if (isPlainCommit(clauses.get(i)) && clauses.get(i).who().equals(clause.who())) {
                clauses.remove(i);
                return;
            }
        }
    }

    private static boolean isPlainCommit(Clause clause) {
        return clause.weight() == Clause.STEP && clause.did().startsWith("committed up to ");
    }

    private static Clause writing(List<Clause> writers, int line) {
        for (Clause clause : writers) {
            if (clause.line() == line) {
                return clause;
            }
        }
        return null;
    }

    /** A clause that only says again what the same one has said last. */
    private static boolean repeats(List<Clause> clauses, Clause clause) {
        for (int i = clauses.size() - 1; i >= 0; i--) {
            Clause before = clauses.get(i);
            if (before.who().equals(clause.who())) {
                return before.did().equals(clause.did());
            }
        }
        return false;
    }

    private static List<Clause> chosen(List<Clause> clauses, Violation violation) {
        if (clauses.size() <= CLAUSES_ENOUGH) {
            return clauses;
        }
        Set<String> named = named(violation.story());
        // Who was voted for in the terms of entries that differ is behind what broke.
        for (Clause clause : clauses) {
            if (clause.weight() == Writers.WEIGHT) {
                named.addAll(named(clause.did()));
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < clauses.size(); i++) {
            order.add(i);
        }
        int count = clauses.size();
        order.sort(
                Comparator.comparingInt((Integer i) -> -worth(clauses.get(i), named, violation, i * LATE_MAX / count))
                        .thenComparing(Comparator.reverseOrder()));
        TreeSet<Integer> kept = new TreeSet<>();
        for (int i : order.subList(0, Math.min(count, CLAUSES_MAX))) {
            if (kept.size() < CLAUSES_ENOUGH || clauses.get(i).weight() >= Clause.TURN) {
                kept.add(i);
            }
        }
        List<Clause> chosen = new ArrayList<>();
        kept.forEach(i -> chosen.add(clauses.get(i)));
        return chosen;
    }

    private static int worth(Clause clause, Set<String> named, Violation violation, int lateness) {
        int worth = clause.weight() + lateness;
        worth += named.contains(clause.who()) ? NAMED_NODE : 0;
        worth += clause.atNanos() == violation.atNanos() && clause.weight() >= Clause.STEP ? AT_THE_FAILURE : 0;
        for (String about : named(clause.did())) {
            worth += !named.contains(about) ? 0 : about.startsWith("n") ? NAMED_NODE / 2 : NAMED_NUMBER;
        }
        return worth;
    }

    /** Nodes, and numbers of entries and terms; an entry and its index are the same. */
    private static Set<String> named(String text) {
        TreeSet<String> named = new TreeSet<>();
        Matcher nodes = NODE.matcher(text);
        while (nodes.find()) {
            named.add(nodes.group());
        }
        Matcher numbered = NUMBERED.matcher(text);
        while (numbered.find()) {
            named.add((numbered.group(1).equals("term") ? "term " : "entry ") + numbered.group(2));
        }
        return named;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
    }
}
