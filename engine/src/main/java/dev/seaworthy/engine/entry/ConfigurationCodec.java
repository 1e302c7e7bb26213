package dev.seaworthy.engine.entry;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a configuration in the log: a version byte, then voters, outgoing voters and learners, each a 16-bit
 * count and that many pairs of 64-bit node id and disk id, big-endian.
 */
public final class ConfigurationCodec {
    private static final byte VERSION = 1;
    private static final int MEMBER_BYTES = 16;

    /** Size of the largest configuration there can be. */
    public static final int BYTES_MAX = 1 + 3 * 2 + 3 * Configuration.MEMBERS_MAX * MEMBER_BYTES;

    private ConfigurationCodec() {}

    /** The canonical encoding: equal configurations have equal bytes. */
    public static byte[] encode(Configuration configuration) {
        ByteBuffer out = ByteBuffer.allocate(configuration.encodedBytes());
        out.put(VERSION);
        encode(configuration.voters(), out);
        encode(configuration.outgoing(), out);
        encode(configuration.learners(), out);
        return out.array();
    }

    /**
     * The configuration these bytes hold.
     *
     * @throws IllegalArgumentException where they hold none
     */
    public static Configuration decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "configuration of version " + version + ", this code knows " + VERSION);
            }
            Configuration configuration = new Configuration(members(in), members(in), members(in));
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(in.remaining() + " bytes follow the configuration");
            }
            return configuration;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("configuration cut short at " + bytes.length + " bytes", e);
        }
    }

    private static void encode(List<Member> members, ByteBuffer out) {
        out.putShort((short) members.size());
        for (Member member : members) {
            out.putLong(member.nodeId()).putLong(member.diskId());
        }
    }

    private static List<Member> members(ByteBuffer in) {
        int count = in.getShort() & 0xFFFF;
        if (count * MEMBER_BYTES > in.remaining()) {
            throw new IllegalArgumentException("configuration names " + count + " members but has no room for them");
        }
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Member(in.getLong(), in.getLong()));
        }
        return members;
    }
}
