package dev.seaworthy.sim.testing;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A counter as it should be. A command is a number to add, every answer is the count. */
class CountingMachine implements StateMachine {
    private static final int BYTES = 2 * Long.BYTES;

    long count;
    long lastApplied;

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** Half of all calls add something, the others read. */
    static Call call(Turn turn) {
        return turn.chance(50) ? add(1 + turn.below(9)) : read();
    }

    static Call add(long number) {
        return Call.command("add", bytes(number)).with(number).answering(CountingMachine::number);
    }

    static Call read() {
        return Call.query("read", new byte[0]).answering(CountingMachine::number);
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
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
