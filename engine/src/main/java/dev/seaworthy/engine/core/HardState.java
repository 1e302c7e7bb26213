package dev.seaworthy.engine.core;

/**
 * What a replica must never forget (figure 2, persistent state): lost, it could vote twice in one term.
 *
 * @param term the latest term the replica has seen; 0 at first
 * @param votedFor the node that got its vote in that term; {@link #NOBODY} where none did
 */
public record HardState(long term, long votedFor) {
    /** No node has this id. */
    public static final long NOBODY = 0;

    /** Of a replica that has never run. */
    public static final HardState INITIAL = new HardState(0, NOBODY);

    public HardState {
        if (term < 0 || votedFor < 0) {
            throw new IllegalArgumentException("negative term or vote: term " + term + ", votedFor " + votedFor);
        }
    }
}
