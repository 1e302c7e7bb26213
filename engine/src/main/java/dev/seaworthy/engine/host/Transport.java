package dev.seaworthy.engine.host;

import java.nio.ByteBuffer;

/** Carries frames to other replicas. May lose, repeat, delay and reorder them. */
public interface Transport {
    /**
     * Sends one frame.
     *
     * @param to the node it is for
     * @param frame the parts of the frame, in order, each from its position to its limit; to be gathered without
     *     copying where possible and never changed
     */
    void send(long to, ByteBuffer[] frame);
}
