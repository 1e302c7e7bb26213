package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.wire.FrameCodec;
import java.util.UUID;

/**
 * Who a node says it is.
 *
 * @param clusterId drawn when the cluster was made; members of different clusters never talk
 * @param member which node, on which disk
 * @param capabilities what its release understands, as {@link dev.seaworthy.engine.core.Capabilities} bits
 */
public record Identity(UUID clusterId, Member member, int capabilities) {
    public Identity {
        if ((capabilities & ~FrameCodec.CAPABILITIES_MAX) != 0) {
            throw new IllegalArgumentException("capabilities are 16 bits, not " + Integer.toHexString(capabilities));
        }
    }
}
