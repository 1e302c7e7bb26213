package dev.seaworthy.sim.disk;

/** What a crash leaves is drawn from this. */
@FunctionalInterface
public interface Chance {
    /** A number from 0 to below {@code bound}; the same question has the same answer. */
    long below(long bound, long what);
}
