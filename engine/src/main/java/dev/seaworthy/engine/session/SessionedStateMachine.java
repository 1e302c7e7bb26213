package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.session.SessionReply.Status;
import dev.seaworthy.engine.session.SessionTable.Session;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Applies every {@link SessionCommand} to an inner state machine at most once, however often the log holds it, and
 * answers each with a {@link SessionReply} (thesis §6.3). Bytes that are no session command get the answer
 * {@link Status#MALFORMED}: a client cannot stop a replica.
 *
 * <p>A snapshot is, in this order and big-endian: version 1 as a byte, {@link #lastApplied} as 64 bits, the number of
 * sessions as 32 bits, for each session in ascending order of client id its client id and sequence as 64 bits, the size
 * of its result as 32 bits and the result; then the inner snapshot to the end.
 *
 * <p>Called by one thread only, like every state machine.
 */
public final class SessionedStateMachine implements StateMachine, Digested {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + Long.BYTES;
    private static final byte[] NO_RESULT = {};
    private static final byte[] STALE = new SessionReply(Status.STALE, NO_RESULT).encode();
    private static final byte[] MALFORMED = new SessionReply(Status.MALFORMED, NO_RESULT).encode();

    private final StateMachine inner;
    private SessionTable table = new SessionTable();
    private long lastApplied;

    /**
     * Wraps a state machine that has applied nothing yet, or one about to be restored.
     *
     * @param inner from now on called by this only; the results it gives are kept and must not change
     */
    public SessionedStateMachine(StateMachine inner) {
        this.inner = inner;
    }

    /**
     * Carries out a command unless it was before.
     *
     * @param command an encoded {@link SessionCommand}
     * @return an encoded {@link SessionReply}
     */
    @Override
    public byte[] apply(long index, byte[] command) {
        assert index > lastApplied : "applied " + index + " after " + lastApplied;
        lastApplied = index;
        SessionCommand decoded;
        try {
            decoded = SessionCommand.decode(command);
        } catch (IllegalArgumentException e) {
            return MALFORMED.clone();
        }
        Session session = table.get(decoded.clientId());
        if (session != null && decoded.sequence() < session.sequence()) {
            return STALE.clone();
        }
        if (session != null && decoded.sequence() == session.sequence()) {
            return new SessionReply(Status.REPEATED, session.result()).encode();
        }
        byte[] result = Objects.requireNonNull(inner.apply(index, decoded.command()), "a state machine's result");
        table.put(decoded.clientId(), decoded.sequence(), result);
        return new SessionReply(Status.APPLIED, result).encode();
    }

    /** Asks the inner state machine; question and answer are its own. */
    @Override
    public byte[] query(byte[] query) {
        return inner.query(query);
    }

    @Override
    public byte[] snapshot() {
        byte[] innerSnapshot = inner.snapshot();
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(HEAD_BYTES + table.encodedBytes() + innerSnapshot.length));
        out.put(VERSION).putLong(lastApplied);
        table.encode(out);
        return out.put(innerSnapshot).array();
    }

    @Override
    public void restore(byte[] snapshot) {
        if (snapshot.length < HEAD_BYTES) {
            throw new IllegalArgumentException("a snapshot of " + snapshot.length + " bytes is cut short");
        }
        ByteBuffer in = ByteBuffer.wrap(snapshot);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("snapshot of version " + version + ", this code knows " + VERSION);
        }
        long index = in.getLong();
        if (index < 0) {
            throw new IllegalArgumentException("a snapshot as of index " + index);
        }
        SessionTable restored = SessionTable.decode(in);
        byte[] innerSnapshot = new byte[in.remaining()];
        in.get(innerSnapshot);
        inner.restore(innerSnapshot); // first: where it refuses, nothing has changed yet
        table = restored;
        lastApplied = index;
    }

    /** The index of the last command seen, whether or not it reached the inner state machine. */
    @Override
    public long lastApplied() {
        return lastApplied;
    }

    /** How many clients have a session. */
    public int sessions() {
        return table.size();
    }

    /** Constant time where the inner state machine is {@link Digested}; else it walks the inner snapshot. */
    @Override
    public StateDigest digest() {
        Digest digest = table.addTo(new Digest().add(lastApplied));
        if (inner instanceof Digested digested) {
            StateDigest innerDigest = digested.digest();
            digest.add(innerDigest.high()).add(innerDigest.low());
        } else {
            digest.add(inner.snapshot());
        }
        return StateDigest.of(digest);
    }
}
