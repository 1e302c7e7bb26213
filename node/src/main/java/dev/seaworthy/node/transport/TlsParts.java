package dev.seaworthy.node.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate and its key, which go together, and the authorities to trust.
 *
 * @param key the private key of the first certificate
 * @param chain this node's certificate, followed by the intermediate ones
 * @param authorities whose signature counts
 */
public record TlsParts(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
    public TlsParts {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    /**
     * What PEM texts hold.
     *
     * @throws IOException where one of them makes no sense, or key and certificate do not go together
     */
    static TlsParts of(String certificate, String key, String authorities) throws IOException {
        try {
            TlsParts parts = new TlsParts(
                    LatestTls.key(in(key)),
                    List.of(LatestTls.certificates(in(certificate))),
                    List.of(LatestTls.certificates(in(authorities))));
            requirePair(parts.key, parts.chain.get(0).getPublicKey());
            return parts;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static InputStream in(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** TLS itself would notice only when somebody connects. */
    private static void requirePair(PrivateKey key, PublicKey certified) throws GeneralSecurityException, IOException {
        String algorithm = key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm.startsWith("Ed") ? algorithm : "SHA256with" + algorithm);
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
