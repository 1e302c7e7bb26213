package dev.seaworthy.sim.kernel;

/**
 * What a draw decides. Draws of two concerns are independent of each other, whatever else their keys have in common.
 */
public enum Concern {
    /** How long a message is on its way. */
    NETWORK_DELAY(1),
    /** Whether a message is lost. */
    LOSS(2),
    /** Whether a message arrives twice. */
    DUPLICATION(3),
    /** How long a sync takes. */
    DISK(4),
    /** What a crash leaves on the disk. */
    CRASH(5),
    /** What clients do and when. */
    WORKLOAD(6),
    /** What a scenario consists of. */
    SCENARIO(7),
    /** Who is on which side of a partition. */
    PARTITION(8),
    /** How a clock runs. */
    CLOCK(9),
    /** The seed of a replica's own generator, which draws its election timeouts. */
    CORE(10),
    /** How strong a storm of losses, duplicates, delays or slow syncs is. */
    STORM(11),
    /** What the operator of the cluster does and when. */
    OPERATOR(12),
    /** How long reading old entries and snapshots takes, and writing snapshots out. */
    DISK_WORK(13),
    /** What a damaged disk has lost. */
    DAMAGE(14),
    /** What a client asks of a state machine that is not ours. */
    OPERATION(15),
    /** Which bits of a frame change. */
    BIT_FLIP(16),
    /** Whether and when a message arrives once more. */
    STALE(17);

    static final int CODE_MAX = 17;

    private final int code;

    Concern(int code) {
        this.code = code;
    }

    /** Enters every draw; it never changes, so that a seed goes on meaning the same run. */
    public int code() {
        return code;
    }
}
