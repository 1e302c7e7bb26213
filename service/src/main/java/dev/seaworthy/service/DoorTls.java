package dev.seaworthy.service;

import com.google.protobuf.ByteString;
import dev.seaworthy.node.transport.TlsFiles;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's TLS where clients and operators' tools come in, and where it goes to other members as a client: both sides
 * show certificates of the same authorities. The files are read again when they have changed, for the connections that
 * are made from then on; files that make no sense, also while only some of them have been replaced, change nothing. Any
 * thread.
 */
final class DoorTls {
    private static final Logger LOG = LoggerFactory.getLogger(DoorTls.class);

    /** What the files hold; that they go together is judged on the same bytes that are then used. */
    private record Content(ByteString certificate, ByteString key, ByteString authorities) {
        static Content read(TlsFiles files) throws IOException {
            return new Content(bytes(files.certificate()), bytes(files.key()), bytes(files.authorities()));
        }

        private static ByteString bytes(Path file) throws IOException {
            return ByteString.copyFrom(Files.readAllBytes(file));
        }
    }

    private record Contexts(SslContext grpc, SslContext http, SslContext client) {}

    private final TlsFiles files;
    private Content content;
    /** What was last said of files that cannot be used; it is not said every time. */
    private String told = "";

    private volatile Contexts latest;

    private DoorTls(TlsFiles files) throws IOException {
        this.files = files;
        content = Content.read(files);
        latest = contexts(content);
    }

    /**
     * Reads the files, now and as often as they say.
     *
     * @param timer looks at them until it is shut down
     * @throws IOException where they cannot be read or are no certificates and key that go together
     */
    static DoorTls load(TlsFiles files, ScheduledExecutorService timer) throws IOException {
        DoorTls tls;
        try {
            tls = new DoorTls(files);
        } catch (IOException e) {
            throw new IOException(
                    "no certificate or key can be read from " + files.certificate() + ", " + files.key() + ", "
                            + files.authorities() + ": " + e.getMessage(),
                    e);
        }
        long every = files.reload().toNanos();
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(tls::reloadIfChanged, every, every, TimeUnit.NANOSECONDS);
        return tls;
    }

    /** For the door for clients. */
    SslContext grpc() {
        return new LatestTls(() -> latest.grpc());
    }

    /** For the door for operators' tools. */
    SslContext http() {
        return new LatestTls(() -> latest.http());
    }

    /** For calls to other members. */
    SslContext client() {
        return new LatestTls(() -> latest.client());
    }

    private void reloadIfChanged() {
        try {
            Content now = Content.read(files);
            if (!now.equals(content)) {
                latest = contexts(now);
                content = now;
                LOG.info("the certificates have changed and are in use for new connections");
            }
            told = "";
        } catch (IOException | RuntimeException e) {
            if (!told.equals(e.toString())) {
                told = e.toString();
                LOG.warn("the certificates have changed but cannot be used, those read before stay in use: {}", told);
            }
        }
    }

    private static Contexts contexts(Content content) throws IOException {
        try {
            X509Certificate[] chain = LatestTls.certificates(content.certificate());
            X509Certificate[] authorities = LatestTls.certificates(content.authorities());
            PrivateKey key = LatestTls.key(content.key());
            requirePair(key, chain[0].getPublicKey());
            return new Contexts(
                    GrpcSslContexts.configure(SslContextBuilder.forServer(key, chain))
                            .trustManager(authorities)
                            .clientAuth(ClientAuth.REQUIRE)
                            .build(),
                    SslContextBuilder.forServer(key, chain)
                            .sslProvider(SslProvider.JDK)
                            .trustManager(authorities)
                            .clientAuth(ClientAuth.REQUIRE)
                            .build(),
                    GrpcSslContexts.forClient()
                            .keyManager(key, chain)
                            .trustManager(authorities)
                            .build());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** TLS itself would notice only when somebody connects. */
    private static void requirePair(PrivateKey key, PublicKey certified) throws GeneralSecurityException, IOException {
        String algorithm = key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm();
        Signature signature = Signature.getInstance("SHA256with" + algorithm);
        byte[] something = certified.getEncoded();
        signature.initSign(key);
        signature.update(something);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(something);
        if (!signature.verify(signed)) {
            throw new IOException("the key is not the one of the certificate");
        }
    }
}
