package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.seaworthy.fuzz.Allocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A node's configuration as a tired hand leaves it: understood, or refused in words. */
class NodeFileFuzzTest {
    private static final List<String> PATHS = List.of("data", "tls-cert", "tls-key", "tls-authorities");

    static Stream<byte[]> files() {
        String one = """
                id=1
                cluster-id=42
                data=data
                listen-peer=127.0.0.1:2380
                listen-client=[::1]:2379
                peers=1=a:1,2=b:2
                clients=1=a:3,2=b:4
                """;
        String other = """
                # words
                tls-cert=n.pem
                tls-key: /k\\u0041.pem
                tls-authorities ca\\
                  .pem
                plaintext-anywhere=true
                """;
        return Stream.of(one, other).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "2m")
    void aFileIsUnderstoodOrRefusedInWords(byte[] bytes) throws Exception {
        Path file = Files.createTempFile("fuzz", ".properties");
        try {
            Files.write(file, bytes);
            Allocation.bounded(bytes, () -> read(file));
        } finally {
            Files.delete(file);
        }
    }

    private static void read(Path file) {
        try {
            NodeFile node = NodeFile.read(file);
            refusedOr(() -> node.number("id"));
            refusedOr(() -> node.number("cluster-id"));
            refusedOr(() -> node.address("listen-peer"));
            refusedOr(() -> node.address("listen-client"));
            refusedOr(() -> node.addresses("peers"));
            refusedOr(() -> node.addresses("clients"));
            PATHS.forEach(key -> refusedOr(() -> node.path(key)));
        } catch (BadInputException refused) {
            assertNotNull(refused.getMessage());
        }
    }

    private static void refusedOr(Runnable understood) {
        try {
            understood.run();
        } catch (BadInputException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
