package dev.seaworthy.node.transport;

import java.io.IOException;
import java.util.Objects;

/**
 * What keeps strangers out.
 *
 * @param files certificates, for TLS; null for plaintext
 * @param plaintextAnywhere whether plaintext may leave the loopback interface: anybody who reaches the port can then
 *     read the data, and pretend to be a member
 */
public record TransportSecurity(TlsFiles files, boolean plaintextAnywhere) {
    /** No encryption, and therefore nothing beyond the loopback interface. */
    public static final TransportSecurity LOOPBACK = new TransportSecurity(null, false);

    /** No encryption, on any network. */
    public static final TransportSecurity PLAINTEXT_ANYWHERE = new TransportSecurity(null, true);

    /** TLS, with certificates on both sides. */
    public static TransportSecurity tls(TlsFiles files) {
        return new TransportSecurity(Objects.requireNonNull(files, "files"), false);
    }

    /**
     * Holds this node's own certificate against who it is, as the other members will do. Nothing where there is none.
     *
     * @throws IOException where they would refuse it, or it cannot be read
     */
    public void requireCertificateOf(long nodeId) throws IOException {
        if (isEncrypted()) {
            PeerTls.requireOwn(files, nodeId);
        }
    }

    boolean isEncrypted() {
        return files != null;
    }
}
