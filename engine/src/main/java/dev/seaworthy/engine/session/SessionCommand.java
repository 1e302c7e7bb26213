package dev.seaworthy.engine.session;

import java.util.Arrays;

/**
 * What a client puts into the log. In bytes: version 2, the kind, then the numbers in the order of the components as
 * 64-bit big-endian, then an {@link Execute}'s command to the end. Every value has exactly one encoding and every other
 * byte string is refused.
 */
public sealed interface SessionCommand {
    /** The canonical bytes, for the log. */
    default byte[] encode() {
        return SessionCodec.encode(this);
    }

    /**
     * Opens a session; its client id is the index at which the log holds this. Sent twice, it opens two, and the one
     * that is not used expires.
     *
     * @param nonce any number; the answer repeats it, so that a client knows the answer to its own
     */
    record Open(long nonce) implements SessionCommand {}

    /**
     * Has a command carried out unless it was before.
     *
     * @param clientId the client's id; at least 1
     * @param sequence the client's number for the command; at least 1, the same when it is sent again, never used for
     *     another one
     * @param firstUnanswered the smallest sequence whose answer the client still wants, at most {@code sequence}:
     *     answers to smaller ones are forgotten, and of those that were not executed yet none ever will be
     * @param command what the inner state machine is to do; never changed after construction
     */
    record Execute(long clientId, long sequence, long firstUnanswered, byte[] command) implements SessionCommand {
        public Execute {
            checkClient(clientId);
            if (firstUnanswered < 1 || firstUnanswered > sequence) {
                throw new IllegalArgumentException("sequence " + sequence + " and first unanswered " + firstUnanswered
                        + ", need 1 <= firstUnanswered <= sequence");
            }
        }

        /** For a client that does one thing at a time: it wants no answer but this one. */
        public Execute(long clientId, long sequence, byte[] command) {
            this(clientId, sequence, sequence, command);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Execute that
                    && clientId == that.clientId
                    && sequence == that.sequence
                    && firstUnanswered == that.firstUnanswered
                    && Arrays.equals(command, that.command);
        }

        @Override
        public int hashCode() {
            int numbers =
                    31 * (31 * Long.hashCode(clientId) + Long.hashCode(sequence)) + Long.hashCode(firstUnanswered);
            return 31 * numbers + Arrays.hashCode(command);
        }

        @Override
        public String toString() {
            return "Execute[client " + clientId + ", sequence " + sequence + ", first unanswered " + firstUnanswered
                    + ", " + command.length + " bytes]";
        }
    }

    /**
     * Says that the client is there although it has nothing to do.
     *
     * @param clientId the client's id; at least 1
     * @param firstUnanswered as in an {@link Execute}; at least 1
     */
    record KeepAlive(long clientId, long firstUnanswered) implements SessionCommand {
        public KeepAlive {
            checkClient(clientId);
            if (firstUnanswered < 1) {
                throw new IllegalArgumentException("sequences begin at 1, not " + firstUnanswered);
            }
        }
    }

    /**
     * Ends a session.
     *
     * @param clientId the client's id; at least 1
     */
    record Close(long clientId) implements SessionCommand {
        public Close {
            checkClient(clientId);
        }
    }

    /**
     * The command these bytes hold.
     *
     * @throws IllegalArgumentException where they hold none
     */
    static SessionCommand decode(byte[] bytes) {
        return SessionCodec.decode(bytes);
    }

    private static void checkClient(long clientId) {
        if (clientId < 1) {
            throw new IllegalArgumentException("a client id is the index of an entry, not " + clientId);
        }
    }
}
