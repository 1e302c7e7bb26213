package dev.seaworthy.service.ops;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.node.NodeStatus;
import java.util.List;
import java.util.Locale;

/** Judges a member by its status. Pure functions. */
public final class Health {
    private Health() {}

    /**
     * Whether a member with such a disk can do its part: writes are acknowledged within bearable time. One that merely
     * has much to write does.
     */
    public static boolean works(DiskCondition disk) {
        return switch (disk) {
            case OK, SLOW, BUSY -> true;
            case STALLED, FULL, FAILED -> false;
        };
    }

    /** Whether the replica's loop turns and has not halted. */
    static Check replica(NodeStatus now) {
        if (now.halt() != null) {
            return new Check("replica", "it has halted: " + now.halt().code());
        }
        return now.running() ? Check.passed("replica") : new Check("replica", "it has stopped");
    }

    /** What has to be in order for clients to be sent here, but for a read that proves it. */
    static List<Check> ready(NodeStatus now) {
        return List.of(replica(now), member(now.replica()), leader(now.replica()), disk(now.replica()));
    }

    private static Check member(Status replica) {
        if (replica.recovering()) {
            return new Check("member", "its disk has lost entries that it is being given back");
        }
        return replica.configuration().contains(replica.self())
                ? Check.passed("member")
                : new Check(
                        "member",
                        "node " + replica.self().nodeId() + " on disk "
                                + replica.self().diskId() + " is no member, as far as it knows");
    }

    private static Check leader(Status replica) {
        return replica.leaderId() == 0
                ? new Check("leader", "no leader is known in term " + replica.term())
                : Check.passed("leader");
    }

    private static Check disk(Status replica) {
        return works(replica.disk())
                ? Check.passed("disk")
                : new Check("disk", "it is " + replica.disk().name().toLowerCase(Locale.ROOT));
    }

    /**
     * Whether a linearizable read went through.
     *
     * @param outcome null where there was none in time
     */
    static Check read(ReadOutcome outcome) {
        String name = "linearizable_read";
        if (outcome == null) {
            return new Check(name, "it was not answered in time");
        }
        return outcome instanceof ReadOutcome.Failed failed
                ? new Check(name, failed.reason().sentence())
                : Check.passed(name);
    }

    /** Whether a read failed because nobody leads. */
    static boolean isLeaderless(ReadOutcome outcome) {
        return outcome instanceof ReadOutcome.Failed failed && failed.reason() == Reason.NO_LEADER;
    }
}
