package dev.seaworthy.node.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * TLS as it is meant at the moment a connection is made: what is changed afterwards is for the connections after that.
 * Any thread.
 */
public final class LatestTls extends SslContext {
    private final Supplier<SslContext> latest;

    /** @param latest always a client's, or always a server's, with the same protocols inside TLS */
    public LatestTls(Supplier<SslContext> latest) {
        this.latest = latest;
    }

    /** The key in a PEM file: PKCS#8, not encrypted. */
    static PrivateKey key(InputStream pem) throws GeneralSecurityException, IOException {
        return toPrivateKey(pem, null);
    }

    /** The certificates in a PEM file, at least one. */
    static X509Certificate[] certificates(InputStream pem) throws GeneralSecurityException {
        return toX509Certificates(pem);
    }

    @Override
    public boolean isClient() {
        return latest.get().isClient();
    }

    @Override
    public List<String> cipherSuites() {
        return latest.get().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other type for what every context has to say
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return latest.get().applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc) {
        return latest.get().newEngine(alloc);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc, String host, int port) {
        return latest.get().newEngine(alloc, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return latest.get().sessionContext();
    }
}
