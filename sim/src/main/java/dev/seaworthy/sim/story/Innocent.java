package dev.seaworthy.sim.story;

import dev.seaworthy.sim.Violation;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that look like turns of the story and had no part in it: snapshots of a node's own that nobody was sent and no
 * failure speaks of, a heal with nothing to heal, and of failures that are not about elections the contest for votes:
 * who led is enough. For one run.
 */
final class Innocent {
    private static final Pattern OWN_SNAPSHOT =
            Pattern.compile("(?:captures its state after|stands on the snapshot of) entry (\\d+).*");
    private static final Pattern SENT_SNAPSHOT =
            Pattern.compile("sends \\S+ InstallSnapshot term \\d+ of entry (\\d+).*");
    private static final Pattern FAULT = Pattern.compile("f(\\d+) .* (begins|ends)");

    private static final Pattern REFUSAL =
            Pattern.compile("(?:sends|holds) \\S+ (?:RequestVoteReply|PreVoteReply) term \\d+ refused.*");
    private static final Pattern CONTEST =
            Pattern.compile("is CANDIDATE in term \\d+.*" + "|sends \\S+ RequestVoteReply term \\d+ granted.*");
    /** What is broken by who commits, answers or stores what, once there is a leader. */
    private static final List<String> NOT_ABOUT_VOTES = List.of(
            "DurableOnQuorum",
            "ExactlyOnce",
            "Membership",
            "MinIndex",
            "PersistBeforeSend",
            "ReadIndex",
            "SessionsBounded",
            "Snapshot",
            "SnapshotIsReplay");

    /** But a leader that should not be one may have removed what was there, and a promise may be a vote. */
    private static final Pattern ABOUT_VOTES =
            Pattern.compile(".*(?:removed entries|restarted|\\bvote of |\\bvote for ).*", Pattern.DOTALL);

    private final TreeSet<Integer> lines = new TreeSet<>();

    Innocent(List<TracedRun.Line> all, Violation violation) {
        TreeSet<String> used = new TreeSet<>();
        TreeSet<String> harmed = new TreeSet<>();
        for (int i = 0; i < all.size(); i++) {
            TracedRun.Line line = all.get(i);
            String what = line.what();
            Matcher sent = SENT_SNAPSHOT.matcher(what);
            if (sent.matches()) {
                used.add(line.place() + " " + sent.group(1));
            } else if (what.equals("everything is healed")) {
                if (harmed.isEmpty()) {
                    lines.add(i);
                }
            } else {
                follow(harmed, line);
            }
        }
        if (NOT_ABOUT_VOTES.contains(violation.property())) {
            leaveContestsOut(all, ABOUT_VOTES.matcher(violation.story()).matches());
        }
        String broken = violation.property() + " " + violation.story();
        boolean isAboutSnapshots = broken.matches("(?s).*([Ss]napshot|[Cc]ompact).*");
        for (int i = 0; i < all.size(); i++) {
            Matcher own = OWN_SNAPSHOT.matcher(all.get(i).what());
            if (own.matches() && !isAboutSnapshots && !used.contains(all.get(i).place() + " " + own.group(1))) {
                lines.add(i);
            }
        }
    }

    private void leaveContestsOut(List<TracedRun.Line> all, boolean areVotesOfInterest) {
        for (int i = 0; i < all.size(); i++) {
            String what = all.get(i).what();
            if (REFUSAL.matcher(what).matches()
                    || !areVotesOfInterest && CONTEST.matcher(what).matches()) {
                lines.add(i);
            }
        }
    }

    /** Whether the line with this number had no part in the failure. */
    boolean is(int line) {
        return lines.contains(line);
    }

    /** What is not as it should be: faults that go on, and nodes that are down or paused. */
    private static void follow(TreeSet<String> harmed, TracedRun.Line line) {
        String what = line.what();
        Matcher fault = FAULT.matcher(what);
        if (line.place().equals("fault") && fault.matches()) {
            if (fault.group(2).equals("begins")) {
                harmed.add("f" + fault.group(1));
            } else {
                harmed.remove("f" + fault.group(1));
            }
        } else if (what.startsWith("crashes") || what.startsWith("is killed") || what.equals("is paused")) {
            harmed.add(line.place());
        } else if (what.startsWith("starts in") || what.equals("goes on")) {
            harmed.remove(line.place());
        }
    }
}
