package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;

/**
 * What the table knows of one client. Never changes: views of earlier tables hold on to it.
 *
 * @param clientId the index of the command that opened it
 * @param activeIndex the index of the client's last command
 * @param activeNanos cluster time of the client's last command
 * @param firstUnanswered the smallest sequence the client still wants an answer to
 * @param answers by sequence, from {@code firstUnanswered} on
 */
record Session(
        long clientId, long activeIndex, long activeNanos, long firstUnanswered, SortedTree<Long, Answer> answers) {
    /** Tells the digest of a session from that of an answer. */
    private static final long SESSION = 1;

    private static final long ANSWER = 2;

    /**
     * What a command was answered.
     *
     * @param result never changed after construction
     * @param digest stands for client, sequence and result; kept so that forgetting it need not walk it
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by digest
    record Answer(byte[] result, StateDigest digest) {
        static Answer of(long clientId, long sequence, byte[] result) {
            Digest digest = new Digest().add(ANSWER).add(clientId).add(sequence);
            return new Answer(result, StateDigest.of(digest.add(result)));
        }
    }

    static Session opened(long index, long timeNanos) {
        return new Session(index, index, timeNanos, 1, SortedTree.empty(Long::compare));
    }

    Session with(long sequence, Answer answer) {
        return new Session(clientId, activeIndex, activeNanos, firstUnanswered, answers.with(sequence, answer));
    }

    /** Stands for everything but the answers. */
    StateDigest digest() {
        Digest digest = new Digest().add(SESSION).add(clientId).add(activeIndex);
        return StateDigest.of(digest.add(activeNanos).add(firstUnanswered));
    }
}
