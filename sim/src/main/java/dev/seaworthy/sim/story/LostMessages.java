package dev.seaworthy.sim.story;

import dev.seaworthy.sim.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages that were lost before a cluster stopped to make progress: of each link the last one that carried
 * entries, a snapshot or an answer to them. Heartbeats and votes are sent again anyway. For one run that broke
 * {@code Liveness}.
 */
final class LostMessages {
    /** Above what happens all the time: what is never sent again is often why nothing goes on. */
    private static final int WEIGHT = Clause.TURN + 20;

    private static final int TOLD_MAX = 4;
    private static final Pattern LOSES = Pattern.compile("(loses|cuts off) what (n\\d+) just sent to (n\\d+)");
    private static final Pattern SENDS = Pattern.compile(
            "sends n\\d+(?:#\\d+)?>(n\\d+)(?:#\\d+)? (AppendEntries(?:Reply)?|InstallSnapshot(?:Reply)?)"
                    + " term \\d+ (?!heartbeat)(.*)");

    private LostMessages() {}

    /** The clauses, in the order of the timeline; none where the failure is of another kind. */
    static List<Clause> of(List<TracedRun.Line> lines, Violation violation) {
        List<Clause> clauses = new ArrayList<>();
        if (!violation.property().equals("Liveness")) {
            return clauses;
        }
        for (int i = 1; i < lines.size(); i++) {
            Matcher loses = LOSES.matcher(lines.get(i).what());
            Matcher sends = SENDS.matcher(lines.get(i - 1).what());
            boolean isThatOne = loses.matches()
                    && sends.matches()
                    && lines.get(i - 1).place().equals(loses.group(2))
                    && sends.group(1).equals(loses.group(3));
            if (isThatOne) {
                String did = "sent " + sends.group(1) + " " + content(sends.group(2), sends.group(3)) + ", which "
                        + (loses.group(1).equals("loses") ? "was lost" : "was cut off");
                String who = loses.group(2);
                String to = "sent " + sends.group(1) + " ";
                clauses.removeIf(
                        earlier -> earlier.who().equals(who) && earlier.did().startsWith(to));
                clauses.add(new Clause(lines.get(i).atNanos(), who, did, i, WEIGHT));
            }
        }
        return clauses.subList(Math.max(0, clauses.size() - TOLD_MAX), clauses.size());
    }

    private static String content(String type, String words) {
        String first = words.replaceFirst(" (?:after|commit|,).*", "").replaceFirst(",.*", "");
        return switch (type) {
            case "AppendEntries" -> first.replace("..", " to ");
            case "InstallSnapshot" -> "a piece of the snapshot " + first;
            case "InstallSnapshotReply" -> "an answer about the snapshot " + first;
            default -> "the answer “" + first + "”";
        };
    }
}
