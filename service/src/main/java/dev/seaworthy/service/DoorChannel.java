package dev.seaworthy.service;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket that hangs up on whoever comes while too many are there. */
final class DoorChannel extends NioServerSocketChannel {
    private static final Logger LOG = LoggerFactory.getLogger(DoorChannel.class);

    private final int connectionsMax;
    private final AtomicInteger open = new AtomicInteger();
    /** Since when it is full, this has been said. Used by the one thread that accepts. */
    private boolean told;

    DoorChannel(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int count = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            Channel made = (Channel) accepted.get(i);
            if (open.get() < connectionsMax) {
                open.incrementAndGet();
                told = false;
                ChannelFuture unused = made.closeFuture().addListener(closed -> open.decrementAndGet());
            } else {
                accepted.remove(i);
                made.unsafe().closeForcibly();
                tell();
            }
        }
        return count;
    }

    private void tell() {
        if (!told) {
            told = true;
            LOG.warn("{} clients are connected to {}: no more are let in", connectionsMax, localAddress());
        }
    }
}
