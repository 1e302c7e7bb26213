package dev.seaworthy.service;

import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Opens the door for clients, and goes through it: gRPC, with TLS on both sides or in plaintext. */
public final class Doors {
    /** Most bytes of a response: what the store gives at most, and room for what is around it. */
    private static final int RESPONSE_BYTES_MAX = 96 << 20;

    /** As in etcd: what is only a little too large is told so by the service in etcd's words. */
    private static final int MESSAGE_BYTES_MAX = KvService.REQUEST_BYTES_MAX + (512 << 10);

    private Doors() {}

    /**
     * A connection to a member's door for clients, made when it is first needed.
     *
     * @throws IOException where the certificates cannot be read
     */
    public static ManagedChannel connect(HostPort address, Optional<TlsFiles> tls) throws IOException {
        return to(address, tls).build();
    }

    /**
     * The same, whose answers are told by a thread of this group, which must not be held up.
     *
     * @throws IOException where the certificates cannot be read
     */
    static ManagedChannel connect(HostPort address, Optional<TlsFiles> tls, EventLoopGroup threads) throws IOException {
        return to(address, tls)
                .eventLoopGroup(threads)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .build();
    }

    private static NettyChannelBuilder to(HostPort address, Optional<TlsFiles> tls) throws IOException {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address.host(), address.port())
                .maxInboundMessageSize(RESPONSE_BYTES_MAX);
        // What may have been executed is not repeated behind anybody's back.
        builder.disableRetry();
        if (tls.isPresent()) {
            TlsFiles files = tls.get();
            SslContext context = readable(
                    files,
                    () -> GrpcSslContexts.forClient()
                            .keyManager(
                                    files.certificate().toFile(), files.key().toFile())
                            .trustManager(files.authorities().toFile())
                            .build());
            builder.sslContext(context);
        } else {
            builder.usePlaintext();
        }
        return builder;
    }

    /**
     * A server that listens there once it is started.
     *
     * @throws IOException where the certificates cannot be read, or plaintext would leave the loopback interface and
     *     may not
     */
    static NettyServerBuilder listen(HostPort address, Optional<TlsFiles> tls, boolean plaintextAnywhere)
            throws IOException {
        InetAddress host = InetAddress.getByName(address.host());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, address.port()))
                .maxInboundMessageSize(MESSAGE_BYTES_MAX);
        if (tls.isPresent()) {
            TlsFiles files = tls.get();
            return builder.sslContext(readable(
                    files,
                    () -> GrpcSslContexts.forServer(
                                    files.certificate().toFile(), files.key().toFile())
                            .trustManager(files.authorities().toFile())
                            .clientAuth(ClientAuth.REQUIRE)
                            .build()));
        }
        if (!host.isLoopbackAddress() && !plaintextAnywhere) {
            throw new IOException("clients would be served at " + address
                    + " in plaintext, which is only done on the loopback interface: give certificates,"
                    + " or say that plaintext is wanted");
        }
        return builder;
    }

    private interface Making {
        SslContext make() throws IOException;
    }

    private static SslContext readable(TlsFiles files, Making making) throws IOException {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "no certificate or key can be read from " + files.certificate() + ", " + files.key() + ", "
                            + files.authorities() + ": " + e.getMessage(),
                    e);
        }
    }
}
