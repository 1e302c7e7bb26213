package dev.seaworthy.service.ops;

import dev.seaworthy.engine.core.Reason;
import java.util.EnumSet;
import java.util.Set;

/** Refusals that end with the next leader: what was refused so is taken to it, and is no failure yet. */
public final class Leaderless {
    private static final Set<Reason> REASONS =
            EnumSet.of(Reason.NOT_LEADER, Reason.NO_LEADER, Reason.TRANSFERRING, Reason.TERM_NOT_COMMITTED);

    private Leaderless() {}

    /** Whether this is one. */
    public static boolean is(Reason reason) {
        return REASONS.contains(reason);
    }
}
