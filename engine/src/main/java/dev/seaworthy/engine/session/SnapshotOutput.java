package dev.seaworthy.engine.session;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes the fields of a snapshot, which {@link SnapshotInput} reads: numbers big-endian, through a buffer. What a
 * state machine inside another one writes goes through the same buffer, by {@link #over}.
 *
 * <p>To be flushed at the end. Not thread safe, which the JDK's streams pay for with a lock per byte.
 */
public final class SnapshotOutput extends OutputStream {
    private static final int BUFFER_BYTES = 2 << 10;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;

    private SnapshotOutput(OutputStream out) {
        this.out = out;
    }

    /** One that writes to this stream: the stream itself where it is one. Closing is its owner's affair. */
    public static SnapshotOutput over(OutputStream out) {
        return out instanceof SnapshotOutput same ? same : new SnapshotOutput(out);
    }

    @Override
    public void write(int value) throws IOException {
        makeRoom(1);
        buffer[used++] = (byte) value;
    }

    /** A number of 32 bits. */
    public void writeInt(int value) throws IOException {
        makeRoom(Integer.BYTES);
        INT.set(buffer, used, value);
        used += Integer.BYTES;
    }

    /** A number of 64 bits. */
    public void writeLong(long value) throws IOException {
        makeRoom(Long.BYTES);
        LONG.set(buffer, used, value);
        used += Long.BYTES;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        makeRoom(count);
        if (count > BUFFER_BYTES) {
            out.write(bytes, from, count);
        } else {
            System.arraycopy(bytes, from, buffer, used, count);
            used += count;
        }
    }

    @Override
    public void flush() throws IOException {
        passOn();
        out.flush();
    }

    private void makeRoom(int count) throws IOException {
        if (count > BUFFER_BYTES - used) {
            passOn();
        }
    }

    private void passOn() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
