package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The configurations of the log, oldest first. The newest is in force, committed or not (§6); truncating the log falls
 * back through as many of them as it removes. The first is that of the snapshot, or the one from before the log.
 */
final class ConfigurationHistory {
    private record Level(long index, Configuration configuration) {}

    private final List<Level> levels = new ArrayList<>();

    /** Starts with the configuration in force before the log's first entry, held by the entry at {@code index}. */
    ConfigurationHistory(long index, Configuration configuration) {
        levels.add(new Level(index, configuration));
    }

    Configuration active() {
        return newest().configuration();
    }

    /** The index of the entry that holds the configuration in force; 0 for the initial one. */
    long activeIndex() {
        return newest().index();
    }

    /** The index of the entry that held the configuration in force when {@code index} was the last one. */
    long indexAt(long index) {
        return levelAt(index).index();
    }

    /** The configuration in force when {@code index} was the last entry. */
    Configuration at(long index) {
        return levelAt(index).configuration();
    }

    /** Notes a configuration; one that the snapshot already tells of is no news. */
    void append(long index, Configuration configuration) {
        assert index > activeIndex() : index + " follows " + activeIndex();
        levels.add(new Level(index, configuration));
    }

    /** Forgets the configurations from {@code index} (inclusive) on; true where another one is in force now. */
    boolean truncateFrom(long index) {
        boolean changed = false;
        while (levels.size() > 1 && activeIndex() >= index) {
            levels.remove(levels.size() - 1);
            changed = true;
        }
        return changed;
    }

    /**
     * Forgets what a log that begins after {@code index}, with everything up to it committed, can never fall back to.
     */
    void compactTo(long index) {
        while (levels.size() > 1 && levels.get(1).index() <= index) {
            levels.remove(0);
        }
    }

    /** Forgets everything but the configuration of a snapshot. */
    void reset(long index, Configuration configuration) {
        levels.clear();
        levels.add(new Level(index, configuration));
    }

    void encode(StateWriter out) {
        out.number(levels.size());
        for (Level level : levels) {
            out.number(level.index());
            encode(level.configuration(), out);
        }
    }

    static ConfigurationHistory decode(StateReader in) {
        ConfigurationHistory history = null;
        int count = in.count();
        for (int i = 0; i < count; i++) {
            long index = in.number();
            Configuration configuration = configuration(in);
            if (history == null) {
                history = new ConfigurationHistory(index, configuration);
            } else {
                history.append(index, configuration);
            }
        }
        if (history == null) {
            throw new IllegalArgumentException("the encoded state has no configuration");
        }
        return history;
    }

    static void encode(Configuration configuration, StateWriter out) {
        encode(configuration.voters(), out);
        encode(configuration.outgoing(), out);
        encode(configuration.learners(), out);
    }

    static Configuration configuration(StateReader in) {
        return new Configuration(members(in), members(in), members(in));
    }

    private static void encode(List<Member> members, StateWriter out) {
        out.number(members.size());
        for (Member member : members) {
            out.member(member);
        }
    }

    private static List<Member> members(StateReader in) {
        int count = in.count();
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(in.member());
        }
        return members;
    }

    private Level levelAt(long index) {
        int at = levels.size() - 1;
        while (at > 0 && levels.get(at).index() > index) {
            at--;
        }
        return levels.get(at);
    }

    private Level newest() {
        return levels.get(levels.size() - 1);
    }
}
