package dev.seaworthy.bench.engine;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What no engine can leave out where three members hold every entry: the leader gathers the payloads of a batch into a
 * frame with a checksum, once for each of the others; those verify the checksum and take the payloads out. Not thread
 * safe.
 */
final class PlainCopies implements Trio {
    private static final int KEPT = 1 << 12;

    private final byte[] payload;
    private final ByteBuffer frame = ByteBuffer.allocate(1 << 20);
    private final byte[][][] logs = new byte[MEMBERS][KEPT][];
    private long committed;

    /** @param payloadBytes the size of every payload */
    PlainCopies(int payloadBytes) {
        payload = new byte[payloadBytes];
    }

    @Override
    public void commit(int entries) {
        for (int i = 0; i < entries; i++) {
            logs[0][at(i)] = payload;
        }
        for (int member = 1; member < MEMBERS; member++) {
            send(entries);
            receive(logs[member]);
        }
        committed += entries;
    }

    @Override
    public long committed() {
        return committed;
    }

    private void send(int entries) {
        frame.clear().position(Integer.BYTES);
        for (int i = 0; i < entries; i++) {
            frame.putInt(payload.length).put(logs[0][at(i)]);
        }
        frame.flip().putInt(0, checksum());
    }

    private void receive(byte[][] log) {
        if (frame.getInt(0) != checksum()) {
            throw new IllegalStateException("the frame was damaged");
        }
        frame.position(Integer.BYTES);
        for (int i = 0; frame.hasRemaining(); i++) {
            byte[] copy = new byte[frame.getInt()];
            frame.get(copy);
            log[at(i)] = copy;
        }
    }

    private int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), Integer.BYTES, frame.limit() - Integer.BYTES);
        return (int) crc.getValue();
    }

    private int at(int offset) {
        return (int) (committed + offset) & KEPT - 1;
    }
}
