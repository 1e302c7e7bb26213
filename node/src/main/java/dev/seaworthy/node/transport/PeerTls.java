package dev.seaworthy.node.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 between members, both sides with certificates of the same authorities. The files are read again when they
 * have changed, for the connections that are made from then on; files that make no sense change nothing.
 *
 * <p>A certificate names a node by a URI among its alternative names: {@code seaworthy:node:3}.
 *
 * <p>For any thread.
 */
final class PeerTls {
    private static final Logger LOG = LoggerFactory.getLogger(PeerTls.class);

    private static final String NODE_NAME = "seaworthy:node:";
    private static final int URI_NAME = 6;

    private record Contexts(SslContext client, SslContext server) {}

    /** What the files held when they were last read. */
    private record Content(List<byte[]> files) {
        static Content read(TlsFiles files) throws IOException {
            List<byte[]> all = new ArrayList<>();
            for (Path file : List.of(files.certificate(), files.key(), files.authorities())) {
                all.add(Files.readAllBytes(file));
            }
            return new Content(all);
        }

        boolean isSame(Content other) {
            for (int i = 0; i < files.size(); i++) {
                if (!java.util.Arrays.equals(files.get(i), other.files.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final TlsFiles files;
    private Content content;
    private volatile Contexts contexts;
    private volatile long reloads;

    private PeerTls(TlsFiles files, Content content, Contexts contexts) {
        this.files = files;
        this.content = content;
        this.contexts = contexts;
    }

    /** @throws IOException where the files cannot be read or are no certificates and key that go together */
    static PeerTls load(TlsFiles files) throws IOException {
        return new PeerTls(files, Content.read(files), contexts(files));
    }

    SslHandler client(ByteBufAllocator alloc, HostPort to) {
        return contexts.client().newHandler(alloc, to.host(), to.port());
    }

    SslHandler server(ByteBufAllocator alloc) {
        return contexts.server().newHandler(alloc);
    }

    /** How often changed files were taken over. */
    long reloads() {
        return reloads;
    }

    synchronized void reloadIfChanged() {
        Content now;
        try {
            now = Content.read(files);
            if (now.isSame(content)) {
                return;
            }
        } catch (IOException e) {
            LOG.warn("the certificates cannot be read, those read before stay in use: {}", e.toString());
            return;
        }
        content = now;
        try {
            contexts = contexts(files);
            reloads++;
            LOG.info("the certificates have changed and are in use for new connections");
        } catch (IOException e) {
            LOG.warn("the certificates have changed but make no sense, those read before stay in use", e);
        }
    }

    /** Whether the other side's certificate allows it to be this node. */
    boolean mayBe(long nodeId, SSLSession session) {
        try {
            List<String> names = nodeNames(session.getPeerCertificates()[0]);
            return names.isEmpty() ? !files.requireNodeName() : names.contains(NODE_NAME + nodeId);
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            LOG.warn("a certificate's names cannot be read: {}", e.toString());
            return false;
        }
    }

    private static List<String> nodeNames(Certificate certificate) throws CertificateParsingException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = ((X509Certificate) certificate).getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                if (alternative.get(0).equals(URI_NAME)
                        && alternative.get(1).toString().startsWith(NODE_NAME)) {
                    names.add(alternative.get(1).toString());
                }
            }
        }
        return names;
    }

    private static Contexts contexts(TlsFiles files) throws IOException {
        try {
            SslContext client = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .keyManager(files.certificate().toFile(), files.key().toFile())
                    .trustManager(files.authorities().toFile())
                    .endpointIdentificationAlgorithm(files.verifyHost() ? "HTTPS" : null)
                    .build();
            SslContext server = SslContextBuilder.forServer(
                            files.certificate().toFile(), files.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .trustManager(files.authorities().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build();
            return new Contexts(client, server);
        } catch (IllegalArgumentException e) {
            throw new IOException("no certificate and key: " + e.getMessage(), e);
        }
    }
}
