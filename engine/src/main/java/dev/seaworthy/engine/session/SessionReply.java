package dev.seaworthy.engine.session;

import java.util.Arrays;

/**
 * The answer to a {@link SessionCommand}. In bytes: version 1, the status code, then the result to the end.
 *
 * @param status what became of the command
 * @param result the inner state machine's answer where it was applied, now or before; else empty. Never changed after
 *     construction
 */
public record SessionReply(Status status, byte[] result) {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 2;

    /** What became of a command. The codes are part of the format and never change. */
    public enum Status {
        /** It was applied just now. */
        APPLIED(0),
        /** It had been applied before; the result is the one it had then. */
        REPEATED(1),
        /** The client has since sent a later command. Whether this one was applied is no longer known. */
        STALE(2),
        /** The bytes are no session command; nothing was applied. */
        MALFORMED(3);

        private final byte code;

        Status(int code) {
            this.code = (byte) code;
        }

        static Status ofCode(byte code) {
            return switch (code) {
                case 0 -> APPLIED;
                case 1 -> REPEATED;
                case 2 -> STALE;
                case 3 -> MALFORMED;
                default -> throw new IllegalArgumentException("no session reply's status has code " + code);
            };
        }
    }

    /** Whether the command has been applied and the result is its result. */
    public boolean isAnswered() {
        return status == Status.APPLIED || status == Status.REPEATED;
    }

    /** The canonical bytes. */
    public byte[] encode() {
        byte[] bytes = new byte[HEAD_BYTES + result.length];
        bytes[0] = VERSION;
        bytes[1] = status.code;
        System.arraycopy(result, 0, bytes, HEAD_BYTES, result.length);
        return bytes;
    }

    /**
     * The reply these bytes hold.
     *
     * @throws IllegalArgumentException where they hold none
     */
    public static SessionReply decode(byte[] bytes) {
        if (bytes.length < HEAD_BYTES) {
            throw new IllegalArgumentException(
                    "a session reply has at least " + HEAD_BYTES + " bytes, not " + bytes.length);
        }
        if (bytes[0] != VERSION) {
            throw new IllegalArgumentException("session reply of version " + bytes[0] + ", this code knows " + VERSION);
        }
        Status status = Status.ofCode(bytes[1]);
        byte[] result = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
        SessionReply reply = new SessionReply(status, result);
        if (!reply.isAnswered() && result.length > 0) {
            throw new IllegalArgumentException("a result of " + result.length + " bytes with status " + status);
        }
        return reply;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionReply that && status == that.status && Arrays.equals(result, that.result);
    }

    @Override
    public int hashCode() {
        return 31 * status.code + Arrays.hashCode(result);
    }

    @Override
    public String toString() {
        return "SessionReply[" + status + ", " + result.length + " bytes]";
    }
}
