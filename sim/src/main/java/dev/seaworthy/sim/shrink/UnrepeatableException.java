package dev.seaworthy.sim.shrink;

/** A run failed, and the same run did not when it was repeated: something outside the scenario decides. */
public final class UnrepeatableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** What it usually is. */
    public static final String CAUSES = "the state machine, the workload or the model is not a function of what it is"
            + " given. Look for a clock, chance, the order of a hash set or map, the identity of objects, static state,"
            + " threads";

    /** The seed whose run was repeated. */
    public UnrepeatableException(long seed) {
        super("seed " + seed + " failed and, run again, did not, or in another way: " + CAUSES);
    }
}
