package dev.seaworthy.engine.core;

/** The four roles of a replica, for reports; what a role knows lives in {@link Role}. */
public enum RoleName {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
}
