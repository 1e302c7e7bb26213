package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The first bytes of a connection, both ways; big-endian, of fixed size, so that nobody is made to wait for more.
 *
 * <pre>
 *  Hello, by the side that connects: 52 bytes
 *    magic 8 ("SEAPEER\0"), version 2, capabilities 2, cluster id 8,
 *    from: node id 8, disk id 8; to: node id 8, disk id 8
 *  Answer, by the side that listens: 37 bytes
 *    magic 8, version 2, capabilities 2, verdict 1, cluster id 8, node id 8, disk id 8
 * </pre>
 */
final class Handshake {
    static final long MAGIC = 0x5345_4150_4545_5200L;
    static final int VERSION = 1;
    static final int MAGIC_BYTES = Long.BYTES;
    private static final int MEMBER_BYTES = 2 * Long.BYTES;
    static final int HELLO_BYTES = MAGIC_BYTES + 2 + 2 + Long.BYTES + 2 * MEMBER_BYTES;
    static final int ANSWER_BYTES = MAGIC_BYTES + 2 + 2 + 1 + Long.BYTES + MEMBER_BYTES;

    private Handshake() {}

    /**
     * What the connecting side says.
     *
     * @param version of this protocol
     * @param from who it is
     * @param to whom it takes the other side to be
     */
    record Hello(int version, Identity from, Member to) {
        ByteBuf encode() {
            ByteBuf out = Unpooled.buffer(HELLO_BYTES);
            out.writeLong(MAGIC).writeShort(version).writeShort(from.capabilities());
            out.writeLong(from.clusterId());
            write(out, from.member());
            write(out, to);
            return out;
        }

        /**
         * Takes {@link #HELLO_BYTES} from the buffer.
         *
         * @throws IllegalArgumentException where they are no greeting
         */
        static Hello decode(ByteBuf in) {
            requireMagic(in.readLong());
            int version = in.readUnsignedShort();
            int capabilities = in.readUnsignedShort();
            long cluster = in.readLong();
            return new Hello(version, new Identity(cluster, member(in), capabilities), member(in));
        }
    }

    /** What the listening side answers: its verdict, and who it is. */
    record Answer(int version, Verdict verdict, Identity from) {
        ByteBuf encode() {
            ByteBuf out = Unpooled.buffer(ANSWER_BYTES);
            out.writeLong(MAGIC).writeShort(version).writeShort(from.capabilities());
            out.writeByte(verdict.code());
            out.writeLong(from.clusterId());
            write(out, from.member());
            return out;
        }

        /**
         * Takes {@link #ANSWER_BYTES} from the buffer.
         *
         * @throws IllegalArgumentException where they are no answer
         */
        static Answer decode(ByteBuf in) {
            requireMagic(in.readLong());
            int version = in.readUnsignedShort();
            int capabilities = in.readUnsignedShort();
            Verdict verdict = Verdict.of(in.readUnsignedByte());
            long cluster = in.readLong();
            return new Answer(version, verdict, new Identity(cluster, member(in), capabilities));
        }
    }

    /** @throws IllegalArgumentException where a stream does not begin in this way */
    static void requireMagic(long magic) {
        if (magic != MAGIC) {
            throw new IllegalArgumentException("the stream begins with " + Long.toHexString(magic));
        }
    }

    private static void write(ByteBuf out, Member member) {
        out.writeLong(member.nodeId()).writeLong(member.diskId());
    }

    private static Member member(ByteBuf in) {
        return new Member(in.readLong(), in.readLong());
    }
}
