package dev.seaworthy.service;

import dev.seaworthy.node.transport.LatestTls;
import dev.seaworthy.node.transport.ReloadedTls;
import dev.seaworthy.node.transport.TlsFiles;
import dev.seaworthy.node.transport.TlsParts;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A member's TLS where clients and operators' tools come in, and where it goes to other members as a client: both sides
 * show certificates of the same authorities. The files are read again when they have changed, for the connections that
 * are made from then on; files that make no sense, also while only some of them have been replaced, change nothing. Any
 * thread.
 */
final class DoorTls {
    private record Contexts(SslContext grpc, SslContext http, SslContext client) {}

    private final ReloadedTls<Contexts> contexts;

    private DoorTls(ReloadedTls<Contexts> contexts) {
        this.contexts = contexts;
    }

    /**
     * Reads the files, now and as often as they say.
     *
     * @param timer looks at them until it is shut down
     * @throws IOException where they cannot be read or are no certificates and key that go together
     */
    static DoorTls load(TlsFiles files, ScheduledExecutorService timer) throws IOException {
        ReloadedTls<Contexts> contexts = ReloadedTls.load(files, DoorTls::contexts);
        long every = files.reload().toNanos();
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(contexts::reloadIfChanged, every, every, TimeUnit.NANOSECONDS);
        return new DoorTls(contexts);
    }

    /**
     * For whoever calls at a door for clients and is no member: as the files are now.
     *
     * @throws IOException where they cannot be read or are no certificates and key that go together
     */
    static SslContext client(TlsFiles files) throws IOException {
        return ReloadedTls.load(files, DoorTls::client).latest();
    }

    /** For the door for clients. */
    SslContext grpc() {
        return new LatestTls(() -> contexts.latest().grpc());
    }

    /** For the door for operators' tools. */
    SslContext http() {
        return new LatestTls(() -> contexts.latest().http());
    }

    /** For calls to other members. */
    SslContext client() {
        return new LatestTls(() -> contexts.latest().client());
    }

    private static Contexts contexts(TlsParts parts) throws SSLException {
        return new Contexts(
                GrpcSslContexts.configure(SslContextBuilder.forServer(parts.key(), parts.chain()))
                        .trustManager(parts.authorities())
                        .clientAuth(ClientAuth.REQUIRE)
                        .build(),
                SslContextBuilder.forServer(parts.key(), parts.chain())
                        .sslProvider(SslProvider.JDK)
                        .trustManager(parts.authorities())
                        .clientAuth(ClientAuth.REQUIRE)
                        .build(),
                client(parts));
    }

    private static SslContext client(TlsParts parts) throws SSLException {
        return GrpcSslContexts.forClient()
                .keyManager(parts.key(), parts.chain())
                .trustManager(parts.authorities())
                .build();
    }
}
