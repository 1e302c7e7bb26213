package dev.seaworthy.cli;

import dev.seaworthy.node.transport.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Certificates: all three files, or none. */
final class TlsOptions {
    @Option(names = "--tls-cert", paramLabel = "PEM", description = "The certificate to show.")
    Path certificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key: PKCS#8, without a password.")
    Path key;

    @Option(
            names = "--tls-authorities",
            paramLabel = "PEM",
            description = "The certificates that must have signed the other side's.")
    Path authorities;

    /** @throws BadInputException where only some were given, or one is not there */
    Optional<TlsFiles> files() {
        if (certificate == null && key == null && authorities == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null || authorities == null) {
            throw new BadInputException("TLS needs all three: --tls-cert, --tls-key and --tls-authorities");
        }
        for (Path file : new Path[] {certificate, key, authorities}) {
            if (!Files.isReadable(file)) {
                throw new BadInputException("cannot read " + file);
            }
        }
        return Optional.of(TlsFiles.of(certificate, key, authorities));
    }
}
