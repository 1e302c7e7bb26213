package dev.seaworthy.service.ops;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The open connections of one {@link OpsServer}: at most {@value #CONNECTIONS_MAX}, each for {@value #LIFE_SECONDS} s
 * at most. Where one more comes, the oldest of those that have not yet asked anything goes; where all have asked, the
 * new one does. Used by the server's one thread.
 */
final class OpsConnections {
    static final int CONNECTIONS_MAX = 32;
    /** From the first byte of a request to the last of its answer, whatever the speed of the caller. */
    static final int LIFE_SECONDS = 20;

    /** Whether it has asked, by connection, the oldest first. */
    private final Map<Channel, Boolean> asked = new LinkedHashMap<>();

    void opened(Channel made) {
        if (asked.size() >= CONNECTIONS_MAX && !closeOldestSilent()) {
            hangUp(made);
            return;
        }
        asked.put(made, false);
        // The connection has no other clock: neither a slow request nor a slow reader prolongs it.
        ScheduledFuture<?> end = made.eventLoop().schedule(() -> hangUp(made), LIFE_SECONDS, TimeUnit.SECONDS);
        ChannelFuture unused = made.closeFuture().addListener(closed -> {
            end.cancel(false);
            asked.remove(made);
        });
    }

    void hasAsked(Channel channel) {
        asked.computeIfPresent(channel, (same, before) -> true);
    }

    private static void hangUp(Channel channel) {
        ChannelFuture unused = channel.close();
    }

    private boolean closeOldestSilent() {
        Iterator<Map.Entry<Channel, Boolean>> oldest = asked.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Channel, Boolean> next = oldest.next();
            if (!next.getValue()) {
                oldest.remove();
                hangUp(next.getKey());
                return true;
            }
        }
        return false;
    }
}
