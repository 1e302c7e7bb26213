package dev.seaworthy.node.transport;

import dev.seaworthy.engine.wire.FrameCodec;
import java.time.Duration;

/**
 * Every bound of a transport.
 *
 * @param handshakeTimeout how long a connection may take from its first packet to its handshake's end
 * @param keepAlive how often the side that connected asks whether the other is still there
 * @param idleTimeout how long a connection may be silent before it counts as dead
 * @param backOffMin the pause after a first failed attempt to connect; doubles with every further one
 * @param backOffMax the longest such pause
 * @param queuedFramesMax most frames that wait for one peer
 * @param queuedBytesMax most bytes that wait for one peer, though never less than one frame
 * @param frameBytesMax largest frame that is taken; every member's limits must keep what it sends below
 * @param strangersMax most connections that have not ended their handshake yet; the oldest go first
 * @param connectionsMax most connections that others have made and that are welcome
 */
public record TransportOptions(
        Duration handshakeTimeout,
        Duration keepAlive,
        Duration idleTimeout,
        Duration backOffMin,
        Duration backOffMax,
        int queuedFramesMax,
        long queuedBytesMax,
        int frameBytesMax,
        int strangersMax,
        int connectionsMax) {

    /**
     * Handshakes within 5 s, keep-alive every second, dead after 5 s, pauses of 50 ms to 2 s, 4,096 frames or 16 MiB
     * for each peer, frames of any size the format knows, 64 strangers, 256 peers.
     */
    public static final TransportOptions DEFAULT = new TransportOptions(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            4096,
            16L << 20,
            FrameCodec.FRAME_BYTES_MAX,
            64,
            256);

    public TransportOptions {
        if (keepAlive.isNegative() || keepAlive.isZero() || idleTimeout.compareTo(keepAlive) <= 0) {
            throw new IllegalArgumentException(
                    "need 0 < keepAlive < idleTimeout, got " + keepAlive + " and " + idleTimeout);
        }
        if (backOffMin.isNegative() || backOffMin.isZero() || backOffMax.compareTo(backOffMin) < 0) {
            throw new IllegalArgumentException(
                    "need 0 < backOffMin <= backOffMax, got " + backOffMin + " and " + backOffMax);
        }
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("handshakeTimeout is positive, not " + handshakeTimeout);
        }
        if (frameBytesMax < 1 || frameBytesMax > FrameCodec.FRAME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "frameBytesMax lies between 1 and " + FrameCodec.FRAME_BYTES_MAX + ", not at " + frameBytesMax);
        }
        if (queuedFramesMax < 1 || queuedBytesMax < 1 || strangersMax < 1 || connectionsMax < 1) {
            throw new IllegalArgumentException("bounds of queues and connections are at least 1");
        }
    }
}
