package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The reads of one leader's term that wait for confirmation (thesis §6.4). A read is named by the term and a sequence
 * number of the leader's own, which every message of the leader carries as it leaves; a round that carried number n
 * confirms all reads up to n.
 *
 * <p>Where leases are used, heartbeat rounds have numbers too, and it is kept when each number first left.
 */
final class Reads {
    private static final long INDEX_UNKNOWN = -1;

    /** How many rounds are remembered; whoever confirms an older one renews no lease. */
    private static final int ROUNDS = 32;

    /**
     * A read.
     *
     * @param asker the member that asks for its clients; null for this node's own
     * @param boot of the asker's question
     * @param number the asker's own number for it
     */
    private record Pending(long sequence, long readIndex, Member asker, long boot, long number) {
        Pending at(long index) {
            return new Pending(sequence, index, asker, boot, number);
        }
    }

    private final List<Pending> pending = new ArrayList<>();
    private final long[] roundSequence = new long[ROUNDS];
    private final long[] roundLeftNanos = new long[ROUNDS];
    private long rounds;
    private long lastSequence;
    private boolean roundDue;

    /** The newest read or numbered round of this term; 0 where there was none. */
    long lastSequence() {
        return lastSequence;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    int pending() {
        return pending.size();
    }

    /** Whether a round of messages must leave to confirm reads accepted since the last one. */
    boolean isRoundDue() {
        return roundDue;
    }

    /** Gives the next round a number although there is no read, so that it can renew a lease. */
    void numberRound() {
        lastSequence++;
    }

    /** A round leaves now, carrying {@link #lastSequence}. */
    void roundLeaves(long nowNanos) {
        roundDue = false;
        int newest = (int) ((rounds + ROUNDS - 1) % ROUNDS);
        if (rounds == 0 || roundSequence[newest] < lastSequence) {
            roundSequence[(int) (rounds % ROUNDS)] = lastSequence;
            roundLeftNanos[(int) (rounds % ROUNDS)] = nowNanos;
            rounds++;
        }
    }

    /** When the round left that first carried {@code sequence}; {@link Long#MIN_VALUE} where that is forgotten. */
    long leftNanos(long sequence) {
        for (long i = rounds - 1; i >= 0 && i > rounds - 1 - ROUNDS; i--) {
            if (roundSequence[(int) (i % ROUNDS)] == sequence) {
                return roundLeftNanos[(int) (i % ROUNDS)];
            }
        }
        return Long.MIN_VALUE;
    }

    /**
     * Accepts a read of this node's own.
     *
     * @param committed whether the leader has committed an entry of its own term; until then its commitIndex may lag
     *     behind what earlier leaders committed, and the read has to wait for it
     */
    long accept(long commitIndex, boolean committed) {
        return accept(commitIndex, committed, null, 0, 0);
    }

    /** Accepts a read of another member's; it is answered by message. */
    long accept(long commitIndex, boolean committed, Member asker, long boot, long number) {
        lastSequence++;
        pending.add(new Pending(lastSequence, committed ? commitIndex : INDEX_UNKNOWN, asker, boot, number));
        roundDue = true;
        return lastSequence;
    }

    /** The leader has committed an entry of its own term: its commitIndex now covers all that was committed before. */
    void onCommittedInTerm(long commitIndex) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).readIndex() == INDEX_UNKNOWN) {
                pending.set(i, pending.get(i).at(commitIndex));
            }
        }
    }

    /** A quorum has confirmed, after they were accepted, all reads up to {@code confirmed} (inclusive). */
    void onConfirmed(long confirmed, CoreState state) {
        int done = 0;
        while (done < pending.size()
                && pending.get(done).sequence() <= confirmed
                && pending.get(done).readIndex() != INDEX_UNKNOWN) {
            Pending read = pending.get(done);
            if (read.asker() == null) {
                state.effects.add(new Effect.ReadReady(read.sequence(), read.readIndex()));
            } else {
                state.send(new Message.ReadIndexReply(
                        state.self(), read.asker(), state.term(), read.boot(), read.number(), read.readIndex()));
            }
            done++;
        }
        pending.subList(0, done).clear();
        roundDue &= !pending.isEmpty();
    }

    /** None of the waiting reads can be confirmed any more; other members learn of it by the new term. */
    void failAll(Reason reason, Effects effects) {
        for (Pending read : pending) {
            if (read.asker() == null) {
                effects.add(new Effect.ReadFailed(read.sequence(), reason));
            }
        }
        pending.clear();
    }

    void encode(StateWriter out) {
        out.number(lastSequence).flag(roundDue).number(pending.size());
        for (Pending read : pending) {
            out.number(read.sequence()).number(read.readIndex()).member(read.asker());
            out.number(read.boot()).number(read.number());
        }
        out.number(rounds);
        for (int i = 0; i < Math.min(rounds, ROUNDS); i++) {
            out.number(roundSequence[i]).number(roundLeftNanos[i]);
        }
    }

    static Reads decode(StateReader in) {
        Reads reads = new Reads();
        reads.lastSequence = in.number();
        reads.roundDue = in.flag();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            reads.pending.add(new Pending(in.number(), in.number(), in.member(), in.number(), in.number()));
        }
        reads.rounds = in.number();
        for (int i = 0; i < Math.min(reads.rounds, ROUNDS); i++) {
            reads.roundSequence[i] = in.number();
            reads.roundLeftNanos[i] = in.number();
        }
        return reads;
    }
}
