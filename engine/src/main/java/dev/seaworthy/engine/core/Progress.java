package dev.seaworthy.engine.core;

/**
 * What a leader knows of one other member's log.
 *
 * <p>While probing it sends one message at a time, to find where the logs agree; once it knows, it replicates: many
 * messages on their way at once, each optimistically following the last (thesis §10.2.1).
 *
 * <p>Invariant: {@code matchIndex < nextIndex}.
 */
final class Progress {
    private final long peerId;
    private long matchIndex;
    private long nextIndex;
    private boolean probing = true;
    private boolean probeSent;
    private long contactNanos;
    private long readSequence;
    private final Inflight inflight;

    Progress(long peerId, long nextIndex, long nowNanos) {
        this(peerId, nextIndex, nowNanos, new Inflight());
    }

    private Progress(long peerId, long nextIndex, long contactNanos, Inflight inflight) {
        this.peerId = peerId;
        this.nextIndex = nextIndex;
        this.contactNanos = contactNanos;
        this.inflight = inflight;
    }

    long peerId() {
        return peerId;
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

    boolean isProbing() {
        return probing;
    }

    Inflight inflight() {
        return inflight;
    }

    void heardFrom(long nowNanos, long confirmedRead) {
        contactNanos = Math.max(contactNanos, nowNanos);
        readSequence = Math.max(readSequence, confirmedRead);
    }

    /** Whether entries may be sent now. */
    boolean maySend(Limits limits) {
        return probing ? !probeSent : inflight.hasRoom(limits);
    }

    /** Entries up to {@code lastIndex} (inclusive; none where it is before nextIndex) have been sent. */
    void sent(long lastIndex, long bytes) {
        if (probing) {
            probeSent = true;
        } else if (lastIndex >= nextIndex) {
            inflight.add(lastIndex, bytes);
            nextIndex = lastIndex + 1;
        }
    }

    /** Lets a probe be sent once more: the last one may be lost. */
    void retryProbe() {
        probeSent = false;
    }

    /**
     * The member holds everything up to {@code index} (inclusive); true where that is news. It is the answer to a probe
     * only where it reaches as far as the probe did.
     */
    boolean matched(long index) {
        boolean news = index > matchIndex;
        long probed = nextIndex;
        if (news) {
            matchIndex = index;
        }
        inflight.acknowledge(matchIndex);
        nextIndex = Math.max(nextIndex, matchIndex + 1);
        if (probing && index + 1 >= probed) {
            probing = false;
            nextIndex = matchIndex + 1;
        }
        return news;
    }

    /** The member lacks the entry before nextIndex: try again from {@code index}. */
    void backUpTo(long index) {
        probing = true;
        probeSent = false;
        inflight.clear();
        nextIndex = Math.max(index, matchIndex + 1);
    }

    void encode(StateWriter out) {
        out.number(peerId)
                .number(nextIndex)
                .number(contactNanos)
                .number(matchIndex)
                .number(readSequence);
        out.flag(probing).flag(probeSent);
        inflight.encode(out);
    }

    static Progress decode(StateReader in) {
        long peerId = in.number();
        long nextIndex = in.number();
        long contactNanos = in.number();
        long matchIndex = in.number();
        long readSequence = in.number();
        boolean probing = in.flag();
        boolean probeSent = in.flag();
        Progress progress = new Progress(peerId, nextIndex, contactNanos, Inflight.decode(in));
        progress.matchIndex = matchIndex;
        progress.readSequence = readSequence;
        progress.probing = probing;
        progress.probeSent = probeSent;
        return progress;
    }
}
