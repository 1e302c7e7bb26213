package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The configurations of the log, oldest first. The newest is in force, committed or not (§6); truncating the log falls
 * back through as many of them as it removes.
 */
final class ConfigurationHistory {
    private record Level(long index, Configuration configuration) {}

    private final List<Level> levels = new ArrayList<>();

    /** Starts with the configuration in force before the log. */
    ConfigurationHistory(Configuration initial) {
        levels.add(new Level(0, initial));
    }

    Configuration active() {
        return newest().configuration();
    }

    /** The index of the entry that holds the configuration in force; 0 for the initial one. */
    long activeIndex() {
        return newest().index();
    }

    void append(long index, Configuration configuration) {
        assert index > activeIndex() : index + " follows " + activeIndex();
        levels.add(new Level(index, configuration));
    }

    /** Forgets the configurations from {@code index} (inclusive) on; true where another one is in force now. */
    boolean truncateFrom(long index) {
        boolean changed = false;
        while (activeIndex() >= index) {
            levels.remove(levels.size() - 1);
            changed = true;
        }
        return changed;
    }

    void encode(StateWriter out) {
        out.number(levels.size());
        for (Level level : levels) {
            out.number(level.index());
            encode(level.configuration().voters(), out);
            encode(level.configuration().outgoing(), out);
            encode(level.configuration().learners(), out);
        }
    }

    static ConfigurationHistory decode(StateReader in) {
        ConfigurationHistory history = null;
        int count = in.count();
        for (int i = 0; i < count; i++) {
            long index = in.number();
            Configuration configuration = new Configuration(members(in), members(in), members(in));
            if (history == null) {
                history = new ConfigurationHistory(configuration);
            } else {
                history.append(index, configuration);
            }
        }
        if (history == null) {
            throw new IllegalArgumentException("the encoded state has no configuration");
        }
        return history;
    }

    private static void encode(List<Member> members, StateWriter out) {
        out.number(members.size());
        for (Member member : members) {
            out.number(member.nodeId()).number(member.diskId());
        }
    }

    private static List<Member> members(StateReader in) {
        int count = in.count();
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Member(in.number(), in.number()));
        }
        return members;
    }

    private Level newest() {
        return levels.get(levels.size() - 1);
    }
}
