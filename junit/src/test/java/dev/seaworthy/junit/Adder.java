package dev.seaworthy.junit;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.sim.testing.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A counter; a broken one loses every update that ends in 5. */
final class Adder implements StateMachine {
    private final boolean broken;
    private long count;
    private long lastApplied;

    Adder(boolean broken) {
        this.broken = broken;
    }

    static Call add(long number) {
        return Call.command("add", bytes(number)).with(number).answering(Adder::number);
    }

    static Call read() {
        return Call.query("read", new byte[0]).answering(Adder::number);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        lastApplied = index;
        count += broken && number(command) == 5 ? 0 : number(command);
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
        ByteBuffer numbers = ByteBuffer.wrap(in.readNBytes(2 * Long.BYTES));
        lastApplied = numbers.getLong();
        count = numbers.getLong();
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }
}
