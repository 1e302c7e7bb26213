package dev.seaworthy.engine.core;

/** How the disk under a replica's log does, as its store sees it. Where several hold, the store tells the last one. */
public enum DiskCondition {
    /** Writes are acknowledged soon. */
    OK(null),
    /** A write has waited for longer than usual; to be watched, nothing else follows from it. */
    SLOW(null),
    /**
     * A write has waited for longer than is bearable. The core goes by its own bound, {@link Limits#diskStallNanos}: a
     * replica neither leads nor campaigns on a disk that has acknowledged nothing for so long.
     */
    STALLED(null),
    /** More waits to be written than may wait: no entries are taken until half of it is durable. */
    BUSY(Reason.DISK_BUSY),
    /**
     * Space runs out: no entries are taken until there is more. What is left is for the writes on their way and for
     * votes, which go on.
     */
    FULL(Reason.DISK_FULL),
    /** A write has failed: the replica halts. */
    FAILED(null);

    private final Reason refusal;

    DiskCondition(Reason refusal) {
        this.refusal = refusal;
    }

    /** Why a replica takes no entries then, neither from clients nor from its leader; null where it does. */
    public Reason refusal() {
        return refusal;
    }
}
