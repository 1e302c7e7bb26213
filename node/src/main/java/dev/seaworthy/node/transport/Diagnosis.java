package dev.seaworthy.node.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.BindException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What is probably behind a failure of the network, and what to do, in words. Functions without state. */
public final class Diagnosis {
    private static final String CERTIFICATES_FOR_ALL =
            " Give certificates to all members (tls-cert, tls-key, tls-authorities; RaftNodeBuilder.tls) or to none,"
                    + " and see that the address is that of a member's door for members";

    /** What a node with TLS sees of one without that it calls. */
    static final String HUNG_UP_ON_TLS =
            "it hung up during the TLS handshake: it probably speaks plaintext, and has been given no certificates."
                    + CERTIFICATES_FOR_ALL;

    /** What a node without TLS finds where TLS is spoken. */
    static final String SPEAKS_TLS =
            "it speaks TLS, and this node plaintext: this node has been given no certificates." + CERTIFICATES_FOR_ALL;

    /** What a node with TLS finds where none is spoken. */
    static final String SPEAKS_PLAINTEXT =
            "it speaks plaintext, and this node TLS: the other side has probably been given no certificates."
                    + CERTIFICATES_FOR_ALL;

    /** What a node without TLS finds where nobody answers it. */
    static final String NO_ANSWER =
            "it hung up without an answer: it may want TLS, or be no member's door, and its log says which";

    private static final int FIRST_CONTENT_TYPE = 0x14;
    private static final int LAST_CONTENT_TYPE = 0x17;
    private static final int MAJOR_VERSION = 3;

    private Diagnosis() {}

    /** Whether a stream begins as one of TLS does: the kind of a record, and its version. At least 2 bytes. */
    static boolean isTls(ByteBuf in) {
        int kind = in.getUnsignedByte(in.readerIndex());
        return kind >= FIRST_CONTENT_TYPE
                && kind <= LAST_CONTENT_TYPE
                && in.getUnsignedByte(in.readerIndex() + 1) == MAJOR_VERSION;
    }

    /**
     * Why there is no TLS between this node and another one.
     *
     * @param hungUp what to say where the other one has only closed the connection
     */
    static String noTls(Throwable thrown, String hungUp) {
        Throwable innermost = thrown;
        boolean isSsl = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSslRecordException) {
                return SPEAKS_PLAINTEXT;
            }
            isSsl |= cause instanceof SSLException;
            innermost = cause;
        }
        String words = String.valueOf(innermost.getMessage());
        if (!isSsl || words.contains("closed while")) {
            return hungUp;
        }
        return ofCertificates(innermost, "this node's certificate").orElse(words);
    }

    /**
     * What is wrong with whose certificate, where a handshake has failed for one.
     *
     * @param innermost the cause of all the others
     * @param own what to call the certificate that was shown from here
     */
    public static Optional<String> ofCertificates(Throwable innermost, String own) {
        String words = String.valueOf(innermost.getMessage());
        if (innermost instanceof CertificateExpiredException || innermost instanceof CertificateNotYetValidException) {
            return Optional.of("its certificate is not valid now: " + words);
        }
        if (innermost instanceof CertPathValidatorException || innermost instanceof CertPathBuilderException) {
            return Optional.of("its certificate is not signed by one of the authorities trusted here"
                    + " (tls-authorities), or has expired: " + words);
        }
        if (words.contains("fatal alert")) {
            return Optional.of("it does not accept " + own + ", which has to be signed by one of the authorities it"
                    + " trusts and to be valid now: " + words);
        }
        return Optional.empty();
    }

    /**
     * Why a door cannot be opened, and what to do.
     *
     * @param door what would be behind it: {@code members}, {@code clients}
     */
    public static IOException cannotListen(HostPort at, String door, Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        Throwable innermost = cause;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String plain = String.valueOf(innermost.getMessage()).toLowerCase(Locale.ROOT);
        String advice;
        if (plain.contains("in use")) {
            advice = "another process listens there, perhaps this node, started twice; `ss -ltnp 'sport = :" + at.port()
                    + "'` names it. Stop that one, or name another port";
        } else if (innermost instanceof BindException && plain.contains("assign")) {
            advice = "this machine has no such address. Name one of its own, or 0.0.0.0 for all of them, and tell the"
                    + " others by which one it is found";
        } else if (plain.contains("denied")) {
            advice = "this account may not: ports below 1024 are the administrator's. Name another port";
        } else {
            advice = said;
        }
        return new IOException("cannot listen for " + door + " at " + at + ": " + advice, cause);
    }
}
