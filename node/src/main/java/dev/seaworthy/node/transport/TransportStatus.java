package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import java.util.List;

/**
 * A transport at one moment; numbers count since it was opened.
 *
 * @param accepted connections of others that were welcomed
 * @param refused handshakes that were refused, here or by the other side
 * @param hostile connections that were closed because of bytes that nobody of ours sends
 * @param timedOut connections that were closed because nothing came
 * @param crowdedOut connections that were closed because there were too many
 * @param connected connections to others that were welcomed there
 * @param connectFailed attempts to connect that came to nothing, refusals included
 * @param framesSent frames handed to the operating system, to all peers
 * @param bytesSent their bytes
 * @param framesReceived frames that arrived whole
 * @param bytesReceived their bytes
 * @param framesDropped frames that were given up before they were sent
 * @param inbound whose connections to this node are open
 * @param peers whom this node sends to
 */
public record TransportStatus(
        long accepted,
        long refused,
        long hostile,
        long timedOut,
        long crowdedOut,
        long connected,
        long connectFailed,
        long framesSent,
        long bytesSent,
        long framesReceived,
        long bytesReceived,
        long framesDropped,
        List<Member> inbound,
        List<Peer> peers) {

    /**
     * A peer this node sends to.
     *
     * @param member which one
     * @param address where it is said to listen; null where nobody has said it
     * @param connected whether frames can leave
     * @param queuedBytes bytes that wait for the connection
     * @param trouble why the last connection or attempt ended; empty where none has
     */
    public record Peer(Member member, HostPort address, boolean connected, long queuedBytes, String trouble) {}
}
