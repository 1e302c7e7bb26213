package dev.seaworthy.cli.docs;

import dev.seaworthy.cli.Nodes;
import dev.seaworthy.cli.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What pages have in common, so that it is made once: outcomes, and a cluster for pages that start none. */
final class Shared implements AutoCloseable {
    private final Path folder;
    private final Map<List<String>, Shell.Outcome> outcomes = new HashMap<>();
    private final Nodes nodes = new Nodes();

    Shared(Path folder) {
        this.folder = folder;
    }

    /** What has come of commands that read and write no files. */
    Map<List<String>, Shell.Outcome> outcomes() {
        return outcomes;
    }

    /** Where the one node listens for clients, which is started when it is first asked for. */
    String endpoints() throws IOException {
        if (nodes.endpoints().isEmpty()) {
            List<String> free = Nodes.freeAddresses(2);
            String peer = "1=" + free.get(0);
            String client = "1=" + free.get(1);
            Shell.run("init", "--dir", folder.toString(), "--peers", peer, "--clients", client)
                    .expect(0);
            nodes.start(folder.resolve("node-1/node.properties"));
        }
        return nodes.endpoints();
    }

    @Override
    public void close() {
        nodes.close();
    }
}
