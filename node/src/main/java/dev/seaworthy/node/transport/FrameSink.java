package dev.seaworthy.node.transport;

import java.nio.ByteBuffer;

/** Takes the frames that arrive. */
public interface FrameSink {
    /**
     * Takes one whole frame whose checksum is right. Called by the transport's thread; must not block.
     *
     * @return false where it was taken, but nothing more should be read until {@link NettyTransport#resume}
     */
    boolean accept(ByteBuffer frame);
}
