package dev.seaworthy.sim.story;

import dev.seaworthy.sim.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who wrote entries that differ: leaders of different terms that appended at the same index. Of most failures this is
 * the state behind the conflict, long before anything breaks. Found in the lines of the timeline alone. For one run.
 */
final class Writers {
    /** More than other turns of the protocol: without it a reader sees no conflict at all. */
    static final int WEIGHT = Clause.TURN + 25;

    private static final Pattern LEADS = Pattern.compile("is LEADER in term (\\d+).*");
    private static final Pattern LEADS_NO_MORE =
            Pattern.compile("is [A-Z_]+ in term .*|crashes.*|is killed.*|starts .*");
    private static final Pattern APPENDS = Pattern.compile("appends (\\d+)(?:\\.\\.(\\d+))?[ ,].*");
    private static final Pattern NAMED = Pattern.compile("\\b(?:entry|index) (\\d+)\\b");

    /** What one leader wrote in one term: by index, the line that tells of it. */
    private record Writing(String leader, long term, TreeMap<Long, Integer> lines) {
        private boolean contradicts(Writing other, long index) {
            return term != other.term && lines.containsKey(index) && other.lines.containsKey(index);
        }

        /** The indexes at which this leader and the other wrote different entries. */
        private TreeSet<Long> conflicts(Writing other) {
            TreeSet<Long> both = new TreeSet<>();
            if (term != other.term) {
                both.addAll(lines.keySet());
                both.retainAll(other.lines.keySet());
            }
            return both;
        }
    }

    private final TreeMap<String, Long> leading = new TreeMap<>();
    /** In the order in which leaders first wrote. */
    private final LinkedHashMap<String, Writing> writings = new LinkedHashMap<>();

    private Writers() {}

    /**
     * The clauses about the conflict that matters, in the order of the timeline: about the entry that the failure
     * names, else about what was written last.
     */
    static List<Clause> of(List<TracedRun.Line> lines, Violation violation) {
        Writers writers = new Writers();
        for (int i = 0; i < lines.size() && lines.get(i).atNanos() <= violation.atNanos(); i++) {
            if (lines.get(i).place().startsWith("n")) {
                writers.read(lines.get(i), i);
            }
        }
        TreeSet<Long> indexes = writers.inConflict(violation);
        TreeMap<Integer, Writing> byLine = new TreeMap<>();
        for (Writing writing : writers.writings.values()) {
            own(writing, indexes).stream()
                    .findFirst()
                    .ifPresent(index -> byLine.put(writing.lines().get(index), writing));
        }
        List<Clause> clauses = new ArrayList<>();
        String earlier = "";
        for (var one : byLine.entrySet()) {
            Writing writing = one.getValue();
            TracedRun.Line line = lines.get(one.getKey());
            String did = "wrote " + words(own(writing, indexes)) + " of term " + writing.term() + earlier;
            clauses.add(new Clause(line.atNanos(), writing.leader(), did, one.getKey(), WEIGHT));
            earlier = ", other than " + writing.leader() + "'s of term " + writing.term();
        }
        return clauses;
    }

    private static TreeSet<Long> own(Writing writing, TreeSet<Long> indexes) {
        TreeSet<Long> own = new TreeSet<>(indexes);
        own.retainAll(writing.lines().keySet());
        return own;
    }

    private static String words(TreeSet<Long> indexes) {
        return indexes.size() == 1
                ? "entry " + indexes.first()
                : "the entries " + indexes.first() + " to " + indexes.last();
    }

    private void read(TracedRun.Line line, int number) {
        Matcher leads = LEADS.matcher(line.what());
        Matcher appends = APPENDS.matcher(line.what());
        Long term = leading.get(line.place());
        if (leads.matches()) {
            leading.put(line.place(), Long.parseLong(leads.group(1)));
        } else if (LEADS_NO_MORE.matcher(line.what()).matches()) {
            leading.remove(line.place());
        } else if (term != null && appends.matches()) {
            long first = Long.parseLong(appends.group(1));
            long last = appends.group(2) == null ? first : Long.parseLong(appends.group(2));
            Writing writing = writings.computeIfAbsent(
                    line.place() + " " + term, any -> new Writing(line.place(), term, new TreeMap<>()));
            for (long index = first; index <= last; index++) {
                writing.lines().putIfAbsent(index, number);
            }
        }
    }

    private TreeSet<Long> inConflict(Violation violation) {
        List<Writing> all = new ArrayList<>(writings.values());
        TreeSet<Long> named = new TreeSet<>();
        Matcher names = NAMED.matcher(violation.story());
        while (names.find()) {
            long index = Long.parseLong(names.group(1));
            boolean differs = all.stream().anyMatch(a -> all.stream().anyMatch(b -> a.contradicts(b, index)));
            if (differs) {
                named.add(index);
            }
        }
        if (!named.isEmpty()) {
            return named;
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            TreeSet<Long> indexes = new TreeSet<>();
            for (Writing other : all) {
                indexes.addAll(all.get(i).conflicts(other));
            }
            if (!indexes.isEmpty()) {
                return indexes;
            }
        }
        return new TreeSet<>();
    }
}
