package dev.seaworthy.checker.zones;

import static dev.seaworthy.checker.search.RegisterSteps.NONE;

import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;

/**
 * The zones of chains in time.
 *
 * <p>A chain whose first completion lies before its last invocation has a forward zone, from the one to the other; it
 * is current during all of it. Any other chain has a backward zone, from its last invocation to its first completion,
 * and can happen at any one moment of it that no forward zone covers.
 */
final class Layout {
    private final Intervals intervals;
    private final ReadMap map;
    private final Chains chains;
    /** By rank, the forward zone that is under way right after the event, or NONE. */
    private final int[] zoneAt;
    /** By rank, the last chain placed at that moment; by chain, the one before it there. */
    private final int[] placedAt;

    private final int[] placedBefore;

    /** Lays the zones out, and throws the contradiction if there is no room for all. */
    Layout(Intervals intervals, ReadMap map, Chains chains) {
        this.intervals = intervals;
        this.map = map;
        this.chains = chains;
        zoneAt = new int[intervals.events()];
        placedAt = new int[intervals.events()];
        Arrays.fill(placedAt, NONE);
        placedBefore = new int[chains.count()];
        for (int chain = 0; chain < chains.count(); chain++) {
            if (isForward(chain)) {
                place(chain, from(chain));
            }
        }
        markZones();
        for (int chain = 0; chain < chains.count(); chain++) {
            if (!isForward(chain)) {
                place(chain, momentOf(chain));
            }
        }
        for (int i = 0; i < map.needs.length; i++) {
            if (isRaw(i) && intervals.completes(i)) {
                requireRoom(i, i, i);
            }
        }
    }

    private boolean isForward(int chain) {
        return from(chain) < to(chain);
    }

    /** The rank of the first completion. */
    private int from(int chain) {
        return intervals.completion(chains.firstCompleted(chain));
    }

    /** The rank of the last invocation. */
    private int to(int chain) {
        return intervals.invocation(chains.lastInvoked(chain));
    }

    private void place(int chain, int rank) {
        placedBefore[chain] = placedAt[rank];
        placedAt[rank] = chain;
    }

    private void markZones() {
        int zone = NONE;
        for (int rank = 0; rank < zoneAt.length; rank++) {
            int begins = placedAt[rank];
            if (begins != NONE) {
                if (zone != NONE) {
                    throw new Contradiction(Finding.Broken.BOTH_CURRENT, ends(zone), ends(begins));
                }
                zone = begins;
            }
            if (zone != NONE && to(zone) == rank) {
                zone = NONE;
            }
            zoneAt[rank] = zone;
        }
    }

    /** What wrote the chain, completed first in it, and was invoked last. */
    private int[] ends(int chain) {
        return new int[] {chains.head(chain), chains.firstCompleted(chain), chains.lastInvoked(chain)};
    }

    private int momentOf(int chain) {
        int zone = requireRoom(chains.head(chain), chains.firstCompleted(chain), chains.lastInvoked(chain));
        return zone == NONE ? to(chain) : to(zone);
    }

    /**
     * Throws the contradiction if a forward zone covers the time between an invocation and a completion. Returns the
     * zone that covers the invocation, or NONE.
     */
    private int requireRoom(int head, int completed, int invoked) {
        int zone = zoneAt[intervals.invocation(invoked)];
        if (zone != NONE && intervals.completion(completed) < to(zone)) {
            int[] cramped = {head, completed, invoked};
            throw new Contradiction(Finding.Broken.NO_ROOM, ends(zone), cramped);
        }
        return zone;
    }

    /** Whether the operation is about values written several times only, and so belongs to no chain. */
    boolean isRaw(int operation) {
        int need = map.needs[operation];
        int leave = map.leaves[operation];
        boolean some = need != NONE || leave != NONE;
        return some && (need == NONE || !map.isUnique(need)) && (leave == NONE || !map.isUnique(leave));
    }

    /** The chains, one after the other as they can follow each other. */
    int[] sequence() {
        int[] sequence = new int[chains.count()];
        int next = sequence.length;
        for (int rank = placedAt.length - 1; rank >= 0; rank--) {
            for (int chain = placedAt[rank]; chain != NONE; chain = placedBefore[chain]) {
                sequence[--next] = chain;
            }
        }
        return sequence;
    }

    /**
     * When a chain can begin, if every forward zone is one moment. Such moments are comparable with each other and are
     * not ranks.
     */
    long contractedInvocation(int chain) {
        return isForward(chain) ? 4L * from(chain) + 1 : contractedInvocationAt(to(chain));
    }

    /** When a chain must have ended, likewise. */
    long contractedCompletion(int chain) {
        return isForward(chain) ? 4L * from(chain) + 2 : contractedCompletionAt(from(chain));
    }

    /** What was invoked in a forward zone can begin after it. */
    long contractedInvocationAt(int rank) {
        return zoneAt[rank] == NONE ? 4L * rank + 1 : 4L * from(zoneAt[rank]) + 3;
    }

    /** What completed in a forward zone must have ended before it. */
    long contractedCompletionAt(int rank) {
        if (rank == Intervals.NEVER) {
            return Intervals.NEVER_TIME;
        }
        return zoneAt[rank] == NONE ? 4L * rank + 1 : 4L * from(zoneAt[rank]);
    }
}
