package dev.seaworthy.engine.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A command with the number that makes it recognisable when it comes twice. In bytes: version 1, then client id and
 * sequence as 64-bit big-endian, then the command to the end.
 *
 * @param clientId who sends it; at least 1
 * @param sequence the client's number for it; at least 1, ascending from command to command, the same when it is sent
 *     again
 * @param command what the inner state machine is to do; never changed after construction
 */
public record SessionCommand(long clientId, long sequence, byte[] command) {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 2 * Long.BYTES;

    public SessionCommand {
        if (clientId < 1 || sequence < 1) {
            throw new IllegalArgumentException(
                    "client id and sequence are at least 1, got client " + clientId + ", sequence " + sequence);
        }
    }

    /** The canonical bytes, for the log. */
    public byte[] encode() {
        return ByteBuffer.allocate(HEAD_BYTES + command.length)
                .put(VERSION)
                .putLong(clientId)
                .putLong(sequence)
                .put(command)
                .array();
    }

    /**
     * The command these bytes hold.
     *
     * @throws IllegalArgumentException where they hold none
     */
    public static SessionCommand decode(byte[] bytes) {
        if (bytes.length < HEAD_BYTES) {
            throw new IllegalArgumentException(
                    "a session command has at least " + HEAD_BYTES + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "session command of version " + version + ", this code knows " + VERSION);
        }
        return new SessionCommand(in.getLong(), in.getLong(), Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionCommand that
                && clientId == that.clientId
                && sequence == that.sequence
                && Arrays.equals(command, that.command);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(clientId) + Long.hashCode(sequence)) + Arrays.hashCode(command);
    }

    @Override
    public String toString() {
        return "SessionCommand[client " + clientId + ", sequence " + sequence + ", " + command.length + " bytes]";
    }
}
