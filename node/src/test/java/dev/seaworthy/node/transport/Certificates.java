package dev.seaworthy.node.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An authority that makes certificates for loopback nodes, with the JDK's own keytool. */
public final class Certificates {
    private static final String PASSWORD = "change it";

    private final Path directory;
    private final Path store;

    /** Makes an authority of its own in this directory. */
    public Certificates(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        store = directory.resolve("store.p12");
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c", "-keyalg", "EC");
        pem("authority.pem", "CERTIFICATE", keys().getCertificate("authority").getEncoded());
    }

    /**
     * Makes a certificate for localhost and 127.0.0.1.
     *
     * @param names further alternative names, as keytool writes them; empty for none
     */
    public TlsFiles certificate(String alias, String names) throws Exception {
        return certificate(alias, names, 0);
    }

    /** The same without further names, valid for two days from so many days ago. */
    public TlsFiles certificateOfDaysAgo(String alias, int days) throws Exception {
        return certificate(alias, "", days);
    }

    private TlsFiles certificate(String alias, String names, int daysAgo) throws Exception {
        String alternatives = "san=dns:localhost,ip:127.0.0.1" + (names.isEmpty() ? "" : "," + names);
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-ext",
                alternatives,
                "-keyalg",
                "EC",
                "-startdate",
                "-" + daysAgo + "d",
                "-signer",
                "authority");
        KeyStore keys = keys();
        return TlsFiles.of(
                pem(alias + ".pem", "CERTIFICATE", keys.getCertificate(alias).getEncoded()),
                pem(
                        alias + ".key",
                        "PRIVATE KEY",
                        keys.getKey(alias, PASSWORD.toCharArray()).getEncoded()),
                directory.resolve("authority.pem"));
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private Path pem(String file, String kind, byte[] content) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
        return Files.writeString(directory.resolve(file), text, StandardCharsets.US_ASCII);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of(
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-validity", "2"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
