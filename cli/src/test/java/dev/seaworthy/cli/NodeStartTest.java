package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people read where a node cannot start. */
@Timeout(120)
class NodeStartTest {
    private static final String ANY = "127.0.0.1:0";

    @TempDir
    Path home;

    @Test
    void aDataDirectoryThatIsNotThereComesWithAdvice() {
        String err = Shell.run("node", "--data", home.resolve("gone").toString())
                .expect(2)
                .err();
        assertTrue(
                err.contains(home.resolve("gone") + " is no data directory: there is no such directory. Is the path"
                        + " right, and its disk mounted?"),
                err);
        assertTrue(err.contains("make its data once: `seaworthy init`"), err);
    }

    @Test
    void aTakenPortIsNamedWithItsDoorAndWhatToDo() throws IOException {
        Shell.run(
                        "init",
                        "--dir",
                        home.resolve("new").toString(),
                        "--peers",
                        "1=127.0.0.1:1",
                        "--clients",
                        "1=127.0.0.1:1")
                .expect(0);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String at = "127.0.0.1:" + taken.getLocalPort();
            assertTaken("members", at, start(at, ANY, ANY));
            assertTaken("clients", at, start(ANY, at, ANY));
            assertTaken("metrics and probes", at, start(ANY, ANY, at));
        }
    }

    private String start(String peer, String client, String metrics) {
        Path file = home.resolve("new").resolve("node-1").resolve("node.properties");
        return Shell.run(
                        "node",
                        "--config",
                        file.toString(),
                        "--listen-peer",
                        peer,
                        "--listen-client",
                        client,
                        "--metrics",
                        metrics)
                .expect(2)
                .err();
    }

    private static void assertTaken(String door, String at, String err) {
        assertTrue(err.contains("cannot listen for " + door + " at " + at + ": another process listens there"), err);
        assertTrue(err.contains("`ss -ltnp 'sport = :" + at.substring(at.indexOf(':') + 1) + "'` names it"), err);
        assertFalse(err.contains("\tat "), err);
    }
}
