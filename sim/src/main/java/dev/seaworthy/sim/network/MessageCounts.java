package dev.seaworthy.sim.network;

import java.util.SortedMap;
import java.util.TreeMap;

/** How many messages met with what on their way. Not thread safe. */
public final class MessageCounts {
    long lost;
    long duplicated;
    long cut;
    long dropped;
    long clogged;
    long stale;
    long reset;
    private long damaged;

    MessageCounts() {}

    /** Lost by chance. */
    public long lost() {
        return lost;
    }

    /** Delivered twice. */
    public long duplicated() {
        return duplicated;
    }

    /** Sent over a link that was cut. */
    public long cut() {
        return cut;
    }

    /** Not taken by a narrow link that had too much to carry already. */
    public long dropped() {
        return dropped;
    }

    /** A frame arrived with other bits than it was sent with. */
    public void metDamage() {
        damaged++;
    }

    /** By name. */
    public SortedMap<String, Long> byName() {
        SortedMap<String, Long> byName = new TreeMap<>();
        byName.put("messages_lost", lost);
        byName.put("messages_duplicated", duplicated);
        byName.put("messages_cut", cut);
        byName.put("messages_dropped", dropped);
        byName.put("messages_clogged", clogged);
        byName.put("messages_stale", stale);
        byName.put("messages_reset", reset);
        byName.put("messages_damaged", damaged);
        return byName;
    }
}
