package dev.seaworthy.sim.report;

import dev.seaworthy.checker.explain.PageTemplate;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.scenario.Departures;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The verdict of a page as facts: the same rows whatever broke, and however. Functions without state. */
final class VerdictFacts {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Pattern ENDS =
            Pattern.compile("^(sends|gets|holds|ignores) (n\\d+)(?:#\\d+)?>(n\\d+)(?:#\\d+)? ");

    private VerdictFacts() {}

    /** One sentence: who did what, and what of it must not be. Never an exception. */
    static String headline(Recording recording, Findings findings) {
        if (findings.violation().isEmpty()) {
            return "Every property held";
        }
        Violation violation = findings.violation().orElseThrow();
        Failure failure = Failure.of(recording, violation);
        if (violation.property().equals(Crash.PROPERTY)) {
            String who = failure.place().isEmpty() ? "The run" : failure.place();
            String when = failure.step() == null
                    ? ""
                    : " when it " + past(failure.step().what());
            return who + " stopped with an error at " + millis(violation.atNanos()) + " ms" + when + ": "
                    + failure.rule();
        }
        if (!failure.rule().isEmpty()) {
            return failure.place() + " halted at " + millis(violation.atNanos()) + " ms: " + failure.rule();
        }
        String story = violation.story();
        return story.matches("[nc]\\d.*") || story.isEmpty()
                ? story
                : story.substring(0, 1).toUpperCase(Locale.ROOT) + story.substring(1);
    }

    /** The rows, as HTML. */
    static String rows(Recording recording, Findings findings, Optional<Contradiction> conflict) {
        StringBuilder rows = new StringBuilder();
        findings.violation().ifPresent(violation -> broken(rows, recording, violation));
        conflict.ifPresent(found -> row(rows, "the clients saw", PageTemplate.escape(found.sentence())));
        Scenario scenario = findings.scenario();
        String bug = findings.bug() == null ? "" : ", with the bug " + findings.bug() + " of the zoo";
        row(
                rows,
                "run",
                PageTemplate.escape("seed " + scenario.seed() + ", " + scenario.nodes()
                        + (scenario.nodes() == 1 ? " node, profile " : " nodes, profile ")
                        + scenario.profile() + bug));
        row(
                rows,
                "times",
                "election timeout " + rough(scenario.limits().electionTimeoutMinNanos()) + " to "
                        + rough(scenario.limits().electionTimeoutMaxNanos()) + " ms, heartbeat every "
                        + rough(scenario.limits().heartbeatNanos()) + " ms"
                        + (scenario.replica().hasLeases() ? ", reads from a lease" : ""));
        List<String> departures = Departures.of(scenario);
        if (!departures.isEmpty()) {
            row(rows, "not as usual", PageTemplate.escape(String.join("; ", departures)));
        }
        return rows.toString();
    }

    private static void broken(StringBuilder rows, Recording recording, Violation violation) {
        Failure failure = Failure.of(recording, violation);
        String meaning = Meanings.of(violation.property());
        row(
                rows,
                "broken",
                "<b>" + PageTemplate.escape(violation.property()) + "</b>"
                        + PageTemplate.escape(meaning.isEmpty() ? "" : ": " + meaning));
        String who = failure.place().isEmpty() ? "" : "<b>" + failure.place() + "</b> ";
        row(rows, "where and when", who + "at " + millis(violation.atNanos()) + " ms");
        if (failure.step() != null) {
            row(rows, "at this step", PageTemplate.escape(plain(failure.step().what())));
        }
        if (failure.deed() != null && !failure.deed().equals(failure.step())) {
            row(rows, "it then", PageTemplate.escape(plain(failure.deed().what())));
        }
        if (!failure.rule().isEmpty()) {
            row(rows, "rule", PageTemplate.escape(failure.rule()));
        }
        if (violation.property().equals(Crash.PROPERTY)) {
            recording.events().stream()
                    .filter(event -> event.kind() == Recording.Kind.BROKEN)
                    .findFirst()
                    .ifPresent(seen -> row(rows, "right before", PageTemplate.escape(seen.what())));
        }
        if (!failure.evidence().isEmpty() && !failure.rule().isEmpty()) {
            row(rows, "evidence", PageTemplate.escape(failure.evidence()));
        }
        if (!failure.thrown().isEmpty()) {
            row(rows, "exception", exception(failure));
        }
    }

    private static String exception(Failure failure) {
        StringBuilder shown =
                new StringBuilder("<details><summary>where it was thrown, the engine first</summary><ol>");
        failure.frames()
                .forEach(frame -> shown.append("<li><code>")
                        .append(PageTemplate.escape(frame))
                        .append("</code></li>"));
        return shown.append("</ol><p><code>")
                .append(PageTemplate.escape(failure.thrown()))
                .append("</code></p></details>")
                .toString();
    }

    private static void row(StringBuilder rows, String name, String value) {
        rows.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>\n");
    }

    /** A line of the timeline at a node, without the node's own name once more. */
    static String plain(String line) {
        var ends = ENDS.matcher(line);
        if (!ends.find()) {
            return line;
        }
        boolean isOwn = ends.group(1).equals("sends") || ends.group(1).equals("holds");
        String other = isOwn ? " to " + ends.group(3) : " from " + ends.group(2);
        return ends.group(1) + other + ": " + line.substring(ends.end());
    }

    /** What the node was at, as what it did: the message, then whose. */
    private static String past(String line) {
        var ends = ENDS.matcher(line);
        if (!ends.find()) {
            return "was at this: " + brief(line);
        }
        String message = brief(line.substring(ends.end()));
        return switch (ends.group(1)) {
            case "gets" -> "got " + message + " from " + ends.group(2);
            case "ignores" -> "ignored " + message + " from " + ends.group(2);
            default -> "was to send " + message + " to " + ends.group(3);
        };
    }

    private static String brief(String words) {
        int to = words.indexOf(", ");
        return to < 0 ? words : words.substring(0, to);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
    }

    private static String rough(long nanos) {
        return String.format(Locale.ROOT, "%.0f", nanos / NANOS_PER_MILLI);
    }
}
