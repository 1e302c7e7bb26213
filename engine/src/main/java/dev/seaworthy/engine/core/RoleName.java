package dev.seaworthy.engine.core;

/**
 * The four roles of a replica, for reports; what a role knows lives in {@link Role}. The codes are part of the encoded
 * state.
 */
public enum RoleName {
    FOLLOWER(0),
    PRE_CANDIDATE(1),
    CANDIDATE(2),
    LEADER(3);

    private final int code;

    RoleName(int code) {
        this.code = code;
    }

    /** The stable number of this role in encoded form. */
    public int code() {
        return code;
    }
}
