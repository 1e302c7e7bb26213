package dev.seaworthy.node.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of PEM files, made anew when they have changed. Files that make no sense, also while only some of them
 * have been replaced, change nothing. Any thread.
 *
 * @param <T> what is made of them
 */
public final class ReloadedTls<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadedTls.class);

    /** Before PRIVATE KEY stands of what form it is; nothing where that is PKCS#8. */
    private static final Pattern KEY_BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----");

    /** Makes it. */
    public interface Maker<T> {
        /** @throws IOException where nothing can be made of these */
        T make(TlsParts parts) throws IOException;
    }

    /** What the files hold; that they go together is judged on the same bytes that are then used. */
    private record Content(String certificate, String key, String authorities) {
        static Content read(TlsFiles files) throws IOException {
            return new Content(text(files.certificate()), text(files.key()), text(files.authorities()));
        }

        private static String text(Path file) throws IOException {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        }

        TlsParts parts(TlsFiles files) throws IOException {
            requireKeyForm(files.key());
            return TlsParts.of(certificate, key, authorities);
        }

        /** Other forms than PKCS#8 are as common, and what is said of them elsewhere is about bytes. */
        private void requireKeyForm(Path file) throws IOException {
            Matcher begin = KEY_BEGIN.matcher(key);
            if (!begin.find()) {
                return;
            }
            String kind = begin.group(1).strip();
            if (kind.equals("ENCRYPTED") || key.contains("Proc-Type: 4,ENCRYPTED")) {
                throw new IOException("the key in " + file + " has a password, which nobody can be asked for; the same"
                        + " key without one: openssl pkey -in " + file + " -out " + file + ".plain");
            }
            if (!kind.isEmpty()) {
                throw new IOException("the key in " + file + " is of the form "
                        + (kind.equals("EC") ? "SEC 1" : "PKCS#1")
                        + " (BEGIN " + kind + " PRIVATE KEY), and PKCS#8 (BEGIN PRIVATE KEY) is needed; the same key in"
                        + " that form: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out " + file + ".pkcs8");
            }
        }
    }

    private final TlsFiles files;
    private final Maker<T> maker;
    private Content content;
    /** What was last said of files that cannot be used; it is not said every time. */
    private String told = "";

    private volatile T latest;

    private ReloadedTls(TlsFiles files, Maker<T> maker) throws IOException {
        this.files = files;
        this.maker = maker;
        content = Content.read(files);
        latest = make(content);
    }

    private T make(Content from) throws IOException {
        TlsParts parts = from.parts(files);
        T made = maker.make(parts);
        X509Certificate certificate = parts.chain().get(0);
        try {
            certificate.checkValidity();
        } catch (CertificateException e) {
            LOG.warn(
                    "the certificate in {} is valid from {} until {}, and not now: nobody will accept it",
                    files.certificate(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
        return made;
    }

    /**
     * Reads the files.
     *
     * @throws IOException where they cannot be read or are no certificates and key that go together
     */
    public static <T> ReloadedTls<T> load(TlsFiles files, Maker<T> maker) throws IOException {
        try {
            return new ReloadedTls<>(files, maker);
        } catch (IOException e) {
            throw new IOException(
                    "no certificate or key can be read from " + files.certificate() + ", " + files.key() + ", "
                            + files.authorities() + ": " + e.getMessage(),
                    e);
        }
    }

    /** What was made of the files when they last made sense. */
    public T latest() {
        return latest;
    }

    /** Reads the files again; to be called every now and then, by one thread. */
    public void reloadIfChanged() {
        try {
            Content now = Content.read(files);
            if (!now.equals(content)) {
                latest = make(now);
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
}
