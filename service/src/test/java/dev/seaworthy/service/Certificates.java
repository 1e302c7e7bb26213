package dev.seaworthy.service;

import dev.seaworthy.node.transport.TlsFiles;
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
final class Certificates {
    private static final String PASSWORD = "change it";

    private final Path directory;
    private final Path store;

    /** Makes an authority of its own in this directory. */
    Certificates(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        store = directory.resolve("store.p12");
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c", "-keyalg", "EC");
        pem("authority.pem", "CERTIFICATE", keys().getCertificate("authority").getEncoded());
    }

    /**
     * Makes a certificate that is good for two days.
     *
     * @param names whom it names, as keytool writes alternative names
     * @param since from when, as keytool writes that
     */
    TlsFiles certificate(String alias, String names, String since) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=" + names,
                "-startdate",
                since,
                "-keyalg",
                "EC",
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
