package dev.seaworthy.sim.report;

import dev.seaworthy.sim.report.Recording.Change;
import dev.seaworthy.sim.report.Recording.Event;
import dev.seaworthy.sim.report.Recording.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes that a core asked for and its storage never took: an exception or a crash came between. The timeline tells
 * what the core wants, and a reader would take it for done. Functions without state.
 */
final class Unstored {
    /** What is added to the words about such a write. */
    static final String WORDS = ", which was never stored";

    private Unstored() {}

    /** The events, with such writes told as what they are. */
    static List<Event> told(List<Event> events, List<Change> changes) {
        TreeMap<String, Long> pending = new TreeMap<>();
        TreeSet<Integer> unstored = new TreeSet<>();
        int at = changes.size() - 1;
        // From the end: of each place, the batches that follow.
        for (int i = events.size() - 1; i >= 0; i--) {
            for (; at >= 0 && changes.get(at).after() >= i; at--) {
                follow(pending, changes.get(at));
            }
            Event event = events.get(i);
            if (event.kind() == Kind.WRITE && event.io() > pending.getOrDefault(event.place(), 0L)) {
                unstored.add(i);
            }
        }
        List<Event> told = new ArrayList<>(events);
        for (int i : unstored) {
            Event event = events.get(i);
            told.set(
                    i,
                    new Event(
                            event.atNanos(),
                            event.place(),
                            event.kind(),
                            event.what() + WORDS,
                            event.causes(),
                            event.io()));
        }
        return List.copyOf(told);
    }

    /** The number of the newest write that a later batch of the same process holds. */
    private static void follow(TreeMap<String, Long> pending, Change change) {
        String place = "n" + change.node();
        if (change.what().equals("batch")) {
            pending.merge(place, (Long) change.numbers().get(0), Math::max);
        } else if (change.what().equals("started")) {
            pending.remove(place);
        }
    }
}
