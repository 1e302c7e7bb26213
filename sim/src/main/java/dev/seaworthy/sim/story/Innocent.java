package dev.seaworthy.sim.story;

import dev.seaworthy.sim.Violation;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that look like turns of the story and had no part in it: snapshots of a node's own that nobody was sent and no
 * failure speaks of, and a heal with nothing to heal. For one run.
 */
final class Innocent {
    private static final Pattern OWN_SNAPSHOT =
            Pattern.compile("(?:captures its state after|stands on the snapshot of) entry (\\d+).*");
    private static final Pattern SENT_SNAPSHOT =
            Pattern.compile("sends \\S+ InstallSnapshot term \\d+ of entry (\\d+).*");
    private static final Pattern FAULT = Pattern.compile("f(\\d+) .* (begins|ends)");

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
        String broken = violation.property() + " " + violation.story();
        boolean isAboutSnapshots = broken.matches("(?s).*([Ss]napshot|[Cc]ompact).*");
        for (int i = 0; i < all.size(); i++) {
            Matcher own = OWN_SNAPSHOT.matcher(all.get(i).what());
            if (own.matches() && !isAboutSnapshots && !used.contains(all.get(i).place() + " " + own.group(1))) {
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
