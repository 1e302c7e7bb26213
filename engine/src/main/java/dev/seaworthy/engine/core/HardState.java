package dev.seaworthy.engine.core;

/**
 * What a replica must never forget (figure 2, persistent state): lost, it could vote twice in one term, or vouch for
 * entries that its disk has lost.
 *
 * @param term the latest term the replica has seen; 0 at first
 * @param votedFor who got its vote in that term; null where nobody did
 * @param incarnation how often its disk was found to have lost entries it had acknowledged; 0 at first
 * @param recovering whether what it lost then has not yet been given back to it
 */
public record HardState(long term, Member votedFor, long incarnation, boolean recovering) {
    /** No node has this id. */
    public static final long NOBODY = 0;

    /** Of a replica that has never run. */
    public static final HardState INITIAL = new HardState(0, null, 0, false);

    public HardState {
        if (term < 0 || incarnation < 0) {
            throw new IllegalArgumentException(
                    "negative term or incarnation: term " + term + ", incarnation " + incarnation);
        }
    }

    /** The same replica in a later term, with its vote still to give. */
    HardState inTerm(long laterTerm) {
        assert laterTerm > term : "term " + laterTerm + " is not above " + term;
        return new HardState(laterTerm, null, incarnation, recovering);
    }

    HardState votingFor(Member candidate) {
        return new HardState(term, candidate, incarnation, recovering);
    }

    HardState recovered() {
        return new HardState(term, votedFor, incarnation, false);
    }

    /**
     * The same promises, after entries were lost that may have been acknowledged: what a store starts the replica with
     * then, durably, before anything else.
     */
    public HardState afterLoss() {
        return new HardState(term, votedFor, incarnation + 1, true);
    }
}
