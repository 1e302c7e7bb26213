package dev.seaworthy.kv;

/**
 * The bounds of a command. They decide what is carried out, so they are part of the format: the same on every replica.
 */
public final class KvLimits {
    /** Most comparisons, and most operations of either branch, of one transaction. */
    public static final int OPERATIONS_MAX = 128;

    /** Most comparisons and operations of a transaction and of those inside it, together. */
    public static final int OPERATIONS_IN_ALL_MAX = 1024;

    /** How deep transactions may stand inside each other: 1 is one without another inside. */
    public static final int DEPTH_MAX = 4;

    /** Most bytes of keys and values in one reply; whoever would get more is refused and nothing is changed. */
    public static final long REPLY_BYTES_MAX = 64L << 20;

    private KvLimits() {}
}
