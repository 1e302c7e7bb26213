package dev.seaworthy.node;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A counter: a command is a number to add, every answer is the count. One that is asked to will throw. */
final class CounterMachine implements StateMachine {
    /** What it cannot digest. */
    static final byte[] POISON = {'p', 'o', 'i', 's', 'o', 'n'};

    private long count;
    private long lastApplied;

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        if (command.length != Long.BYTES) {
            throw new IllegalStateException("cannot digest entry " + index);
        }
        lastApplied = index;
        count += number(command);
        return bytes(count);
    }

    @Override
    public byte[] query(byte[] query) {
        return bytes(count);
    }

    @Override
    public SnapshotView snapshot() {
        byte[] content = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(lastApplied)
                .putLong(count)
                .array();
        return out -> out.write(content);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        DataInputStream numbers = new DataInputStream(in);
        lastApplied = numbers.readLong();
        count = numbers.readLong();
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }
}
