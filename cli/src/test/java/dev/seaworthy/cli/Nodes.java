package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Nodes as the command {@code node} runs them, each a process of its own. */
public final class Nodes implements AutoCloseable {
    private final List<LocalCluster> started = new ArrayList<>();
    private final List<String> endpoints = new ArrayList<>();

    /** Starts the node that {@code init} has made in the folder of this file. */
    public void start(Path config) {
        Path folder = config.toAbsolutePath().getParent();
        long node = Long.parseLong(folder.getFileName().toString().replaceFirst(".*-", ""));
        HostPort clients = NodeFile.read(config)
                .addresses("clients")
                .map(all -> all.byNode().get(node))
                .orElseThrow();
        LocalCluster cluster = new LocalCluster(folder.getParent(), new TreeMap<>(), LocalCluster.Launch.PLAIN);
        cluster.start(node);
        started.add(cluster);
        endpoints.add(clients.toString());
    }

    /** Where the nodes listen for clients, as {@code --endpoints} wants it; empty where there are none. */
    public String endpoints() {
        return String.join(",", endpoints);
    }

    /** So many addresses ({@code host:port}) where nobody listens. */
    public static List<String> freeAddresses(int count) throws IOException {
        return LoopbackPorts.free(count).stream().map(HostPort::toString).toList();
    }

    /** Ends all as kill -9 does. */
    public void killAll() throws InterruptedException {
        for (LocalCluster cluster : started) {
            cluster.killAll();
        }
    }

    @Override
    public void close() {
        started.forEach(LocalCluster::close);
    }
}
