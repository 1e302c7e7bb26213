package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.session.Session.Answer;
import dev.seaworthy.engine.session.SessionCommand.Close;
import dev.seaworthy.engine.session.SessionCommand.Execute;
import dev.seaworthy.engine.session.SessionCommand.KeepAlive;
import dev.seaworthy.engine.session.SessionCommand.Open;
import dev.seaworthy.engine.session.SessionReply.Status;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Executes every command of a client at most once on an inner state machine, however often the log holds it, and
 * answers each {@link SessionCommand} with a {@link SessionReply} (thesis §6.3). Bytes that are no session command get
 * the answer {@link Status#MALFORMED}: a client cannot stop a replica.
 *
 * <p>A snapshot is, in this order and big-endian: version 2 as a byte; {@link #lastApplied} and {@link #timeNanos} as
 * 64 bits; the limits: sessionsMax and outstandingMax as 32 bits, resultBytesMax and sessionTtlNanos as 64; the number
 * of sessions as 32 bits; for each session in ascending order of client id its client id, the index and the cluster
 * time of the client's last command and its first unanswered sequence as 64 bits, and the number of its answers as 32;
 * for each answer in ascending order its sequence as 64 bits, the size of its result as 32 and the result; then the
 * inner snapshot to the end.
 *
 * <p>Called by one thread only, like every state machine.
 */
public final class SessionedStateMachine implements StateMachine, Digested {
    private static final byte VERSION = 2;
    private static final int BUFFER_BYTES = 8 << 10;

    private final StateMachine inner;
    private final SessionLimits limits;
    private SessionTable table;
    private long lastApplied;
    private long timeNanos;

    /**
     * Wraps a state machine that has applied nothing yet, or one about to be restored.
     *
     * @param inner from now on called by this only; the results it gives are kept and must not change
     * @param limits the same on every replica, for ever
     */
    public SessionedStateMachine(StateMachine inner, SessionLimits limits) {
        this.inner = inner;
        this.limits = limits;
        table = new SessionTable(limits);
    }

    /**
     * Carries out a session command.
     *
     * @param command an encoded {@link SessionCommand}
     * @return an encoded {@link SessionReply}
     */
    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        assert index > lastApplied : "applied " + index + " after " + lastApplied;
        assert timeNanos >= this.timeNanos : "cluster time " + timeNanos + " after " + this.timeNanos;
        lastApplied = index;
        this.timeNanos = timeNanos;
        table.expire(timeNanos);
        SessionCommand decoded;
        try {
            decoded = SessionCommand.decode(command);
        } catch (IllegalArgumentException e) {
            return SessionReply.of(Status.MALFORMED).encode();
        }
        return carryOut(decoded).encode();
    }

    private SessionReply carryOut(SessionCommand command) {
        if (command instanceof Execute execute) {
            return execute(execute);
        }
        if (command instanceof Open open) {
            table.open(lastApplied, timeNanos);
            return SessionReply.opened(lastApplied, open.nonce());
        }
        if (command instanceof KeepAlive keepAlive) {
            Session session = table.touch(keepAlive.clientId(), lastApplied, timeNanos, keepAlive.firstUnanswered());
            return SessionReply.of(session == null ? Status.EXPIRED : Status.ALIVE);
        }
        boolean closed = table.close(((Close) command).clientId());
        return SessionReply.of(closed ? Status.CLOSED : Status.EXPIRED);
    }

    private SessionReply execute(Execute execute) {
        Session session = table.touch(execute.clientId(), lastApplied, timeNanos, execute.firstUnanswered());
        if (session == null) {
            return SessionReply.of(Status.EXPIRED);
        }
        if (execute.sequence() < session.firstUnanswered()) {
            return SessionReply.of(Status.STALE);
        }
        Answer earlier = session.answers().get(execute.sequence());
        if (earlier != null) {
            return SessionReply.answered(Status.REPEATED, earlier.result());
        }
        if (table.isOverrun(session, execute.sequence())) {
            return SessionReply.of(Status.OVERRUN);
        }
        byte[] result = Objects.requireNonNull(
                inner.apply(lastApplied, timeNanos, execute.command()), "a state machine's result");
        table.keep(session, execute.sequence(), result);
        return SessionReply.answered(Status.APPLIED, result);
    }

    /** Asks the inner state machine; question and answer are its own. */
    @Override
    public byte[] query(byte[] query) {
        return inner.query(query);
    }

    /** Constant time beside what the inner state machine takes for its own. */
    @Override
    public SnapshotView snapshot() {
        return new View(lastApplied, timeNanos, table.view(), inner.snapshot());
    }

    private record View(long lastApplied, long timeNanos, SessionTable.View table, SnapshotView inner)
            implements SnapshotView {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            SnapshotOutput buffered = SnapshotOutput.over(out);
            buffered.write(VERSION);
            buffered.writeLong(lastApplied);
            buffered.writeLong(timeNanos);
            table.writeTo(buffered);
            inner.writeTo(buffered);
            buffered.flush();
        }
    }

    @Override
    public void restore(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
        SnapshotInput in = new SnapshotInput(buffered);
        in.version(VERSION);
        long index = in.number("lastApplied", 0, Long.MAX_VALUE - 1); // there is always a next one
        long time = in.number("timeNanos", 0, Long.MAX_VALUE);
        SessionTable restored = SessionTable.read(in, limits, index, time);
        inner.restore(buffered); // first: where it refuses, nothing has changed yet
        table = restored;
        lastApplied = index;
        timeNanos = time;
    }

    /** The index of the last command seen, whether or not it reached the inner state machine. */
    @Override
    public long lastApplied() {
        return lastApplied;
    }

    /** Cluster time of the last command seen, in nanoseconds. */
    public long timeNanos() {
        return timeNanos;
    }

    /** How many clients have a session. */
    public int sessions() {
        return table.size();
    }

    /** How many bytes of answers are kept. */
    public long resultBytes() {
        return table.resultBytes();
    }

    /** Constant time where the inner state machine is {@link Digested}; else it walks the inner state. */
    @Override
    public StateDigest digest() {
        Digest digest = new Digest().add(lastApplied).add(timeNanos);
        digest.add(limits.sessionsMax()).add(limits.outstandingMax());
        digest.add(limits.resultBytesMax()).add(limits.sessionTtlNanos());
        table.addTo(digest);
        if (inner instanceof Digested digested) {
            StateDigest innerDigest = digested.digest();
            return StateDigest.of(digest.add(innerDigest.high()).add(innerDigest.low()));
        }
        DigestingOutput walked = new DigestingOutput(digest);
        try {
            inner.snapshot().writeTo(walked);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing here can fail", e);
        }
        return StateDigest.of(walked.ended());
    }
}
