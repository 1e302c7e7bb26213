package dev.seaworthy.bench.node;

import dev.seaworthy.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Starts nodes by the command that users start them with, from the class path of this process.
 *
 * @param folder where their data is
 * @param jvm options of their JVMs
 * @param clientPorts where each serves clients
 */
record SeaworthyServers(Path folder, List<String> jvm, int[] clientPorts) {
    /** A new cluster in this folder, which is made; none of it runs yet. */
    static SeaworthyServers make(Path folder, int nodes, List<String> jvm) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int[] ports = Servers.freePorts(2 * nodes);
        List<String> command = command(
                List.of(),
                "init",
                "--dir=" + folder,
                "--clients=" + addresses(ports, 0, nodes),
                "--peers=" + addresses(ports, nodes, nodes));
        Path log = folder.resolve("init.log");
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("no cluster could be made: " + Files.readString(log));
        }
        return new SeaworthyServers(
                folder, jvm, IntStream.of(ports).limit(nodes).toArray());
    }

    /** Starts all of them. */
    Servers start() throws IOException {
        List<ServerProcess> processes = new ArrayList<>();
        for (int i = 0; i < clientPorts.length; i++) {
            Path home = folder.resolve("node-" + (i + 1));
            List<String> command =
                    command(jvm, "node", "--config=" + home.resolve("node.properties"), "--stop-at-end-of-input");
            processes.add(ServerProcess.start(command, clientPorts[i], home.resolve("log")));
        }
        return Servers.of("seaworthy", processes);
    }

    private static String addresses(int[] ports, int from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> (i + 1) + "=127.0.0.1:" + ports[from + i])
                .collect(Collectors.joining(","));
    }

    private static List<String> command(List<String> jvm, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvm);
        command.addAll(List.of("-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
