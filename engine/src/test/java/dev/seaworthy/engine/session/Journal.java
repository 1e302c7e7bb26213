package dev.seaworthy.engine.session;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A state machine that shows every application: its state is all commands it was given, one after the other, and its
 * answer to a command is the state after it.
 */
final class Journal implements StateMachine {
    private byte[] lines = {};
    private long lastApplied;
    private long lastNanos;

    byte[] lines() {
        return lines;
    }

    /** The cluster time it was told last. */
    long lastNanos() {
        return lastNanos;
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        int before = lines.length;
        lines = Arrays.copyOf(lines, before + command.length);
        System.arraycopy(command, 0, lines, before, command.length);
        lastApplied = index;
        lastNanos = timeNanos;
        return lines;
    }

    @Override
    public byte[] query(byte[] query) {
        return query.length == 0 ? lines : query;
    }

    @Override
    public SnapshotView snapshot() {
        byte[] bytes = ByteBuffer.allocate(8 + lines.length)
                .putLong(lastApplied)
                .put(lines)
                .array();
        return out -> out.write(bytes);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        byte[] snapshot = in.readAllBytes();
        if (snapshot.length < 8) {
            throw new IllegalArgumentException("no journal in " + snapshot.length + " bytes");
        }
        lastApplied = ByteBuffer.wrap(snapshot).getLong();
        lines = Arrays.copyOfRange(snapshot, 8, snapshot.length);
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }
}
