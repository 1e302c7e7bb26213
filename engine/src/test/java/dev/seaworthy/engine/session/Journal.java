package dev.seaworthy.engine.session;

import dev.seaworthy.engine.host.StateMachine;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A state machine that shows every application: its state is all commands it was given, one after the other, and its
 * answer to a command is the state after it.
 */
final class Journal implements StateMachine {
    private byte[] lines = {};
    private long lastApplied;

    byte[] lines() {
        return lines;
    }

    @Override
    public byte[] apply(long index, byte[] command) {
        int before = lines.length;
        lines = Arrays.copyOf(lines, before + command.length);
        System.arraycopy(command, 0, lines, before, command.length);
        lastApplied = index;
        return lines;
    }

    @Override
    public byte[] query(byte[] query) {
        return query.length == 0 ? lines : query;
    }

    @Override
    public byte[] snapshot() {
        return ByteBuffer.allocate(8 + lines.length)
                .putLong(lastApplied)
                .put(lines)
                .array();
    }

    @Override
    public void restore(byte[] snapshot) {
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
