package dev.seaworthy.engine.core;

/**
 * Listens to a leader, or waits for one.
 *
 * @param leader the leader of this term; null until it has been heard from
 */
record Follower(Member leader) implements Role {
    /** Waits for a leader. */
    static final Follower OF_NOBODY = new Follower(null);

    @Override
    public RoleName roleName() {
        return RoleName.FOLLOWER;
    }

    @Override
    public void encode(StateWriter out) {
        out.number(roleName().code()).member(leader);
    }
}
