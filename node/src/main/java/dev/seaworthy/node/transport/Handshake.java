package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The first bytes of a connection, both ways; big-endian, of fixed size, so that nobody is made to wait for more.
 *
 * <pre>
 *  Hello, by the side that connects: 308 bytes
 *    magic 8 ("SEAPEER\0"), version 2, capabilities 2, cluster id 8,
 *    from: node id 8, disk id 8; to: node id 8, disk id 8
 *    where it listens itself: port 2, size of the host's name 1, the name in 253 bytes of ASCII, zeros behind it
 *  Answer, by the side that listens: 37 bytes
 *    magic 8, version 2, capabilities 2, verdict 1, cluster id 8, node id 8, disk id 8
 * </pre>
 */
final class Handshake {
    static final long MAGIC = 0x5345_4150_4545_5200L;
    static final int VERSION = 2;
    static final int MAGIC_BYTES = Long.BYTES;
    private static final int MEMBER_BYTES = 2 * Long.BYTES;
    /** What every version's hello begins with, so that each can tell another one why it is refused. */
    static final int HEAD_BYTES = MAGIC_BYTES + 2 + 2 + Long.BYTES + 2 * MEMBER_BYTES;
    /** The longest name that a host can have. */
    private static final int HOST_BYTES = 253;

    static final int HELLO_BYTES = HEAD_BYTES + 2 + 1 + HOST_BYTES;
    static final int ANSWER_BYTES = MAGIC_BYTES + 2 + 2 + 1 + Long.BYTES + MEMBER_BYTES;

    private Handshake() {}

    /**
     * What the connecting side says.
     *
     * @param version of this protocol
     * @param from who it is
     * @param to whom it takes the other side to be
     * @param address where the other side can call back; null where it says nothing of use
     */
    record Hello(int version, Identity from, Member to, HostPort address) {
        ByteBuf encode() {
            ByteBuf out = Unpooled.buffer(HELLO_BYTES);
            out.writeLong(MAGIC).writeShort(version).writeShort(from.capabilities());
            out.writeLong(from.clusterId());
            write(out, from.member());
            write(out, to);
            writeAddress(out, address);
            return out;
        }

        /** How many bytes the hello has that begins here; the magic and the version must be there. */
        static int bytes(ByteBuf in) {
            return in.getUnsignedShort(in.readerIndex() + MAGIC_BYTES) == VERSION ? HELLO_BYTES : HEAD_BYTES;
        }

        /**
         * Takes as many bytes from the buffer as {@link #bytes} says. Of another version's hello only the head is read.
         *
         * @throws IllegalArgumentException where they are no greeting
         */
        static Hello decode(ByteBuf in) {
            requireMagic(in.readLong());
            int version = in.readUnsignedShort();
            int capabilities = in.readUnsignedShort();
            long cluster = in.readLong();
            Identity from = new Identity(cluster, member(in), capabilities);
            Member to = member(in);
            return new Hello(version, from, to, version == VERSION ? readAddress(in) : null);
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

    /** A name that does not fit is left out: no host has it. */
    private static void writeAddress(ByteBuf out, HostPort address) {
        byte[] host = address == null ? new byte[0] : address.host().getBytes(StandardCharsets.UTF_8);
        if (host.length > HOST_BYTES || !isAscii(host, host.length)) {
            host = new byte[0];
        }
        out.writeShort(host.length == 0 ? 0 : address.port()).writeByte(host.length);
        out.writeBytes(host).writeZero(HOST_BYTES - host.length);
    }

    private static boolean isAscii(byte[] host, int size) {
        for (int i = 0; i < size; i++) {
            if (host[i] <= ' ' || host[i] > '~') {
                return false;
            }
        }
        return true;
    }

    private static HostPort readAddress(ByteBuf in) {
        int port = in.readUnsignedShort();
        int size = in.readUnsignedByte();
        byte[] host = new byte[HOST_BYTES];
        in.readBytes(host);
        if (size == 0 || port == 0) {
            return null;
        }
        if (size > HOST_BYTES) {
            throw new IllegalArgumentException("a host's name of " + size + " bytes");
        }
        if (!isAscii(host, size)) {
            throw new IllegalArgumentException("a host's name with bytes that are no visible ASCII");
        }
        return new HostPort(new String(host, 0, size, StandardCharsets.US_ASCII), port);
    }

    private static void write(ByteBuf out, Member member) {
        out.writeLong(member.nodeId()).writeLong(member.diskId());
    }

    private static Member member(ByteBuf in) {
        return new Member(in.readLong(), in.readLong());
    }
}
