package dev.seaworthy.engine.core;

/** What a replica is, with what only that role knows: gone when the role is. */
sealed interface Role permits Follower, PreCandidate, Candidate, Leader {
    RoleName roleName();

    /** Who leads the current term as far as this role knows; {@link HardState#NOBODY} where unknown. */
    default long leaderId() {
        return HardState.NOBODY;
    }

    void encode(StateWriter out);

    static Role decode(StateReader in) {
        int ordinal = (int) in.number();
        return switch (RoleName.values()[ordinal]) {
            case FOLLOWER -> new Follower(in.number(), in.number());
            case PRE_CANDIDATE -> new PreCandidate(Tally.decode(in));
            case CANDIDATE -> new Candidate(Tally.decode(in), in.number());
            case LEADER -> Leader.decode(in);
        };
    }
}
