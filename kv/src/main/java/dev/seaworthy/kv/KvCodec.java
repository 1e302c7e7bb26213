package dev.seaworthy.kv;

import java.nio.ByteBuffer;

/**
 * The bytes of commands, queries and replies. Each begins with version 1; numbers are big-endian; "counted" bytes come
 * after their size as 32 bits; the last field goes to the end. Every value has exactly one encoding and every other
 * byte string is refused.
 *
 * <pre>
 *  Put            1, 1, key counted, value
 *  Delete         1, 2, key
 *  CompareAndSet  1, 3, key counted, 0 (absent) or 1 followed by expected counted, value
 *  Get            1, 1, key
 *  reply          1, status, revision 64, modRevision 64, 0 (no value) or 1 followed by the value
 * </pre>
 *
 * <p>Decoding throws {@link IllegalArgumentException} where the bytes hold nothing of the kind, and allocates nothing
 * on the word of a size before it was held against the bytes that are there. Functions without state, for any thread.
 */
public final class KvCodec {
    private static final byte VERSION = 1;
    private static final byte PUT = 1;
    private static final byte DELETE = 2;
    private static final byte COMPARE_AND_SET = 3;
    private static final byte GET = 1;
    private static final int HEAD_BYTES = 2;
    private static final int REPLY_HEAD_BYTES = HEAD_BYTES + 2 * Long.BYTES + 1;

    private KvCodec() {}

    /** The bytes of a command. */
    public static byte[] encode(KvCommand command) {
        if (command instanceof KvCommand.Put put) {
            return head(PUT, Integer.BYTES + put.key().length + put.value().length)
                    .putInt(put.key().length)
                    .put(put.key())
                    .put(put.value())
                    .array();
        }
        if (command instanceof KvCommand.Delete delete) {
            return head(DELETE, delete.key().length).put(delete.key()).array();
        }
        KvCommand.CompareAndSet set = (KvCommand.CompareAndSet) command;
        byte[] expected = set.expected();
        int expectedBytes = 1 + (expected == null ? 0 : Integer.BYTES + expected.length);
        ByteBuffer out = head(COMPARE_AND_SET, Integer.BYTES + set.key().length + expectedBytes + set.value().length);
        out.putInt(set.key().length).put(set.key());
        if (expected == null) {
            out.put((byte) 0);
        } else {
            out.put((byte) 1).putInt(expected.length).put(expected);
        }
        return out.put(set.value()).array();
    }

    /** The bytes of a query. */
    public static byte[] encode(KvQuery query) {
        KvQuery.Get get = (KvQuery.Get) query;
        return head(GET, get.key().length).put(get.key()).array();
    }

    /** The bytes of a reply. */
    public static byte[] encode(KvReply reply) {
        byte[] value = reply.value();
        ByteBuffer out = ByteBuffer.allocate(REPLY_HEAD_BYTES + (value == null ? 0 : value.length));
        out.put(VERSION).put(reply.status().code());
        out.putLong(reply.revision()).putLong(reply.modRevision());
        return value == null
                ? out.put((byte) 0).array()
                : out.put((byte) 1).put(value).array();
    }

    /** The command these bytes hold. */
    public static KvCommand decodeCommand(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = kind(in);
        return switch (kind) {
            case PUT -> new KvCommand.Put(counted(in), rest(in));
            case DELETE -> new KvCommand.Delete(rest(in));
            case COMPARE_AND_SET -> new KvCommand.CompareAndSet(counted(in), flag(in) ? counted(in) : null, rest(in));
            default -> throw new IllegalArgumentException("no command is of kind " + kind);
        };
    }

    /** The query these bytes hold. */
    public static KvQuery decodeQuery(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = kind(in);
        if (kind != GET) {
            throw new IllegalArgumentException("no query is of kind " + kind);
        }
        return new KvQuery.Get(rest(in));
    }

    /** The reply these bytes hold. */
    public static KvReply decodeReply(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        KvReply.Status status = KvReply.Status.ofCode(kind(in));
        need(in, 2 * Long.BYTES);
        long revision = in.getLong();
        long modRevision = in.getLong();
        if (modRevision < 0 || modRevision > revision) {
            throw new IllegalArgumentException("modRevision " + modRevision + " at revision " + revision);
        }
        byte[] value = flag(in) ? rest(in) : null;
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes follow the reply");
        }
        return new KvReply(status, revision, modRevision, value);
    }

    private static ByteBuffer head(byte kind, int bodyBytes) {
        return ByteBuffer.allocate(HEAD_BYTES + bodyBytes).put(VERSION).put(kind);
    }

    private static byte kind(ByteBuffer in) {
        need(in, HEAD_BYTES);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + ", this code knows " + VERSION);
        }
        return in.get();
    }

    private static boolean flag(ByteBuffer in) {
        need(in, 1);
        byte flag = in.get();
        if (flag != 0 && flag != 1) {
            throw new IllegalArgumentException("neither 0 nor 1 at " + (in.position() - 1) + ": " + flag);
        }
        return flag == 1;
    }

    /** Bytes after their size. */
    private static byte[] counted(ByteBuffer in) {
        need(in, Integer.BYTES);
        int size = in.getInt();
        if (size < 0) {
            throw new IllegalArgumentException("a size of " + size + " at " + (in.position() - Integer.BYTES));
        }
        need(in, size);
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    /** Refuses to read what is not there. */
    private static void need(ByteBuffer in, int bytes) {
        if (in.remaining() < bytes) {
            throw new IllegalArgumentException(
                    bytes + " bytes expected at " + in.position() + ", there are " + in.remaining());
        }
    }
}
