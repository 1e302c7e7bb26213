package dev.seaworthy.engine.core;

/**
 * What a leader knows of one other member's log.
 *
 * <ul>
 *   <li>While <b>probing</b> it sends one message at a time, to find where the logs agree.
 *   <li>Once it knows, it <b>replicates</b>: many messages on their way at once, each optimistically following the last
 *       (thesis §10.2.1).
 *   <li>Where the member needs entries that are compacted, it sends a <b>snapshot</b>, piece by piece (§7).
 * </ul>
 *
 * <p>Invariant: {@code matchIndex < nextIndex}.
 */
final class Progress {
    /** The member's incarnation before it has first been heard of. */
    static final long UNKNOWN = -1;

    private static final int PROBE = 0;
    private static final int REPLICATE = 1;
    private static final int SNAPSHOT = 2;

    private final Member member;
    private int mode = PROBE;
    private long matchIndex;
    private long nextIndex;
    /** A probe or a piece of a snapshot is on its way. */
    private boolean awaitsReply;

    private long contactNanos;
    private long readSequence;
    private long roundLeftNanos = Long.MIN_VALUE;
    private long incarnation = UNKNOWN;
    /** What the member has to hold for its incarnation to count as recovered. */
    private long recoveryIndex;

    private long catchUpIndex;
    private long catchUpSinceNanos;
    private boolean caughtUp;
    private SnapshotMeta snapshot;
    private long snapshotOffset;
    /** What the member's newest answer said it has of the snapshot; less than the above where it lost pieces. */
    private long snapshotSaid;

    private final Inflight inflight;

    Progress(Member member, long nextIndex, long nowNanos) {
        this(member, nextIndex, nowNanos, new Inflight());
    }

    private Progress(Member member, long nextIndex, long nowNanos, Inflight inflight) {
        this.member = member;
        this.nextIndex = nextIndex;
        this.contactNanos = nowNanos;
        this.catchUpIndex = nextIndex - 1;
        this.catchUpSinceNanos = nowNanos;
        this.inflight = inflight;
    }

    Member member() {
        return member;
    }

    /** The last index known to be durable in the member's log and equal to ours. */
    long matchIndex() {
        return matchIndex;
    }

    /** The index of the next entry to send. */
    long nextIndex() {
        return nextIndex;
    }

    /** When the member was last heard from, in this node's time. */
    long contactNanos() {
        return contactNanos;
    }

    /** The newest read that the member has confirmed. */
    long readSequence() {
        return readSequence;
    }

    /** When the round left here that the member has confirmed last; {@link Long#MIN_VALUE} where it has none. */
    long roundLeftNanos() {
        return roundLeftNanos;
    }

    boolean isProbing() {
        return mode == PROBE;
    }

    boolean isInstalling() {
        return mode == SNAPSHOT;
    }

    /** The snapshot on its way to the member; null where none is. */
    SnapshotMeta snapshot() {
        return snapshot;
    }

    /** Up to where the member has received the snapshot, in bytes. */
    long snapshotOffset() {
        return snapshotOffset;
    }

    Inflight inflight() {
        return inflight;
    }

    /** The incarnation of the member that holds everything again; {@link #UNKNOWN} where none does yet. */
    long recovered() {
        return matchIndex >= recoveryIndex ? incarnation : UNKNOWN;
    }

    /** Whether the member's last round of catching up was short enough for it to be made a voter (thesis §4.2.1). */
    boolean isCaughtUp(long lastIndex, long nowNanos, long roundMaxNanos) {
        // The round under way must not have taken too long already.
        return caughtUp && (matchIndex >= lastIndex || nowNanos - catchUpSinceNanos <= roundMaxNanos);
    }

    /** Whether this is said by an incarnation that is no more. */
    boolean isOfEarlierIncarnation(long said) {
        return said < incarnation;
    }

    /**
     * The member speaks as this incarnation. Where that is news, nothing an earlier one acknowledged counts any more,
     * and it has recovered when it holds all that {@code lastIndex} covers, the end of our log.
     */
    void speaksAs(long said, long lastIndex) {
        if (said == incarnation) {
            return;
        }
        if (incarnation != UNKNOWN) {
            matchIndex = 0;
            caughtUp = false;
            backUpTo(nextIndex);
        }
        incarnation = said;
        recoveryIndex = lastIndex;
    }

    /** The member answered just now, and has confirmed a round that left at {@code leftNanos}. */
    void heardFrom(long nowNanos, long confirmedRead, long leftNanos) {
        contactNanos = Math.max(contactNanos, nowNanos);
        if (confirmedRead > readSequence) {
            readSequence = confirmedRead;
            roundLeftNanos = Math.max(roundLeftNanos, leftNanos);
        }
    }

    /** Whether entries may be sent now. */
    boolean maySend(Limits limits) {
        return switch (mode) {
            case PROBE -> !awaitsReply;
            case REPLICATE -> inflight.hasRoom(limits);
            default -> false;
        };
    }

    /** Whether a piece of the snapshot may be sent now. */
    boolean maySendChunk() {
        return mode == SNAPSHOT && !awaitsReply;
    }

    /** Entries up to {@code lastIndex} (inclusive; none where it is before nextIndex) have been sent. */
    void sent(long lastIndex, long bytes) {
        if (mode == PROBE) {
            awaitsReply = true;
        } else if (lastIndex >= nextIndex) {
            inflight.add(lastIndex, bytes);
            nextIndex = lastIndex + 1;
        }
    }

    void sentChunk() {
        awaitsReply = true;
    }

    /**
     * Lets a probe or a piece be sent once more: the last one may be lost. A member that has said since that it has
     * less of the snapshot than was known is believed now: it has started again, and an answer from before that came
     * late. Not at once, because the answer that says less may be the late one; then this costs one piece too many.
     */
    void retry() {
        awaitsReply = false;
        snapshotOffset = Math.min(snapshotOffset, snapshotSaid);
    }

    /**
     * The member holds everything up to {@code index} (inclusive). It is the answer to a probe only where it reaches as
     * far as the probe did.
     */
    void matched(long index) {
        long probed = nextIndex;
        matchIndex = Math.max(matchIndex, index);
        inflight.acknowledge(matchIndex);
        nextIndex = Math.max(nextIndex, matchIndex + 1);
        if (mode == SNAPSHOT && matchIndex >= snapshot.last().index() || mode == PROBE && index + 1 >= probed) {
            mode = REPLICATE;
            awaitsReply = false;
            snapshot = null;
            nextIndex = matchIndex + 1;
        }
    }

    /**
     * Thesis §4.2.1: catching up goes in rounds, each to where our log ended when it began; a round shorter than an
     * election timeout shows that the member keeps pace.
     */
    void measureCatchUp(long lastIndex, long nowNanos, long roundMaxNanos) {
        if (matchIndex >= catchUpIndex) {
            caughtUp = nowNanos - catchUpSinceNanos <= roundMaxNanos || matchIndex >= lastIndex;
            catchUpIndex = lastIndex;
            catchUpSinceNanos = nowNanos;
        }
    }

    /** The member lacks the entry before nextIndex: try again from {@code index}. */
    void backUpTo(long index) {
        mode = PROBE;
        awaitsReply = false;
        snapshot = null;
        inflight.clear();
        nextIndex = Math.max(index, matchIndex + 1);
    }

    /** The member needs what only this snapshot still holds. */
    void install(SnapshotMeta meta) {
        mode = SNAPSHOT;
        awaitsReply = false;
        inflight.clear();
        snapshot = meta;
        snapshotOffset = 0;
        snapshotSaid = 0;
    }

    /**
     * The member has the snapshot up to {@code offset}. What it has said before is no news, and brings nothing new on
     * its way: or a repeated answer would make a second stream of pieces beside the first. At once it begins anew with
     * 0 only; with less than was known, at the next {@link #retry}.
     */
    void received(long offset) {
        snapshotSaid = offset;
        if (offset > snapshotOffset || offset == 0 && snapshotOffset > 0) {
            snapshotOffset = offset;
            // With all of it there, only time can tell whether it is installed: the next heartbeat asks.
            awaitsReply = offset == snapshot.bytes();
        }
    }

    PeerStatus status(long lastIndex, long nowNanos, long roundMaxNanos) {
        PeerStatus.Replication replication = switch (mode) {
            case PROBE -> PeerStatus.Replication.PROBE;
            case REPLICATE -> PeerStatus.Replication.REPLICATE;
            default -> PeerStatus.Replication.SNAPSHOT;
        };
        return new PeerStatus(
                member,
                replication,
                matchIndex,
                nextIndex,
                inflight.count(),
                inflight.bytes(),
                contactNanos,
                isCaughtUp(lastIndex, nowNanos, roundMaxNanos),
                Math.max(0, incarnation),
                mode == SNAPSHOT ? snapshotOffset : 0);
    }

    void encode(StateWriter out) {
        out.member(member).number(nextIndex).number(contactNanos).number(mode).number(matchIndex);
        out.flag(awaitsReply).number(readSequence).number(roundLeftNanos);
        out.number(incarnation).number(recoveryIndex);
        out.number(catchUpIndex).number(catchUpSinceNanos).flag(caughtUp);
        out.flag(snapshot != null);
        if (snapshot != null) {
            snapshot.encode(out);
            out.number(snapshotOffset).number(snapshotSaid);
        }
        inflight.encode(out);
    }

    static Progress decode(StateReader in) {
        Member member = in.member();
        long nextIndex = in.number();
        long contactNanos = in.number();
        Progress progress = new Progress(member, nextIndex, contactNanos, new Inflight());
        progress.mode = (int) in.number();
        progress.matchIndex = in.number();
        progress.awaitsReply = in.flag();
        progress.readSequence = in.number();
        progress.roundLeftNanos = in.number();
        progress.incarnation = in.number();
        progress.recoveryIndex = in.number();
        progress.catchUpIndex = in.number();
        progress.catchUpSinceNanos = in.number();
        progress.caughtUp = in.flag();
        if (in.flag()) {
            progress.snapshot = SnapshotMeta.decode(in);
            progress.snapshotOffset = in.number();
            progress.snapshotSaid = in.number();
        }
        progress.inflight.decode(in);
        return progress;
    }
}
