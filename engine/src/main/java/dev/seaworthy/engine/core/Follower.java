package dev.seaworthy.engine.core;

/**
 * Listens to a leader, or waits for one.
 *
 * @param leaderId the leader of this term; {@link HardState#NOBODY} until it has been heard from
 * @param contactNanos when the leader was last heard from; meaningless while there is none
 */
record Follower(long leaderId, long contactNanos) implements Role {
    @Override
    public RoleName roleName() {
        return RoleName.FOLLOWER;
    }

    @Override
    public void encode(StateWriter out) {
        out.number(roleName().code()).number(leaderId).number(contactNanos);
    }
}
