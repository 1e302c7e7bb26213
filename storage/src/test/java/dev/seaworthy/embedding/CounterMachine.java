package dev.seaworthy.embedding;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A counter: a command is a number to add, a question is empty, every answer is the count. */
final class CounterMachine implements StateMachine {
    private static final int BYTES = 2 * Long.BYTES;

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
        lastApplied = index;
        if (command.length == Long.BYTES) {
            count += number(command);
        }
        return bytes(count);
    }

    @Override
    public byte[] query(byte[] query) {
        return bytes(count);
    }

    @Override
    public SnapshotView snapshot() {
        byte[] content =
                ByteBuffer.allocate(BYTES).putLong(lastApplied).putLong(count).array();
        return out -> out.write(content);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        byte[] content = in.readNBytes(BYTES + 1);
        if (content.length != BYTES) {
            throw new IllegalArgumentException("a counter's snapshot has " + BYTES + " bytes");
        }
        ByteBuffer numbers = ByteBuffer.wrap(content);
        lastApplied = numbers.getLong();
        count = numbers.getLong();
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }
}
