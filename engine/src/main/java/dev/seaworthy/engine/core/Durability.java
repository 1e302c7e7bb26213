package dev.seaworthy.engine.core;

import java.util.Arrays;

/**
 * What is durable and what is still on its way to the disk. Numbers every write with an {@code ioSeq}; a sync reported
 * for one covers all before it.
 *
 * <p>A write of entries that was overtaken by a truncation keeps its number but no longer vouches for the removed
 * indexes, so its late acknowledgement cannot be mistaken for one of the entries that took their place.
 */
final class Durability {
    private long issued;
    private long persisted;
    private long hardStateIo;
    private long durableIndex;
    /** Writes of entries not yet durable, oldest first: their ioSeq, and the last index they vouch for. */
    private long[] pendingIo = new long[8];

    private long[] pendingLastIndex = new long[8];
    private int pending;
    /** Since when the disk has owed an acknowledgement and given none; meaningless while it owes none. */
    private long silentSinceNanos;

    /** Everything up to {@code durableIndex} was found on the disk. */
    Durability(long durableIndex) {
        this.durableIndex = durableIndex;
    }

    long issued() {
        return issued;
    }

    /** The last index up to which the log is known to be durable. */
    long durableIndex() {
        return durableIndex;
    }

    /** Numbers a write of term, vote and incarnation. */
    long issueHardState(long nowNanos) {
        hardStateIo = issue(nowNanos);
        return hardStateIo;
    }

    /** Numbers a write of the entries up to {@code lastIndex} (inclusive). */
    long issueAppend(long lastIndex, long nowNanos) {
        if (pending == pendingIo.length) {
            pendingIo = Arrays.copyOf(pendingIo, 2 * pending);
            pendingLastIndex = Arrays.copyOf(pendingLastIndex, 2 * pending);
        }
        pendingIo[pending] = issue(nowNanos);
        pendingLastIndex[pending] = lastIndex;
        pending++;
        return issued;
    }

    /** Numbers the removal of every entry from {@code index} (inclusive) on. */
    long issueTruncate(long index, long nowNanos) {
        for (int i = 0; i < pending; i++) {
            pendingLastIndex[i] = Math.min(pendingLastIndex[i], index - 1);
        }
        durableIndex = Math.min(durableIndex, index - 1);
        return issue(nowNanos);
    }

    /** Numbers a move of the log's beginning, which takes nothing from what is durable. */
    long issueCompact(long nowNanos) {
        return issue(nowNanos);
    }

    /** Numbers the installation of a snapshot up to {@code lastIndex} (inclusive) in the place of the whole log. */
    long issueInstall(long lastIndex, long nowNanos) {
        pending = 0;
        durableIndex = 0;
        return issueAppend(lastIndex, nowNanos);
    }

    /**
     * Since when the disk has acknowledged nothing although it owes something; {@link Long#MAX_VALUE} where it does
     * not.
     */
    long silentSinceNanos() {
        return issued > persisted ? silentSinceNanos : Long.MAX_VALUE;
    }

    /** Every write up to {@code ioSeq} (inclusive) is durable. */
    void onPersisted(long ioSeq, long nowNanos) {
        if (ioSeq > persisted) {
            persisted = ioSeq;
            silentSinceNanos = nowNanos;
        }
        int covered = 0;
        while (covered < pending && pendingIo[covered] <= persisted) {
            durableIndex = Math.max(durableIndex, pendingLastIndex[covered]);
            covered++;
        }
        if (covered > 0) {
            pending -= covered;
            System.arraycopy(pendingIo, covered, pendingIo, 0, pending);
            System.arraycopy(pendingLastIndex, covered, pendingLastIndex, 0, pending);
        }
    }

    /** The write to wait for before anything is said in the current term; 0 where it is durable. */
    long hardStateWait() {
        return hardStateIo > persisted ? hardStateIo : 0;
    }

    /**
     * The write to wait for before the log up to {@code index} (inclusive) may be acknowledged; 0 where it is durable.
     */
    long logWait(long index) {
        if (index <= durableIndex) {
            return 0;
        }
        for (int i = 0; i < pending; i++) {
            if (pendingLastIndex[i] >= index) {
                return pendingIo[i];
            }
        }
        throw new IllegalStateException("entry " + index + " is neither durable nor on its way to the disk");
    }

    /** Whether a write is durable. */
    boolean isPersisted(long ioSeq) {
        return ioSeq <= persisted;
    }

    private long issue(long nowNanos) {
        if (issued == persisted) {
            silentSinceNanos = nowNanos;
        }
        return ++issued;
    }

    void encode(StateWriter out) {
        out.number(issued)
                .number(persisted)
                .number(hardStateIo)
                .number(durableIndex)
                .number(silentSinceNanos)
                .number(pending);
        for (int i = 0; i < pending; i++) {
            out.number(pendingIo[i]).number(pendingLastIndex[i]);
        }
    }

    static Durability decode(StateReader in) {
        long issued = in.number();
        long persisted = in.number();
        long hardStateIo = in.number();
        Durability durability = new Durability(in.number());
        durability.issued = issued;
        durability.persisted = persisted;
        durability.hardStateIo = hardStateIo;
        durability.silentSinceNanos = in.number();
        durability.pending = in.count();
        durability.pendingIo = new long[Math.max(8, durability.pending)];
        durability.pendingLastIndex = new long[Math.max(8, durability.pending)];
        for (int i = 0; i < durability.pending; i++) {
            durability.pendingIo[i] = in.number();
            durability.pendingLastIndex[i] = in.number();
        }
        return durability;
    }
}
