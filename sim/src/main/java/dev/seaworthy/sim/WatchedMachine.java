package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.session.Digested;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.sim.oracle.ViolationSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The state machine under test, which is noted down to what really reaches it: the sessions around it say in their
 * replies what they executed, and oracles do not take their word for it. Where it throws, that is told as what it is,
 * before what follows from it. Not thread safe.
 */
final class WatchedMachine implements StateMachine, Digested {
    /** The property that a state machine answers everything that it is asked. */
    static final String ANSWERS = "StateMachineAnswers";

    private final StateMachine inner;
    private final String place;
    private final ViolationSink sink;
    private long lastExecuted;

    WatchedMachine(StateMachine inner, String place, ViolationSink sink) {
        this.inner = inner;
        this.place = place;
        this.sink = sink;
    }

    /** The index of the last command that was carried out in this process's life; 0 where none was. */
    long lastExecuted() {
        return lastExecuted;
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        lastExecuted = index;
        try {
            return answer(inner.apply(index, timeNanos, command), "apply");
        } catch (RuntimeException e) {
            throw told("on applying the command at index " + index, e);
        }
    }

    @Override
    public byte[] query(byte[] query) {
        try {
            return answer(inner.query(query), "query");
        } catch (RuntimeException e) {
            throw told("on a query", e);
        }
    }

    @Override
    public SnapshotView snapshot() {
        try {
            return inner.snapshot();
        } catch (RuntimeException e) {
            throw told("on capturing its state", e);
        }
    }

    @Override
    public void restore(InputStream in) throws IOException {
        // What is no snapshot is refused by an exception: who asked answers for that.
        inner.restore(in);
    }

    @Override
    public long lastApplied() {
        return inner.lastApplied();
    }

    /** Constant time where the state machine is {@link Digested}; else of the whole of a snapshot. */
    @Override
    public StateDigest digest() {
        if (inner instanceof Digested digested) {
            return digested.digest();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try {
            snapshot().writeTo(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
        return StateDigest.of(new Digest().add(whole.toByteArray()));
    }

    private static byte[] answer(byte[] answer, String method) {
        if (answer == null) {
            throw new IllegalStateException(method + " gave null, which is no answer");
        }
        return answer;
    }

    private RuntimeException told(String when, RuntimeException failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        String where = frames.length == 0 ? "" : " at " + frames[0].getFileName() + ":" + frames[0].getLineNumber();
        sink.report(ANSWERS, "the state machine of " + place + " threw " + when + ": " + failure + where);
        return failure;
    }
}
