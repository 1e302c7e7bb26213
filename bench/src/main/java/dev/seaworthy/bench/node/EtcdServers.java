package dev.seaworthy.bench.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts etcd as it comes, every write synced, with room for what benchmarks write. */
final class EtcdServers {
    private static final String QUOTA_BYTES = Long.toString(8L << 30);

    private EtcdServers() {}

    /** The program, where there is one on the path. */
    static Optional<Path> program() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path program = Path.of(folder, "etcd");
            if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /** A new cluster in this folder, which is made. */
    static Servers start(Path program, Path folder, int nodes) throws IOException {
        int[] ports = Servers.freePorts(2 * nodes);
        List<String> peers = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            peers.add("n" + i + "=" + url(ports[nodes + i]));
        }
        List<ServerProcess> processes = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            Path home = Files.createDirectories(folder.resolve("node-" + i));
            List<String> command = List.of(
                    program.toString(),
                    "--name=n" + i,
                    "--data-dir=" + home.resolve("data"),
                    "--listen-peer-urls=" + url(ports[nodes + i]),
                    "--initial-advertise-peer-urls=" + url(ports[nodes + i]),
                    "--listen-client-urls=" + url(ports[i]),
                    "--advertise-client-urls=" + url(ports[i]),
                    "--initial-cluster=" + String.join(",", peers),
                    "--initial-cluster-state=new",
                    "--quota-backend-bytes=" + QUOTA_BYTES,
                    "--logger=zap",
                    "--log-level=warn");
            processes.add(ServerProcess.start(command, ports[i], home.resolve("log")));
        }
        return Servers.of("etcd", processes);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
