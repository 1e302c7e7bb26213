package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a node is told by its file, its environment and its command line, and the page that says so. */
class NodeOptionsTest {
    private static final Path PAGE = Path.of(System.getProperty("seaworthy.home"), "docs/node-options.md");

    @TempDir
    Path home;

    @Test
    void thePageSaysWhatTheOptionsSay() throws IOException {
        String options = Shell.run("options").expect(0).out();
        assertEquals(options, Files.readString(PAGE), "./seaworthy options > docs/node-options.md");
    }

    @Test
    void everyOptionHasAMeaningAndADefaultOfItsOwn() {
        for (Object command : List.of(new NodeCommand(), new InitCommand())) {
            for (OptionSpec option : CommandSpec.forAnnotatedObject(command).options()) {
                String meaning = OptionsPage.meaning(option);
                assertTrue(meaning.matches("(?s)[A-Z].*[.]"), option.longestName() + ": " + meaning);
                assertFalse(meaning.toLowerCase(java.util.Locale.ROOT).contains("default"), meaning);
            }
        }
    }

    @Test
    void aKeyThatNobodyKnowsIsRefusedWithItsPlaceAndTheNearestOne() throws IOException {
        Path file = file("# a comment \\\nid=3\n\nlisten-clent=127.0.0.1:1\n");
        assertEquals(
                file + ":4: nobody knows \"listen-clent\"; is \"listen-client\" meant? There are "
                        + String.join(", ", NodeKeys.inFile()),
                refusal(file));
    }

    @Test
    void aFileIsChangedWhereverAndHoweverAKeyStands() throws IOException {
        Path file = file("# peers=here \\\nid=3\npeers : 1=a:1,\\\n  2=b:2\n\n  data d\n");
        String changed = NodeFile.changed(file, Map.of("peers", "1=c:3", "clients", "1=c:4"));
        assertEquals("# peers=here \\\nid=3\npeers=1=c:3\n\n  data d\nclients=1=c:4\n", changed);
        NodeFile read = NodeFile.read(file(changed));
        assertEquals("1=c:3", read.addresses("peers").orElseThrow().toString());
        assertEquals("1=c:4", read.addresses("clients").orElseThrow().toString());
    }

    @Test
    void aKeyMayStandOnlyOnce() throws IOException {
        Path file = file("id=3\ndata=d\nid=4\n");
        assertEquals(file + ":3: id stands at " + file + ":1 already", refusal(file));
    }

    @Test
    void whatAValueCannotBeIsToldWithItsPlace() throws IOException {
        Path file =
                file("id=three\nplaintext-anywhere=yes\n! a note \\\n\npeers = 1=a:1,\\\n  2=b:2\nmetrics=nowhere\n");
        NodeFile read = NodeFile.read(file);
        assertEquals(
                file + ":1: id is a number, not \"three\"",
                assertThrows(BadInputException.class, () -> read.number("id")).getMessage());
        assertEquals(
                file + ":2: plaintext-anywhere: true or false, not \"yes\"",
                assertThrows(BadInputException.class, () -> read.flag("plaintext-anywhere"))
                        .getMessage());
        assertEquals("1=a:1,2=b:2", read.addresses("peers").orElseThrow().toString());
        String bad = assertThrows(BadInputException.class, () -> read.address("metrics"))
                .getMessage();
        assertTrue(bad.startsWith(file + ":7: metrics: "), bad);
    }

    @Test
    void namesInCertificatesNeedCertificates() {
        Path member = home.resolve("new").resolve("node-1");
        Shell.run(
                        "init",
                        "--dir",
                        home.resolve("new").toString(),
                        "--peers",
                        "1=127.0.0.1:2380",
                        "--clients",
                        "1=127.0.0.1:2379")
                .expect(0);
        String refusal = Shell.run(
                        "node", "--config", member.resolve("node.properties").toString(), "--tls-member-names")
                .expect(2)
                .err();
        assertTrue(refusal.contains("--tls-member-names is about certificates, and there are none"), refusal);
    }

    @Test
    void theEnvironmentOverrulesTheFile() throws IOException {
        NodeFile file = NodeFile.read(file("id=3\ndata=d\ntls-key=key\n"));
        NodeFile both = file.under(Map.of(
                "SEAWORTHY_NODE_ID", "4",
                "SEAWORTHY_NODE_TLS_KEY", "other",
                "SEAWORTHY_NODE_PLAINTEXT_ANYWHERE", "true",
                "SEAWORTHY_NODE_CONFIG", "elsewhere",
                "SEAWORTHY_DEBUG", "1"));
        assertEquals(Optional.of(4L), both.number("id"));
        assertEquals(Optional.of(home.resolve("d")), both.path("data"));
        assertEquals(Optional.of(Path.of("other").toAbsolutePath()), both.path("tls-key"));
        assertTrue(both.flag("plaintext-anywhere"));
        assertFalse(both.flag("metrics-plaintext"));
        BadInputException slip =
                assertThrows(BadInputException.class, () -> file.under(Map.of("SEAWORTHY_NODE_PEER", "1=a:1")));
        assertTrue(
                slip.getMessage()
                        .startsWith("the environment: nobody knows \"SEAWORTHY_NODE_PEER\"; is"
                                + " \"SEAWORTHY_NODE_PEERS\" meant?"),
                slip.getMessage());
        BadInputException bad = assertThrows(
                BadInputException.class,
                () -> file.under(Map.of("SEAWORTHY_NODE_CLUSTER_ID", "x")).number("cluster-id"));
        assertEquals("SEAWORTHY_NODE_CLUSTER_ID: cluster-id is a number, not \"x\"", bad.getMessage());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(home.resolve("node.properties"), text);
    }

    private static String refusal(Path file) {
        return assertThrows(BadInputException.class, () -> NodeFile.read(file)).getMessage();
    }
}
