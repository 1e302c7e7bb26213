package dev.seaworthy.sim.story;

import dev.seaworthy.sim.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the entry that a failure of durability names came to disks, or did not: which write held it at each node, when
 * that was synced, and what promised it before that. Found in the lines of the timeline alone. For one run.
 */
final class DiskWork {
    /** As much as who wrote what differs: of such a failure it is what happened. */
    static final int WEIGHT = Writers.WEIGHT;

    private static final List<String> ABOUT_DISKS = List.of("DurableOnQuorum", "PersistBeforeSend");
    private static final Pattern NAMED = Pattern.compile("\\bindex (\\d+)\\b");
    private static final Pattern APPENDS = Pattern.compile("appends (\\d+)(?:\\.\\.(\\d+))?,? .*\\[io (\\d+)].*");
    private static final Pattern REMOVES = Pattern.compile("removes entries from (\\d+) on .*");
    private static final Pattern SYNCED = Pattern.compile("has synced io (\\d+)");
    private static final Pattern GONE = Pattern.compile("crashes.*|is killed.*|starts in .*|loses its disk.*");
    private static final Pattern HOLDS = Pattern.compile(
            "holds n\\d+(?:#\\d+)?>(n\\d+)(?:#\\d+)? AppendEntriesReply term \\d+ matches to (\\d+) until io (\\d+).*");

    private final long index;
    private final List<Clause> clauses = new ArrayList<>();
    /** By node, the write that holds the entry and is not synced yet. */
    private final TreeMap<String, Long> pending = new TreeMap<>();
    /** Whose answers were told of as held too shortly. */
    private final TreeSet<String> told = new TreeSet<>();

    private DiskWork(long index) {
        this.index = index;
    }

    /** The clauses about the entry, in the order of the timeline; none where the failure is of another kind. */
    static List<Clause> of(List<TracedRun.Line> lines, Violation violation) {
        Matcher named = NAMED.matcher(violation.story());
        if (!ABOUT_DISKS.contains(violation.property()) || !named.find()) {
            return List.of();
        }
        DiskWork work = new DiskWork(Long.parseLong(named.group(1)));
        for (int i = 0; i < lines.size() && lines.get(i).atNanos() <= violation.atNanos(); i++) {
            if (lines.get(i).place().startsWith("n")) {
                work.read(lines.get(i), i);
            }
        }
        return work.clauses;
    }

    private void read(TracedRun.Line line, int number) {
        String node = line.place();
        Matcher appends = APPENDS.matcher(line.what());
        Matcher removes = REMOVES.matcher(line.what());
        Matcher synced = SYNCED.matcher(line.what());
        Matcher holds = HOLDS.matcher(line.what());
        if (appends.matches()) {
            long first = Long.parseLong(appends.group(1));
            long last = appends.group(2) == null ? first : Long.parseLong(appends.group(2));
            if (first <= index && index <= last) {
                pending.put(node, Long.parseLong(appends.group(3)));
                add(line, number, "appended entry " + index + " by io " + appends.group(3));
            }
        } else if (removes.matches() && Long.parseLong(removes.group(1)) <= index
                || GONE.matcher(line.what()).matches()) {
            pending.remove(node);
        } else if (synced.matches() && Long.parseLong(synced.group(1)) >= pending.getOrDefault(node, Long.MAX_VALUE)) {
            add(line, number, "had entry " + index + " on its disk, io " + pending.remove(node) + " being synced");
        } else if (holds.matches() && Long.parseLong(holds.group(2)) >= index) {
            held(line, number, holds.group(1), Long.parseLong(holds.group(3)));
        }
    }

    private void held(TracedRun.Line line, int number, String to, long until) {
        Long written = pending.get(line.place());
        if (written != null && until < written && told.add(line.place() + to + until)) {
            add(
                    line,
                    number,
                    "held its answer to " + to + " that it has entry " + index + " until io " + until + ", though io "
                            + written + " writes that entry");
        }
    }

    private void add(TracedRun.Line line, int number, String did) {
        clauses.add(new Clause(line.atNanos(), line.place(), did, number, WEIGHT));
    }
}
