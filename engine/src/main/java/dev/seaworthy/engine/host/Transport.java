package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Member;
import java.nio.ByteBuffer;

/**
 * Carries frames to other replicas. May lose, repeat, delay and reorder them, but delivers each whole; to an address it
 * does not know it delivers nothing. Must not block: it is called by the replica's thread.
 */
public interface Transport {
    /**
     * Sends one frame.
     *
     * @param to the member it is for; a node that now has another disk will not take it
     * @param frame the parts of the frame, in order, each from its position to its limit; to be gathered without
     *     copying where possible and never changed
     */
    void send(Member to, ByteBuffer[] frame);
}
