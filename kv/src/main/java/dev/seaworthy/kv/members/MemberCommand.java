package dev.seaworthy.kv.members;

import java.util.List;

/** What changes the records, and goes through the log. Each is answered with the record as it is then, or none. */
public sealed interface MemberCommand {
    /**
     * Gives out a node id, and describes the node that will have it.
     *
     * @param above the id is greater than this: the highest one in the configuration, whose members may be undescribed
     * @param diskId the disk the node will have
     */
    record Enroll(long above, long diskId, List<String> peerUrls, boolean toVote) implements MemberCommand {
        public Enroll {
            peerUrls = List.copyOf(peerUrls);
        }
    }

    /**
     * Describes a member. What the record leaves empty, its name or one kind of URLs, stays as it was, and whether it
     * is to vote too where that was said before: so that two who change different things of one member at the same time
     * both have their way.
     */
    record Describe(MemberRecord record) implements MemberCommand {}

    /**
     * Says of a member what nobody has said yet: what its record says already stays, and so does what somebody else has
     * said of it since this was proposed.
     */
    record Introduce(MemberRecord record) implements MemberCommand {}

    /** Forgets a node that takes part no more. */
    record Forget(long nodeId) implements MemberCommand {}
}
