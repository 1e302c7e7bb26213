package dev.seaworthy.engine.host;

/**
 * What the log drives. A deterministic function of the commands applied so far: no clock, no randomness, no outside
 * state.
 *
 * <p>Called by one thread only, the replica's.
 */
public interface StateMachine {
    /**
     * Carries out a committed command.
     *
     * @param index the command's place in the log; each call's is larger than the one before
     * @param command the proposer's bytes; not to be changed
     * @return the answer to the proposer, equal on every replica
     */
    byte[] apply(long index, byte[] command);

    /** Answers a question without changing anything. */
    byte[] query(byte[] query);

    /** The whole state as bytes: equal states have equal bytes. */
    byte[] snapshot();

    /**
     * Replaces the whole state by that of a snapshot.
     *
     * @throws IllegalArgumentException where the bytes are no snapshot of this state machine; the state is then
     *     unchanged
     */
    void restore(byte[] snapshot);

    /**
     * The index of the last command applied, also after {@link #restore}; 0 where none was. A state that outlives its
     * process must not be ahead of the log: a power failure can take entries back that were applied before they were
     * durable here, and a replica does not start with a state machine that has applied what its log no longer holds.
     */
    long lastApplied();
}
