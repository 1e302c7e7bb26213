package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.Session.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open sessions, found by client id and ordered by how long their clients have been silent.
 *
 * <p>Every command belongs to at most one client, so the index of a client's last command puts all clients into one
 * order, and as cluster time never goes back along the log, that order is also the order of their last activity in
 * time: the first of it is both the next to expire and the next to be evicted. Nothing else decides, and all of it is
 * in every snapshot.
 *
 * <p>A command costs O(log sessions), and as much again for each session that it ends; a view costs nothing.
 */
final class SessionTable {
    private final SessionLimits limits;
    /** By the index of their last command; what they had answered then, {@link #sessions} knows what they have now. */
    private final TreeMap<Long, Session> bySilence = new TreeMap<>();

    private final SetDigest digest = new SetDigest();
    private SortedTree<Long, Session> sessions = SortedTree.empty(Long::compare);
    private long resultBytes;

    SessionTable(SessionLimits limits) {
        this.limits = limits;
    }

    int size() {
        return sessions.size();
    }

    long resultBytes() {
        return resultBytes;
    }

    Digest addTo(Digest larger) {
        return digest.addTo(larger);
    }

    /** Forgets every session whose client has been silent for too long. */
    void expire(long timeNanos) {
        while (!bySilence.isEmpty()
                && timeNanos - bySilence.firstEntry().getValue().activeNanos() >= limits.sessionTtlNanos()) {
            remove(mostSilent());
        }
    }

    /** Opens a session under the index as client id; where there is no room, another client loses its own. */
    void open(long index, long timeNanos) {
        if (sessions.size() == limits.sessionsMax()) {
            remove(mostSilent());
        }
        insert(Session.opened(index, timeNanos));
    }

    /**
     * Notes that a client has spoken, and what it no longer wants.
     *
     * @return the session as it is from now on; null where there is none
     */
    Session touch(long clientId, long index, long timeNanos, long firstUnanswered) {
        Session session = sessions.get(clientId);
        if (session == null) {
            return null;
        }
        long first = Math.max(session.firstUnanswered(), firstUnanswered);
        SortedTree<Long, Answer> answers = session.answers();
        for (var oldest = answers.first(); oldest != null && oldest.key() < first; oldest = answers.first()) {
            forget(oldest.value());
            answers = answers.without(oldest.key());
        }
        bySilence.remove(session.activeIndex());
        digest.remove(session.digest());
        Session touched = new Session(clientId, index, timeNanos, first, answers);
        insert(touched);
        return touched;
    }

    /** Whether a sequence is too far ahead to be taken. */
    boolean isOverrun(Session session, long sequence) {
        return sequence - session.firstUnanswered() >= limits.outstandingMax();
    }

    /** Keeps an answer to a client just touched; where there is no room, clients lose their sessions, it the last. */
    void keep(Session session, long sequence, byte[] result) {
        Answer answer = Answer.of(session.clientId(), sequence, result);
        sessions = sessions.with(session.clientId(), session.with(sequence, answer));
        note(answer);
        while (resultBytes > limits.resultBytesMax()) {
            remove(mostSilent());
        }
    }

    /** False where there is no such session. */
    boolean close(long clientId) {
        Session session = sessions.get(clientId);
        if (session == null) {
            return false;
        }
        remove(session);
        return true;
    }

    private Session mostSilent() {
        return sessions.get(bySilence.firstEntry().getValue().clientId());
    }

    private void insert(Session session) {
        sessions = sessions.with(session.clientId(), session);
        bySilence.put(session.activeIndex(), session);
        digest.add(session.digest());
    }

    private void remove(Session session) {
        sessions = sessions.without(session.clientId());
        bySilence.remove(session.activeIndex());
        digest.remove(session.digest());
        for (var answer : session.answers()) {
            forget(answer.value());
        }
    }

    private void note(Answer answer) {
        digest.add(answer.digest());
        resultBytes += answer.result().length;
    }

    private void forget(Answer answer) {
        digest.remove(answer.digest());
        resultBytes -= answer.result().length;
    }

    /** The table as it is now. */
    View view() {
        return new View(limits, sessions);
    }

    /** A table as it was; unaffected by what becomes of it, and for any thread. */
    record View(SessionLimits limits, SortedTree<Long, Session> sessions) {
        void writeTo(SnapshotOutput out) throws IOException {
            out.writeInt(limits.sessionsMax());
            out.writeInt(limits.outstandingMax());
            out.writeLong(limits.resultBytesMax());
            out.writeLong(limits.sessionTtlNanos());
            out.writeInt(sessions.size());
            for (var entry : sessions) {
                Session session = entry.value();
                out.writeLong(session.clientId());
                out.writeLong(session.activeIndex());
                out.writeLong(session.activeNanos());
                out.writeLong(session.firstUnanswered());
                out.writeInt(session.answers().size());
                for (var answer : session.answers()) {
                    byte[] result = answer.value().result();
                    out.writeLong(answer.key());
                    out.writeInt(result.length);
                    out.write(result);
                }
            }
        }
    }

    /**
     * Reads what a {@link View} wrote.
     *
     * @param lastApplied as of which index the table is
     * @param timeNanos as of which cluster time the table is
     * @throws IllegalArgumentException where the bytes are not the canonical form of any table under these limits
     */
    static SessionTable read(SnapshotInput in, SessionLimits limits, long lastApplied, long timeNanos)
            throws IOException {
        SessionLimits theirs = new SessionLimits(
                in.size("sessionsMax", 1, Integer.MAX_VALUE),
                in.size("outstandingMax", 1, Integer.MAX_VALUE),
                in.number("resultBytesMax", 0, Long.MAX_VALUE),
                in.number("sessionTtl", 1, Long.MAX_VALUE));
        if (!theirs.equals(limits)) {
            throw new IllegalArgumentException(
                    "a snapshot under " + theirs + ", here are " + limits + ": all replicas must have the same");
        }
        SessionTable table = new SessionTable(limits);
        int count = in.size("the number of sessions", 0, limits.sessionsMax());
        long clientId = 0;
        for (int i = 0; i < count; i++) {
            clientId = in.number("client id", clientId + 1, lastApplied);
            table.readSession(in, clientId, lastApplied, timeNanos);
        }
        table.checkOrder();
        return table;
    }

    private void readSession(SnapshotInput in, long clientId, long lastApplied, long timeNanos) throws IOException {
        long activeIndex = in.number("activeIndex", clientId, lastApplied);
        long oldestNanos = Math.max(0, timeNanos - limits.sessionTtlNanos() + 1);
        long activeNanos = in.number("activeNanos", oldestNanos, timeNanos);
        long firstUnanswered = in.number("firstUnanswered", 1, Long.MAX_VALUE);
        if (bySilence.containsKey(activeIndex)) {
            throw new IllegalArgumentException("two clients sent the command at " + activeIndex);
        }
        SortedTree<Long, Answer> answers = readAnswers(in, clientId, firstUnanswered);
        insert(new Session(clientId, activeIndex, activeNanos, firstUnanswered, answers));
    }

    private SortedTree<Long, Answer> readAnswers(SnapshotInput in, long clientId, long firstUnanswered)
            throws IOException {
        SortedTree<Long, Answer> answers = SortedTree.empty(Long::compare);
        int count = in.size("the number of answers", 0, limits.outstandingMax());
        long last = firstUnanswered + Math.min(limits.outstandingMax() - 1, Long.MAX_VALUE - firstUnanswered);
        long before = 0;
        for (int i = 0; i < count; i++) {
            long sequence = in.number("sequence", firstUnanswered, last);
            if (sequence <= before) {
                throw new IllegalArgumentException("sequence " + sequence + " follows " + before);
            }
            before = sequence;
            long room = Math.min(Integer.MAX_VALUE, limits.resultBytesMax() - resultBytes);
            Answer answer = Answer.of(clientId, sequence, in.bytes("result", (int) room));
            answers = answers.with(sequence, answer);
            note(answer);
        }
        return answers;
    }

    /** Who spoke later in the log did so at no earlier time. */
    private void checkOrder() {
        long lastNanos = 0;
        for (Map.Entry<Long, Session> entry : bySilence.entrySet()) {
            long activeNanos = entry.getValue().activeNanos();
            if (activeNanos < lastNanos) {
                throw new IllegalArgumentException("cluster time goes back from " + lastNanos + " to " + activeNanos
                        + " ns at index " + entry.getKey());
            }
            lastNanos = activeNanos;
        }
    }
}
