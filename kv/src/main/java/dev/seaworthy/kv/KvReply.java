package dev.seaworthy.kv;

import java.util.Arrays;

/**
 * The answer to a {@link KvCommand} or {@link KvQuery}.
 *
 * @param status whether it did what it says
 * @param revision the store's revision after the operation, or at the read
 * @param modRevision the revision that last changed the key, as of after the operation; 0 where the key is then absent
 * @param value what the key held: for a get its value, for a change its value before; null where it was absent. Never
 *     changed after construction
 */
public record KvReply(Status status, long revision, long modRevision, byte[] value) {
    /** Whether the operation did what it says. The codes are part of the format and never change. */
    public enum Status {
        /** It did. */
        OK(0),
        /** The key to get or delete is absent. */
        NOT_FOUND(1),
        /** The key does not hold the value expected; nothing was changed. */
        MISMATCH(2),
        /** The bytes are no command or query; nothing was changed. */
        MALFORMED(3);

        private final byte code;

        Status(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }

        static Status ofCode(byte code) {
            return switch (code) {
                case 0 -> OK;
                case 1 -> NOT_FOUND;
                case 2 -> MISMATCH;
                case 3 -> MALFORMED;
                default -> throw new IllegalArgumentException("no reply's status has code " + code);
            };
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KvReply that
                && status == that.status
                && revision == that.revision
                && modRevision == that.modRevision
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        int numbers = 31 * (31 * status.code + Long.hashCode(revision)) + Long.hashCode(modRevision);
        return 31 * numbers + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "KvReply[" + status + ", revision " + revision + ", modRevision " + modRevision + ", "
                + ByteText.of(value) + "]";
    }
}
