package dev.seaworthy.node.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 between members, both sides with certificates of the same authorities. The files are read again when they
 * have changed, for the connections that are made from then on: {@link ReloadedTls}.
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

    private final TlsFiles files;
    private final ReloadedTls<Contexts> contexts;

    private PeerTls(TlsFiles files, ReloadedTls<Contexts> contexts) {
        this.files = files;
        this.contexts = contexts;
    }

    /** @throws IOException where the files cannot be read or are no certificates and key that go together */
    static PeerTls load(TlsFiles files) throws IOException {
        return new PeerTls(files, ReloadedTls.load(files, parts -> contexts(files, parts)));
    }

    /**
     * Holds a node's own certificate against who it is, as the other members will.
     *
     * @throws IOException where it names other nodes only, or none although that is required; or cannot be read
     */
    static void requireOwn(TlsFiles files, long nodeId) throws IOException {
        X509Certificate own =
                ReloadedTls.load(files, parts -> parts).latest().chain().get(0);
        List<String> names;
        try {
            names = nodeNames(own);
        } catch (CertificateParsingException e) {
            throw new IOException("the names in the certificate " + files.certificate() + " cannot be read", e);
        }
        String wanted = NODE_NAME + nodeId;
        if (names.isEmpty() && files.requireNodeName()) {
            throw new IOException("the certificate " + files.certificate() + " names no node, and members are held to"
                    + " certificates that do: the others would refuse this node. It needs one with URI:" + wanted
                    + " among its alternative names");
        }
        if (!names.isEmpty() && !names.contains(wanted)) {
            throw new IOException("the certificate " + files.certificate() + " names " + String.join(", ", names)
                    + ", and this is node " + nodeId + ": the other members would refuse it. Give this node its own"
                    + " certificate, with URI:" + wanted + " among its alternative names, or correct which node it is");
        }
    }

    SslHandler client(ByteBufAllocator alloc, HostPort to) {
        return contexts.latest().client().newHandler(alloc, to.host(), to.port());
    }

    SslHandler server(ByteBufAllocator alloc) {
        return contexts.latest().server().newHandler(alloc);
    }

    /** To be called every now and then, by one thread. */
    void reloadIfChanged() {
        contexts.reloadIfChanged();
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

    private static Contexts contexts(TlsFiles files, TlsParts parts) throws SSLException {
        SslContext client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .keyManager(parts.key(), parts.chain())
                .trustManager(parts.authorities())
                .endpointIdentificationAlgorithm(files.verifyHost() ? "HTTPS" : null)
                .build();
        SslContext server = SslContextBuilder.forServer(parts.key(), parts.chain())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(parts.authorities())
                .clientAuth(ClientAuth.REQUIRE)
                .build();
        return new Contexts(client, server);
    }
}
