package dev.seaworthy.engine.session;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the fields of a snapshot and believes none of them: a field outside its bounds, or an end where there should be
 * none, is an {@link IllegalArgumentException}. Nothing is allocated on the word of a size: memory grows with the bytes
 * that have really come. Numbers are big-endian. {@link IOException} only where the stream itself fails.
 *
 * <p>Takes from the stream no more than it was asked for. Not thread safe.
 */
public final class SnapshotInput {
    private final DataInputStream in;

    /** Reads from where the stream stands; closing it is its owner's affair. */
    public SnapshotInput(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Passes a byte that must have this value. */
    public void version(int known) throws IOException {
        int version = in.read();
        if (version != known) {
            throw new IllegalArgumentException(
                    version < 0
                            ? "an empty snapshot"
                            : "snapshot of version " + version + ", this code knows " + known);
        }
    }

    /** A number of 64 bits, from {@code least} to {@code most}; {@code what} names it to a person. */
    public long number(String what, long least, long most) throws IOException {
        try {
            return within(what, in.readLong(), least, most);
        } catch (EOFException e) {
            throw cutShort(what, e);
        }
    }

    /** A number of 32 bits, from {@code least} to {@code most}. */
    public int size(String what, int least, int most) throws IOException {
        try {
            return (int) within(what, in.readInt(), least, most);
        } catch (EOFException e) {
            throw cutShort(what, e);
        }
    }

    /** Bytes after their count as 32 bits, at most {@code most}. */
    public byte[] bytes(String what, int most) throws IOException {
        int size = size(what, 0, most);
        byte[] bytes = in.readNBytes(size); // piecemeal: a stream that ends early has cost what it held
        if (bytes.length < size) {
            throw new IllegalArgumentException(what + " ends after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    /** Nothing may follow. */
    public void end() throws IOException {
        if (in.read() >= 0) {
            throw new IllegalArgumentException("bytes follow the snapshot");
        }
    }

    private static long within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + ", not from " + least + " to " + most);
        }
        return value;
    }

    private static IllegalArgumentException cutShort(String what, EOFException e) {
        return new IllegalArgumentException("the snapshot ends where " + what + " should be", e);
    }
}
