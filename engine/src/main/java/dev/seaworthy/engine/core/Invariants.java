package dev.seaworthy.engine.core;

/** What must hold of a core's state after every event; checked where assertions are on. */
final class Invariants {
    private Invariants() {}

    /** True; an {@link AssertionError} that names the broken invariant otherwise. */
    static boolean hold(CoreState state) {
        long last = state.log.lastIndex();
        require(state.commitIndex <= last, "commitIndex %d is beyond the last entry %d", state.commitIndex, last);
        require(
                state.durability.durableIndex() <= last,
                "durableIndex %d is beyond the last entry %d",
                state.durability.durableIndex(),
                last);
        require(
                state.log.last().term() <= state.term(),
                "the log's last term %d is beyond the current term %d",
                state.log.last().term(),
                state.term());
        require(
                state.configurations.activeIndex() <= last,
                "configuration %d is beyond the last entry %d",
                state.configurations.activeIndex(),
                last);
        if (state.role instanceof Candidate || state.role instanceof Leader) {
            require(
                    state.hardState.votedFor() == state.nodeId(),
                    "node %d runs for leader but voted for %d",
                    state.nodeId(),
                    state.hardState.votedFor());
        }
        if (state.role instanceof Leader leader) {
            require(
                    leader.firstIndex() <= last,
                    "the term's first entry %d is beyond the last entry %d",
                    leader.firstIndex(),
                    last);
            for (Progress peer : leader.peers()) {
                require(
                        peer.matchIndex() < peer.nextIndex(),
                        "matchIndex %d is not before nextIndex %d",
                        peer.matchIndex(),
                        peer.nextIndex());
                require(
                        peer.nextIndex() <= last + 1,
                        "nextIndex %d is beyond the last entry %d",
                        peer.nextIndex(),
                        last);
            }
        }
        return true;
    }

    private static void require(boolean condition, String broken, long a, long b) {
        if (!condition) {
            throw new AssertionError(String.format(java.util.Locale.ROOT, broken, a, b));
        }
    }
}
