package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;

/** By the last entries of their logs voters judge candidates (§5.4.1). Functions without state. */
public final class LastEntry {
    private LastEntry() {}

    /** That of whoever asks for a vote or a pre-vote; null where the message asks for neither. */
    public static EntryId of(Message message) {
        if (message instanceof Message.RequestVote request) {
            return request.last();
        }
        return message instanceof Message.PreVote request ? request.last() : null;
    }

    /** Whether the log that ends in the first is behind the one that ends in the second. */
    public static boolean isBehind(EntryId one, EntryId other) {
        return one.term() < other.term() || one.term() == other.term() && one.index() < other.index();
    }

    /** It in words: index and term. */
    public static String words(EntryId last) {
        return last.index() + "@" + last.term();
    }
}
