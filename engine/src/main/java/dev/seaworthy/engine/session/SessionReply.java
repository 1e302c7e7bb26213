package dev.seaworthy.engine.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The answer to a {@link SessionCommand}. In bytes: version 2, the status code, where it is {@link Status#OPENED}
 * client id and nonce as 64-bit big-endian, where it is an answer the result to the end.
 *
 * @param status what became of the command
 * @param clientId the new session's client id where one was opened; else 0
 * @param nonce the number the client gave where a session was opened; else 0
 * @param result the inner state machine's answer where it was applied, now or before; else empty. Never changed after
 *     construction
 */
public record SessionReply(Status status, long clientId, long nonce, byte[] result) {
    private static final byte VERSION = 2;
    private static final int HEAD_BYTES = 2;
    private static final byte[] NO_RESULT = {};

    /** What became of a command. The codes are part of the format and never change. */
    public enum Status {
        /** It was applied just now. */
        APPLIED(0),
        /** It had been applied before; the result is the one it had then. */
        REPEATED(1),
        /** The client has said that it wants no answer to it. It was not applied now and never will be. */
        STALE(2),
        /** The bytes are no session command; nothing was applied. */
        MALFORMED(3),
        /** The session is open. */
        OPENED(4),
        /**
         * There is no such session: it has expired, was evicted or closed, or never was. Nothing was applied now, nor
         * will be under this client id; an earlier attempt may have been.
         */
        EXPIRED(5),
        /**
         * Too many sequences after the client's first unanswered one; nothing was applied, and it may be sent again.
         */
        OVERRUN(6),
        /** The session is known to be alive. */
        ALIVE(7),
        /** The session is closed. */
        CLOSED(8);

        private final byte code;

        Status(int code) {
            this.code = (byte) code;
        }

        static Status ofCode(byte code) {
            for (Status status : values()) {
                if (status.code == code) {
                    return status;
                }
            }
            throw new IllegalArgumentException("no session reply's status has code " + code);
        }
    }

    public SessionReply {
        boolean opened = status == Status.OPENED;
        boolean answered = status == Status.APPLIED || status == Status.REPEATED;
        if (opened ? clientId < 1 : clientId != 0 || nonce != 0) {
            throw new IllegalArgumentException("client " + clientId + " and nonce " + nonce + " with " + status);
        }
        if (!answered && result.length > 0) {
            throw new IllegalArgumentException("a result of " + result.length + " bytes with status " + status);
        }
    }

    /** A session was opened. */
    static SessionReply opened(long clientId, long nonce) {
        return new SessionReply(Status.OPENED, clientId, nonce, NO_RESULT);
    }

    /** A command was applied, now or before. */
    static SessionReply answered(Status status, byte[] result) {
        return new SessionReply(status, 0, 0, result);
    }

    /** Nothing but the status. */
    static SessionReply of(Status status) {
        return new SessionReply(status, 0, 0, NO_RESULT);
    }

    /** Whether the command has been applied and the result is its result. */
    public boolean isAnswered() {
        return status == Status.APPLIED || status == Status.REPEATED;
    }

    /** The canonical bytes. */
    public byte[] encode() {
        boolean opened = status == Status.OPENED;
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + (opened ? 2 * Long.BYTES : 0) + result.length);
        out.put(VERSION).put(status.code);
        if (opened) {
            out.putLong(clientId).putLong(nonce);
        }
        return out.put(result).array();
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
        byte[] rest = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
        if (status == Status.APPLIED || status == Status.REPEATED) {
            return answered(status, rest);
        }
        if (rest.length != (status == Status.OPENED ? 2 * Long.BYTES : 0)) {
            throw new IllegalArgumentException(rest.length + " bytes after status " + status);
        }
        if (status != Status.OPENED) {
            return of(status);
        }
        ByteBuffer numbers = ByteBuffer.wrap(rest);
        return opened(numbers.getLong(), numbers.getLong());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionReply that
                && status == that.status
                && clientId == that.clientId
                && nonce == that.nonce
                && Arrays.equals(result, that.result);
    }

    @Override
    public int hashCode() {
        int numbers = 31 * (31 * status.code + Long.hashCode(clientId)) + Long.hashCode(nonce);
        return 31 * numbers + Arrays.hashCode(result);
    }

    @Override
    public String toString() {
        return status == Status.OPENED
                ? "SessionReply[OPENED, client " + clientId + ", nonce " + nonce + "]"
                : "SessionReply[" + status + ", " + result.length + " bytes]";
    }
}
