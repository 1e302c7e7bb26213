package dev.seaworthy.engine.core;

/**
 * What a release understands beyond the first one, as bits that travel with every message. A replica uses a newer
 * behaviour towards another only when that one has said it understands it; leases stand only while every voter has said
 * so, and new kinds of configuration are made only while no member is known not to understand them. So a cluster in the
 * middle of an upgrade behaves as its oldest member would, and one that is gone for good holds nothing up.
 */
public final class Capabilities {
    /** Elections, replication and reads at the leader: what every release understands. */
    public static final int NONE = 0;
    /** Understands TimeoutNow, and why a RequestVote that comes of one need not spare the leader. */
    public static final int TRANSFER = 1;
    /** Understands InstallSnapshot. */
    public static final int SNAPSHOT = 1 << 1;
    /** As leader, answers ReadIndex. */
    public static final int READ_INDEX = 1 << 2;
    /** Understands learners and joint configurations. */
    public static final int MEMBERSHIP = 1 << 3;
    /** Keeps the promise that leases stand on, also over a restart. */
    public static final int LEASE = 1 << 4;

    /** Everything this release understands. */
    public static final int ALL = TRANSFER | SNAPSHOT | READ_INDEX | MEMBERSHIP | LEASE;

    private Capabilities() {}

    /** Whether all bits of {@code wanted} are in {@code capabilities}. */
    public static boolean have(int capabilities, int wanted) {
        return (capabilities & wanted) == wanted;
    }
}
