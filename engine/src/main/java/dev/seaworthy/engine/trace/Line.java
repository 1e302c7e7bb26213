package dev.seaworthy.engine.trace;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.util.ArrayList;
import java.util.List;

/** Writes one {@link TraceEvent}, then is thrown away. */
final class Line {
    private final String name;
    private final List<TraceEvent.Field> fields = new ArrayList<>();

    Line(String name) {
        this.name = name;
    }

    Line with(String key, long value) {
        fields.add(new TraceEvent.Field(key, value));
        return this;
    }

    Line with(String key, boolean value) {
        fields.add(new TraceEvent.Field(key, value));
        return this;
    }

    Line with(String key, String value) {
        fields.add(new TraceEvent.Field(key, value));
        return this;
    }

    /** An entry as {@code term/index}. */
    Line with(String key, EntryId id) {
        return with(key, id.term() + "/" + id.index());
    }

    /** A member as {@code node/disk}, the disk in hexadecimal; nobody as {@code -}. */
    Line with(String key, Member member) {
        return with(key, member == null ? "-" : text(member));
    }

    /** A configuration as {@code voters[&outgoing][+learners]}, members separated by commas. */
    Line with(String key, Configuration configuration) {
        StringBuilder text = new StringBuilder(text(configuration.voters()));
        if (configuration.isJoint()) {
            text.append('&').append(text(configuration.outgoing()));
        }
        if (!configuration.learners().isEmpty()) {
            text.append('+').append(text(configuration.learners()));
        }
        return with(key, text.toString());
    }

    Line with(String key, SnapshotMeta snapshot) {
        return with(key, snapshot.last());
    }

    TraceEvent event() {
        return new TraceEvent(name, fields);
    }

    private static String text(List<Member> members) {
        List<String> names = new ArrayList<>();
        for (Member member : members) {
            names.add(text(member));
        }
        return names.isEmpty() ? "-" : String.join(",", names);
    }

    private static String text(Member member) {
        return member.nodeId() + "/" + Long.toHexString(member.diskId());
    }
}
