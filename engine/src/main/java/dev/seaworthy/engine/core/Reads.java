package dev.seaworthy.engine.core;

import java.util.Arrays;

/**
 * The reads of one leader's term that wait for confirmation (thesis §6.4). A read is named by the term and a sequence
 * number of the leader's own, which every message of the leader carries as it leaves; a round that carried number n
 * confirms all reads up to n.
 */
final class Reads {
    private static final long INDEX_UNKNOWN = -1;

    private long lastSequence;
    private long[] sequence = new long[4];
    private long[] readIndex = new long[4];
    private int pending;
    private boolean roundDue;

    /** The newest read accepted in this term; 0 where none was. */
    long lastSequence() {
        return lastSequence;
    }

    boolean isEmpty() {
        return pending == 0;
    }

    /** Whether a round of messages must leave to confirm reads accepted since the last one. */
    boolean isRoundDue() {
        return roundDue;
    }

    void roundSent() {
        roundDue = false;
    }

    /**
     * Accepts a read.
     *
     * @param committed whether the leader has committed an entry of its own term; until then its commitIndex may lag
     *     behind what earlier leaders committed, and the read has to wait for it
     */
    long accept(long commitIndex, boolean committed) {
        if (pending == sequence.length) {
            sequence = Arrays.copyOf(sequence, 2 * pending);
            readIndex = Arrays.copyOf(readIndex, 2 * pending);
        }
        sequence[pending] = ++lastSequence;
        readIndex[pending] = committed ? commitIndex : INDEX_UNKNOWN;
        pending++;
        roundDue = true;
        return lastSequence;
    }

    /** The leader has committed an entry of its own term: its commitIndex now covers all that was committed before. */
    void onCommittedInTerm(long commitIndex) {
        for (int i = 0; i < pending; i++) {
            if (readIndex[i] == INDEX_UNKNOWN) {
                readIndex[i] = commitIndex;
            }
        }
    }

    /** A quorum has confirmed, after they were accepted, all reads up to {@code confirmed} (inclusive). */
    void onConfirmed(long confirmed, Effects effects) {
        int done = 0;
        while (done < pending && sequence[done] <= confirmed && readIndex[done] != INDEX_UNKNOWN) {
            effects.add(new Effect.ReadReady(sequence[done], readIndex[done]));
            done++;
        }
        if (done > 0) {
            pending -= done;
            System.arraycopy(sequence, done, sequence, 0, pending);
            System.arraycopy(readIndex, done, readIndex, 0, pending);
        }
    }

    /** None of the waiting reads can be confirmed any more. */
    void failAll(Reason reason, Effects effects) {
        for (int i = 0; i < pending; i++) {
            effects.add(new Effect.ReadFailed(sequence[i], reason));
        }
        pending = 0;
    }

    void encode(StateWriter out) {
        out.number(lastSequence).flag(roundDue).number(pending);
        for (int i = 0; i < pending; i++) {
            out.number(sequence[i]).number(readIndex[i]);
        }
    }

    static Reads decode(StateReader in) {
        Reads reads = new Reads();
        reads.lastSequence = in.number();
        reads.roundDue = in.flag();
        reads.pending = in.count();
        reads.sequence = new long[Math.max(4, reads.pending)];
        reads.readIndex = new long[Math.max(4, reads.pending)];
        for (int i = 0; i < reads.pending; i++) {
            reads.sequence[i] = in.number();
            reads.readIndex[i] = in.number();
        }
        return reads;
    }
}
