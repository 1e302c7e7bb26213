package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.wire.FrameCodec;

/**
 * Who a node says it is.
 *
 * @param clusterId which cluster; members of different ones never talk
 * @param member which node, on which disk
 * @param capabilities what its release understands, as {@link dev.seaworthy.engine.core.Capabilities} bits
 */
public record Identity(long clusterId, Member member, int capabilities) {
    public Identity {
        if ((capabilities & ~FrameCodec.CAPABILITIES_MAX) != 0) {
            throw new IllegalArgumentException("capabilities are 16 bits, not " + Integer.toHexString(capabilities));
        }
    }
}
