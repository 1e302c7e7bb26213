package dev.seaworthy.engine.core;

/** How the disk under a replica's log does, as its store sees it. Where several hold, the store tells the last one. */
public enum DiskCondition {
    /** Writes are acknowledged soon. */
    OK(0, null),
    /** A write has waited for longer than usual; to be watched, nothing else follows from it. */
    SLOW(1, null),
    /**
     * A write has waited for longer than is bearable. The core goes by its own bound, {@link Limits#diskStallNanos}: a
     * replica neither leads nor campaigns on a disk that has acknowledged nothing for so long.
     */
    STALLED(2, null),
    /** More waits to be written than may wait: no entries are taken until half of it is durable. */
    BUSY(3, Reason.DISK_BUSY),
    /**
     * Space runs out: no entries are taken until there is more. What is left is for the writes on their way and for
     * votes, which go on.
     */
    FULL(4, Reason.DISK_FULL),
    /** A write has failed: the replica halts. */
    FAILED(5, null);

    private final int number;
    private final Reason refusal;

    DiskCondition(int number, Reason refusal) {
        this.number = number;
        this.refusal = refusal;
    }

    /** Stands for it in the core's encoded state. */
    int number() {
        return number;
    }

    /** @throws IllegalArgumentException where no condition has this number */
    static DiskCondition of(long number) {
        for (DiskCondition condition : values()) {
            if (condition.number == number) {
                return condition;
            }
        }
        throw new IllegalArgumentException("no condition of a disk has number " + number);
    }

    /** Why a replica takes no entries then, neither from clients nor from its leader; null where it does. */
    public Reason refusal() {
        return refusal;
    }
}
