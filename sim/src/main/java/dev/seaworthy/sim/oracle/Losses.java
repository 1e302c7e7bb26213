package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.host.LogStart;
import java.util.Arrays;

/**
 * What the world took from disks: the entries that members held and lost through no fault of theirs. For as long as a
 * leader cannot know of it, a decision may rest on them; the world sees to it that they are a minority.
 */
final class Losses {
    /** A whole disk that is gone comes back as another member: nobody ever hears of this one again. */
    static final long FOR_EVER = Long.MAX_VALUE;

    /**
     * What one member lost at one time.
     *
     * @param covered up to where its snapshot went, where that is gone too; else 0
     * @param firstIndex the index of the first entry lost
     * @param entries the entries lost, in order
     * @param incarnation the one in which the member came back without them
     */
    private record Loss(long covered, long firstIndex, int[] entries, long incarnation, Loss earlier) {
        private boolean has(long index, int entry) {
            long at = index - firstIndex;
            return index <= covered || at >= 0 && at < entries.length && entries[(int) at] == entry;
        }
    }

    private final Ghost ghost;
    private final Loss[] newest = new Loss[Long.SIZE];
    private long members;

    Losses(Ghost ghost) {
        this.ghost = ghost;
    }

    /** The machine's whole disk is about to go. */
    void wiped(int node) {
        LogStart start = ghost.disks().start(node);
        long base = start == null ? 0 : start.base().index();
        remember(node, start == null ? 0 : start.snapshot().last().index(), base + 1, FOR_EVER);
    }

    /** The machine's disk is about to lose its entries from this index on. */
    void lost(int node, long fromIndex) {
        remember(node, 0, fromIndex, ghost.disks().hardState(node).incarnation() + 1);
    }

    /** The member the machine is got everything back. */
    void regained(int node) {
        newest[ghost.roster().numberOn(node)] = null;
        members &= ~ghost.roster().bitOn(node);
    }

    /** The bits of the members that have lost anything they have not got back. */
    long members() {
        return members;
    }

    /**
     * Whether the member held this entry and lost it in a later incarnation than {@code heard}, the newest one that is
     * known of.
     */
    boolean excuses(int member, long index, int entry, long heard) {
        for (Loss loss = newest[member]; loss != null; loss = loss.earlier()) {
            if (loss.incarnation() > heard && loss.has(index, entry)) {
                return true;
            }
        }
        return false;
    }

    /** The smallest index of a committed entry that the machine lost and does not hold again; 0 where there is none. */
    long stillMissing(int node, CommitOracle commits) {
        long missing = 0;
        for (Loss loss = newest[ghost.roster().numberOn(node)]; loss != null; loss = loss.earlier()) {
            for (int i = 0; i < loss.entries().length; i++) {
                long index = loss.firstIndex() + i;
                boolean committed = loss.entries()[i] == commits.at(index);
                if (committed && !ghost.holds(node, index, ghost.tree().term(loss.entries()[i]))) {
                    missing = missing == 0 ? index : Math.min(missing, index);
                }
            }
        }
        return missing;
    }

    private void remember(int node, long covered, long firstIndex, long incarnation) {
        int[] entries = new int[16];
        int count = 0;
        for (long index = firstIndex; ; index++) {
            long term = ghost.disks().termAt(node, index);
            if (term == 0) {
                break;
            }
            if (count == entries.length) {
                entries = Arrays.copyOf(entries, 2 * count);
            }
            entries[count++] = ghost.tree().find(index, term);
        }
        int member = ghost.roster().numberOn(node);
        newest[member] = new Loss(covered, firstIndex, Arrays.copyOf(entries, count), incarnation, newest[member]);
        members |= 1L << member;
    }
}
