package dev.seaworthy.engine.core;

/** What a replica is, with what only that role knows: gone when the role is. */
sealed interface Role permits Follower, PreCandidate, Candidate, Leader {
    RoleName roleName();

    /** Who leads the current term as far as this role knows; null where unknown. */
    default Member leader() {
        return null;
    }

    /** The node that leads the current term as far as this role knows; {@link HardState#NOBODY} where unknown. */
    default long leaderId() {
        return leader() == null ? HardState.NOBODY : leader().nodeId();
    }

    void encode(StateWriter out);

    static Role decode(StateReader in) {
        long code = in.number();
        if (code == RoleName.FOLLOWER.code()) {
            return new Follower(in.member());
        }
        if (code == RoleName.PRE_CANDIDATE.code()) {
            return new PreCandidate(Tally.decode(in));
        }
        if (code == RoleName.CANDIDATE.code()) {
            return new Candidate(Tally.decode(in), in.number());
        }
        if (code == RoleName.LEADER.code()) {
            return Leader.decode(in);
        }
        throw new IllegalArgumentException("no role has code " + code);
    }
}
