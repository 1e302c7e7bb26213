package dev.seaworthy.engine.host;

import java.io.IOException;
import java.io.InputStream;

/**
 * What the log drives. A deterministic function of the commands applied so far: no clock, no randomness, no outside
 * state.
 *
 * <p>Called by one thread only, the replica's; views it gives are written out by another.
 */
public interface StateMachine {
    /**
     * Carries out a committed command. A state machine that throws here halts its replica, and every other one that
     * reaches this entry: what a command that makes no sense deserves is an answer that says so.
     *
     * @param index the command's place in the log; each call's is larger than the one before
     * @param timeNanos cluster time at which the command was appended: the only time a state machine may go by; never
     *     less than in an earlier call
     * @param command the proposer's bytes; not to be changed
     * @return the answer to the proposer, equal on every replica; empty where there is nothing to say, never null,
     *     which counts as having thrown
     */
    byte[] apply(long index, long timeNanos, byte[] command);

    /** Answers a question without changing anything. Where this throws, only the one who asked is told of it. */
    byte[] query(byte[] query);

    /**
     * Captures the whole state, quickly: the replica waits for it. Commands go on being applied while the view is
     * written out, so that it must share nothing that changes. A state machine that throws here, or whose view throws
     * anything but what writing to its stream threw, halts its replica.
     */
    SnapshotView snapshot();

    /**
     * Replaces the whole state by that of a snapshot.
     *
     * @param in what a {@link SnapshotView} of this kind of state machine wrote
     * @throws IOException where it cannot be read
     * @throws IllegalArgumentException where the bytes are no snapshot of this state machine; the state is then
     *     unchanged
     */
    void restore(InputStream in) throws IOException;

    /**
     * The index of the last command applied, also after {@link #restore}; 0 where none was. A state that outlives its
     * process must not be ahead of the log: a power failure can take entries back that were applied before they were
     * durable here, and a replica does not start with a state machine that has applied what its log no longer holds.
     */
    long lastApplied();
}
