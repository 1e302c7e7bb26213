package dev.seaworthy.service;

import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens the door for clients, and goes through it: gRPC, with TLS on both sides or in plaintext. */
public final class Doors {
    /** Most bytes of a response: what the store gives at most, and room for what is around it. */
    private static final int RESPONSE_BYTES_MAX = 96 << 20;

    /** As in etcd: what is only a little too large is told so by the service in etcd's words. */
    private static final int MESSAGE_BYTES_MAX = KvService.REQUEST_BYTES_MAX + (512 << 10);

    /** Calls of one connection at once; a client that has more of them waits, as HTTP/2 has it. */
    static final int CALLS_PER_CONNECTION_MAX = 1024;

    /** More connections are closed as soon as they are made. */
    static final int CONNECTIONS_MAX = 4096;

    private static final int GREETING_SECONDS = 5;
    private static final int PING_SECONDS = 20;
    private static final int IDLE_MINUTES = 10;

    private Doors() {}

    /**
     * A connection to a member's door for clients, made when it is first needed.
     *
     * @throws IOException where the certificates cannot be read
     */
    public static ManagedChannel connect(HostPort address, Optional<TlsFiles> tls) throws IOException {
        return to(address, tls.isPresent() ? DoorTls.client(tls.get()) : null).build();
    }

    /** The same from member to member, whose answers are told by a thread of this group, which must not be held up. */
    static ManagedChannel connect(HostPort address, Optional<DoorTls> tls, EventLoopGroup threads) {
        return to(address, tls.map(DoorTls::client).orElse(null))
                .eventLoopGroup(threads)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .build();
    }

    /** @param tls null for plaintext */
    private static NettyChannelBuilder to(HostPort address, SslContext tls) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address.host(), address.port())
                .maxInboundMessageSize(RESPONSE_BYTES_MAX);
        // What may have been executed is not repeated behind anybody's back.
        builder.disableRetry();
        return tls == null ? builder.usePlaintext() : builder.sslContext(tls);
    }

    /**
     * A server that listens there once it is started. Strangers have {@value #GREETING_SECONDS} s to become clients;
     * who does not even answer pings is cut off, and who asks nothing for {@value #IDLE_MINUTES} min is asked to come
     * again.
     *
     * @throws IOException where plaintext would leave the loopback interface and may not
     */
    static NettyServerBuilder listen(
            HostPort address, Optional<DoorTls> tls, boolean plaintextAnywhere, EventLoopGroup threads)
            throws IOException {
        InetAddress host = InetAddress.getByName(address.host());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, address.port()))
                .channelFactory(() -> new DoorChannel(CONNECTIONS_MAX))
                .bossEventLoopGroup(threads)
                .workerEventLoopGroup(threads)
                // Services only decode and hand over, and never wait: a thread for each call would cost more.
                .directExecutor()
                .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION_MAX)
                .handshakeTimeout(GREETING_SECONDS, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_SECONDS, TimeUnit.SECONDS)
                // As often as etcd's own tools ping where they are told to.
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
        if (tls.isPresent()) {
            return builder.sslContext(tls.get().grpc());
        }
        if (!host.isLoopbackAddress() && !plaintextAnywhere) {
            throw new IOException("clients would be served at " + address
                    + " in plaintext, which is only done on the loopback interface: give certificates,"
                    + " or say that plaintext is wanted");
        }
        return builder;
    }
}
