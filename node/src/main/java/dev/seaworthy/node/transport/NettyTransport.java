package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames over TCP: one connection in each direction between two nodes, made by the one that sends. All connections live
 * on one thread. What this promises, and what it is open to, is told in the package's description.
 *
 * <p>Every method may be called by any thread.
 */
// Writes and closes of a channel tell of their failure by events of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
public final class NettyTransport implements Transport, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);

    private static final long UNUSED_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long CLOSE_SECONDS = 5;
    private static final int ASIDE_THREADS = 2;

    /**
     * How long tasks may keep connections from being read while more of them come: Netty's own second would be an
     * election.
     */
    private static final long TASKS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final OneThread group;
    private final ScheduledExecutorService aside;
    private final Map<Long, HostPort> addresses = new ConcurrentHashMap<>();
    private final Map<Member, PeerLink> links = new ConcurrentHashMap<>();
    private final Wiring wiring;
    private final Inbounds inbounds;
    private final Channel server;
    private final HostPort listening;
    private volatile boolean closed;

    /**
     * Listens, and tells the others to call back there.
     *
     * @see #NettyTransport(Identity, HostPort, HostPort, TransportSecurity, TransportOptions, FrameSink)
     */
    public NettyTransport(
            Identity self, HostPort listen, TransportSecurity security, TransportOptions options, FrameSink sink)
            throws IOException {
        this(self, listen, null, security, options, sink);
    }

    /**
     * Listens.
     *
     * @param self who this node is
     * @param listen where; port 0 takes any free one
     * @param advertised where the others find this node, as it tells them; null for where it listens
     * @param security what keeps strangers out
     * @param sink takes what arrives
     * @throws IOException where it cannot listen there, or the certificates cannot be read
     * @throws IllegalArgumentException where plaintext would leave the loopback interface
     */
    public NettyTransport(
            Identity self,
            HostPort listen,
            HostPort advertised,
            TransportSecurity security,
            TransportOptions options,
            FrameSink sink)
            throws IOException {
        InetSocketAddress where = new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port());
        if (!security.isEncrypted()
                && !security.plaintextAnywhere()
                && !where.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("without certificates a node listens on the loopback interface, not at "
                    + listen + ", unless plaintext is asked for");
        }
        long nodeId = self.member().nodeId();
        PeerTls tls = security.isEncrypted() ? PeerTls.load(security.files()) : null;
        aside = Executors.newScheduledThreadPool(ASIDE_THREADS, daemons("seaworthy-aside-" + nodeId));
        // No daemon: a process lives for as long as a node of it does.
        ThreadFactory threads = work -> new Thread(work, "seaworthy-node-" + nodeId);
        group = new OneThread(threads);
        EventLoop loop = group.next();
        AtomicReference<HostPort> callBack = new AtomicReference<>(advertised);
        wiring = new Wiring(
                self,
                options,
                tls,
                security.plaintextAnywhere(),
                loop,
                aside,
                callBack,
                addresses,
                new ConcurrentHashMap<>(),
                new TransportCounters(),
                new Complaints(System::nanoTime, LOG::warn));
        inbounds = new Inbounds(wiring, this::called);
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel made) {
                        if (wiring.security() != null) {
                            made.pipeline().addLast(wiring.security().server(made.alloc()));
                        }
                        made.pipeline().addLast(new InboundConnection(wiring, inbounds, sink));
                    }
                })
                .bind(where)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            end();
            throw Diagnosis.cannotListen(listen, "members", bound.cause());
        }
        server = bound.channel();
        listening = HostPort.of((InetSocketAddress) server.localAddress());
        callBack.compareAndSet(null, listening);
        loop.scheduleAtFixedRate(this::forgetUnused, UNUSED_NANOS, UNUSED_NANOS, TimeUnit.NANOSECONDS);
        if (tls != null) {
            long every = security.files().reload().toNanos();
            aside.scheduleWithFixedDelay(tls::reloadIfChanged, every, every, TimeUnit.NANOSECONDS);
        }
        LOG.info("{}: listening at {}, {}", wiring.name(), listening, tls == null ? "plaintext" : "TLS");
    }

    /** Where this node listens. */
    public HostPort listening() {
        return listening;
    }

    /**
     * Says where every node of the cluster listens, in the place of what was said before; connections that lead
     * elsewhere are closed. A node that is not among them is found where it says itself that it listens, while it is
     * connected: a member that was away does not know who has joined meanwhile and may lead by now.
     */
    public void addresses(Map<Long, HostPort> now) {
        addresses.putAll(now);
        addresses.keySet().retainAll(now.keySet());
        wiring.onLoop(() -> links.values().forEach(PeerLink::readdress));
    }

    /** A member has said where it listens: whatever waits for it need not wait for a pause to end. */
    private void called(Member member) {
        PeerLink link = links.get(member);
        if (link != null) {
            link.readdress();
        }
    }

    @Override
    public void send(Member to, ByteBuffer[] frame) {
        if (!closed) {
            links.computeIfAbsent(to, peer -> new PeerLink(wiring, peer)).send(frame);
        }
    }

    /** The thread all connections live on: what is done there meets frames without a change of threads. */
    public EventExecutor thread() {
        return wiring.loop();
    }

    /** There is room again for what arrives. */
    public void resume() {
        wiring.onLoop(inbounds::resume);
    }

    /** What it is doing. */
    public TransportStatus status() {
        TransportCounters counters = wiring.counters();
        return new TransportStatus(
                counters.accepted.sum(),
                counters.refused.sum(),
                counters.hostile.sum(),
                counters.timedOut.sum(),
                counters.crowdedOut.sum(),
                counters.connected.sum(),
                counters.connectFailed.sum(),
                counters.framesSent.sum(),
                counters.bytesSent.sum(),
                counters.framesReceived.sum(),
                counters.bytesReceived.sum(),
                counters.framesDropped.sum(),
                inbounds.members(),
                links.values().stream().map(PeerLink::status).toList());
    }

    /** Closes every connection, and returns when that is done. The second time nothing happens. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.close().awaitUninterruptibly();
        wiring.loop()
                .submit(() -> {
                    links.values().forEach(PeerLink::close);
                    inbounds.closeAll();
                })
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        end();
    }

    private void end() {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        aside.shutdownNow();
    }

    /** Members that were removed are sent nothing any more: their links go. A frame that comes just then is lost. */
    private void forgetUnused() {
        long since = System.nanoTime() - UNUSED_NANOS;
        links.forEach((member, link) -> {
            if (link.isUnusedSince(since) && links.remove(member, link)) {
                link.close();
            }
        });
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Takes turns between connections and tasks. */
    private static final class OneThread extends MultiThreadIoEventLoopGroup {
        OneThread(ThreadFactory threads) {
            super(1, threads, NioIoHandler.newFactory());
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... nothing) {
            return new SingleThreadIoEventLoop(
                    this, executor, handlers, Integer.MAX_VALUE, RejectedExecutionHandlers.reject(), TASKS_NANOS);
        }
    }
}
