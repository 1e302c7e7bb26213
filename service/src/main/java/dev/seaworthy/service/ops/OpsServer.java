package dev.seaworthy.service.ops;

import dev.seaworthy.node.transport.Diagnosis;
import dev.seaworthy.node.transport.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for operators' tools: HTTP/1.1, one request a connection, no bodies. What it costs is bounded whoever calls:
 * {@link OpsConnections} says how many connections there are and how long each lives.
 */
final class OpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);
    private static final int LINE_BYTES_MAX = 4_096;
    private static final int HEADERS_BYTES_MAX = 8_192;
    private static final int PIECE_BYTES_MAX = 8_192;
    private static final int BACKLOG = 64;
    private static final long CLOSE_SECONDS = 2;

    private final EventLoopGroup group;
    private final Channel server;

    /**
     * Listens.
     *
     * @param tls what it speaks; null for plaintext
     * @throws IOException where it cannot listen there
     */
    OpsServer(HostPort listen, SslContext tls, Pages pages) throws IOException {
        group = new MultiThreadIoEventLoopGroup(1, OpsServer::daemon, NioIoHandler.newFactory());
        OpsConnections connections = new OpsConnections();
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel made) {
                        connections.opened(made);
                        if (tls != null) {
                            made.pipeline().addLast(tls.newHandler(made.alloc()));
                        }
                        made.pipeline()
                                .addLast(
                                        new HttpServerCodec(LINE_BYTES_MAX, HEADERS_BYTES_MAX, PIECE_BYTES_MAX),
                                        new HttpObjectAggregator(0),
                                        new OpsRequest(connections, pages));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            end();
            throw Diagnosis.cannotListen(listen, "metrics and probes", bound.cause());
        }
        server = bound.channel();
        LOG.info("probes and metrics at {}, {}", listening(), tls == null ? "plaintext" : "TLS");
    }

    /** Where it listens. */
    HostPort listening() {
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        end();
    }

    private void end() {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "seaworthy-ops");
        thread.setDaemon(true);
        return thread;
    }
}
