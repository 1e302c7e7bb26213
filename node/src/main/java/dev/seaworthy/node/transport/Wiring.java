package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every part of one transport stands on.
 *
 * @param self who this node says it is
 * @param options the bounds
 * @param security the certificates; null for plaintext
 * @param plaintextAnywhere whether plaintext may leave the loopback interface
 * @param loop the one thread all connections live on
 * @param aside where names are looked up, so that no connection waits for it
 * @param advertised where the others find this node, as it tells them
 * @param addresses where each node listens, as was said here; read by any thread
 * @param heard where nodes listen that have called, as they say; counts for those nothing was said of
 * @param counters what is counted
 * @param complaints where to say what comes again and again
 */
record Wiring(
        Identity self,
        TransportOptions options,
        PeerTls security,
        boolean plaintextAnywhere,
        EventLoop loop,
        Executor aside,
        AtomicReference<HostPort> advertised,
        Map<Long, HostPort> addresses,
        Map<Long, HostPort> heard,
        TransportCounters counters,
        Complaints complaints) {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /** Where a node listens, as far as known; else null. */
    HostPort addressOf(long nodeId) {
        HostPort said = addresses.get(nodeId);
        return said == null ? heard.get(nodeId) : said;
    }

    /** Does something on the transport's thread; nothing where the transport is closed. */
    void onLoop(Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the transport is closed", name(), e);
        }
    }

    /** How the log calls this node. */
    String name() {
        return name(self.member());
    }

    /** How the log calls a member. */
    static String name(Member member) {
        return "node " + member.nodeId() + " (disk " + member.diskId() + ")";
    }
}
