package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one peer: a queue, and a connection that is made anew whenever it breaks and there is something to send.
 *
 * <p>Frames are added by any thread; everything else happens on the transport's thread.
 */
// Writes and closes of a channel tell of their failure by events of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

    /** Little, so that what waits does so in the queue, where it can be spared. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 << 10, 512 << 10);

    private enum State {
        /** No connection, and nothing under way. */
        IDLE,
        /** A name is looked up, a connection made, or hands are shaken. */
        CONNECTING,
        /** Frames can leave. */
        OPEN,
        /** The last attempt failed; the next one begins after a pause. */
        BACKING_OFF,
        /** For ever. */
        CLOSED
    }

    private final Wiring wiring;
    private final Member peer;
    private final SendQueue queue;

    private volatile State state = State.IDLE;
    private volatile String trouble = "";
    private Channel channel;
    private HostPort address;
    private int failures;
    private String lastWarning = "";
    private long lastUsedNanos = System.nanoTime();

    PeerLink(Wiring wiring, Member peer) {
        this.wiring = wiring;
        this.peer = peer;
        queue = new SendQueue(
                wiring.options().queuedFramesMax(), wiring.options().queuedBytesMax(), wiring.counters().framesDropped);
    }

    /** Sends a frame, or gives it up. By any thread; never blocks. */
    void send(ByteBuffer[] parts) {
        if (queue.add(SendQueue.Frame.of(parts))) {
            wiring.onLoop(this::advance);
        }
    }

    TransportStatus.Peer status() {
        return new TransportStatus.Peer(
                peer, wiring.addressOf(peer.nodeId()), state == State.OPEN, queue.bytes(), trouble);
    }

    /** There is no connection, and nothing was sent for so long that the peer is probably no member any more. */
    boolean isUnusedSince(long nanos) {
        return state != State.OPEN && queue.isEmpty() && lastUsedNanos - nanos < 0;
    }

    /** The addresses have changed: what leads elsewhere is closed, and a pause is over. */
    void readdress() {
        HostPort now = wiring.addressOf(peer.nodeId());
        if (now != null && now.equals(address)) {
            return;
        }
        if (channel != null) {
            failed("it has another address now");
        }
        if (state == State.BACKING_OFF) {
            failures = 0;
            state = State.IDLE;
        }
        advance();
    }

    void close() {
        state = State.CLOSED;
        queue.clear();
        if (channel != null) {
            channel.close();
        }
    }

    /** Does what can be done now: connects, or writes as much as the connection takes. */
    void advance() {
        if (state == State.IDLE && !queue.isEmpty()) {
            lookUp();
        } else if (state == State.OPEN) {
            write();
        }
    }

    private void write() {
        boolean wrote = false;
        while (channel.isWritable()) {
            SendQueue.Frame frame = queue.poll();
            if (frame == null) {
                break;
            }
            wrote = true;
            ByteBuf out = channel.alloc().ioBuffer(frame.bytes());
            for (ByteBuffer part : frame.parts()) {
                out.writeBytes(part.duplicate());
            }
            channel.write(out, channel.voidPromise());
            wiring.counters().framesSent.increment();
            wiring.counters().bytesSent.add(frame.bytes());
        }
        if (wrote) {
            lastUsedNanos = System.nanoTime();
            channel.flush();
        }
    }

    private void lookUp() {
        address = wiring.addressOf(peer.nodeId());
        if (address == null) {
            giveUp("nobody has said where it listens");
            return;
        }
        state = State.CONNECTING;
        HostPort wanted = address;
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(wanted.host());
        if (literal != null) {
            connect(wanted, new InetSocketAddress(literal, wanted.port()));
            return;
        }
        wiring.aside().execute(() -> {
            try {
                InetAddress found = InetAddress.getByName(wanted.host());
                wiring.onLoop(() -> connect(wanted, new InetSocketAddress(found, wanted.port())));
            } catch (UnknownHostException e) {
                wiring.onLoop(() -> failed("no host has the name " + wanted.host()));
            }
        });
    }

    private void connect(HostPort wanted, InetSocketAddress found) {
        if (state != State.CONNECTING || !wanted.equals(address)) {
            return;
        }
        if (wiring.security() == null
                && !wiring.plaintextAnywhere()
                && !found.getAddress().isLoopbackAddress()) {
            failed("plaintext does not leave the loopback interface unless that is asked for");
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(wiring.loop())
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        wiring.options().handshakeTimeout().toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel made) {
                        if (wiring.security() != null) {
                            made.pipeline().addLast(wiring.security().client(made.alloc(), wanted));
                        }
                        made.pipeline().addLast(new OutboundConnection(wiring, peer, PeerLink.this));
                    }
                })
                .connect(found);
        channel = connecting.channel();
        Channel made = channel;
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                ended(made, String.valueOf(done.cause().getMessage()));
            }
        });
    }

    /** Hands were shaken: frames can leave. */
    void opened(Channel opened) {
        if (!opened.equals(channel) || state != State.CONNECTING) {
            opened.close();
            return;
        }
        state = State.OPEN;
        failures = 0;
        trouble = "";
        lastWarning = "";
        wiring.counters().connected.increment();
        LOG.info("{}: connected to {} at {}", wiring.name(), Wiring.name(peer), address);
        write();
    }

    /** A connection ended, or came to nothing. */
    void ended(Channel ended, String why) {
        if (ended.equals(channel)) {
            failed(why);
        }
    }

    private void failed(String why) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.OPEN) {
            lastWarning = why;
            LOG.info("{}: the connection to {} ended: {}", wiring.name(), Wiring.name(peer), why);
        } else {
            wiring.counters().connectFailed.increment();
        }
        Channel last = channel;
        channel = null;
        if (last != null) {
            last.close();
        }
        giveUp(why);
    }

    /** What has waited through a failed attempt is older than the protocol's patience with it. */
    private void giveUp(String why) {
        trouble = why;
        if (!why.equals(lastWarning)) {
            lastWarning = why;
            LOG.warn("{}: no connection to {} at {}: {}", wiring.name(), Wiring.name(peer), address, why);
        }
        queue.clear();
        state = State.BACKING_OFF;
        wiring.loop().schedule(this::retry, pauseNanos(), TimeUnit.NANOSECONDS);
        failures++;
    }

    private void retry() {
        if (state == State.BACKING_OFF) {
            state = State.IDLE;
            advance();
        }
    }

    /** Doubles with every failure; half of it is left to chance, so that nodes do not knock all at once. */
    private long pauseNanos() {
        long min = wiring.options().backOffMin().toNanos();
        long max = wiring.options().backOffMax().toNanos();
        long whole = Math.min(max, min << Math.min(failures, 20));
        return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    }
}
