package dev.seaworthy.node.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * The PEM files TLS between members stands on.
 *
 * @param certificate this node's certificate, followed by the intermediate ones
 * @param key its private key: PKCS#8, not encrypted
 * @param authorities the certificates that must have signed every peer's
 * @param verifyHost whether a peer that is connected to must have a certificate for the name or address it was reached
 *     by
 * @param requireNodeName whether every certificate must name its node; one that names any node always has to name the
 *     right one
 * @param reload how often to look whether the files have changed
 */
public record TlsFiles(
        Path certificate, Path key, Path authorities, boolean verifyHost, boolean requireNodeName, Duration reload) {

    /** Hosts are verified, node names where a certificate has one, files looked at every second. */
    public static TlsFiles of(Path certificate, Path key, Path authorities) {
        return new TlsFiles(certificate, key, authorities, true, false, Duration.ofSeconds(1));
    }

    /** The same files, where every certificate of a member must name its node. */
    public TlsFiles withNodeNames() {
        return new TlsFiles(certificate, key, authorities, verifyHost, true, reload);
    }

    public TlsFiles {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(authorities, "authorities");
        if (reload.isNegative() || reload.isZero()) {
            throw new IllegalArgumentException("reload is positive, not " + reload);
        }
    }
}
