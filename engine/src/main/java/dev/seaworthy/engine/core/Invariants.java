package dev.seaworthy.engine.core;

/**
 * What must hold of a core's state after every event. Cheap, and so checked in production too: a core that finds itself
 * impossible halts rather than act on it.
 */
final class Invariants {
    private Invariants() {}

    /** The first invariant that does not hold, in words; null where all do. */
    static String firstBroken(CoreState state) {
        long last = state.log.lastIndex();
        if (state.commitIndex > last) {
            return "commitIndex " + state.commitIndex + " is beyond the last entry " + last;
        }
        if (state.durability.durableIndex() > last) {
            return "durableIndex " + state.durability.durableIndex() + " is beyond the last entry " + last;
        }
        if (state.log.base().index() > state.commitIndex) {
            return "the log begins after entry " + state.log.base().index() + ", beyond commitIndex "
                    + state.commitIndex;
        }
        long covered = state.snapshot == null ? 0 : state.snapshot.last().index();
        if (state.log.base().index() > covered) {
            return "the log begins after entry " + state.log.base().index() + ", beyond the snapshot at " + covered;
        }
        if (state.log.lastTerm() > state.term()) {
            return "the log's last term " + state.log.lastTerm() + " is beyond the current term " + state.term();
        }
        if (state.configurations.activeIndex() > last) {
            return "configuration " + state.configurations.activeIndex() + " is beyond the last entry " + last;
        }
        if (state.role instanceof Leader leader) {
            return firstBroken(state, leader, last);
        }
        return state.role instanceof Candidate ? firstBrokenOfCandidate(state) : null;
    }

    private static String firstBrokenOfCandidate(CoreState state) {
        if (!state.self().equals(state.hardState.votedFor())) {
            return state.self() + " runs for leader in term " + state.term() + " without its own vote";
        }
        return state.hardState.recovering() ? state.self() + " runs for leader while recovering" : null;
    }

    private static String firstBroken(CoreState state, Leader leader, long last) {
        if (leader.firstIndex() > last) {
            return "the term's first entry " + leader.firstIndex() + " is beyond the last entry " + last;
        }
        for (int i = 0; i < leader.peers().size(); i++) {
            Progress peer = leader.peers().get(i);
            if (peer.matchIndex() >= peer.nextIndex() || peer.nextIndex() > last + 1) {
                return "nextIndex " + peer.nextIndex() + " of " + peer.member() + " is not between its matchIndex "
                        + peer.matchIndex() + " and " + (last + 1);
            }
        }
        return firstBrokenOfCandidate(state);
    }
}
