package dev.seaworthy.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seaworthy init}: makes the data directories of a new cluster. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Make the data directories and configuration files of a new cluster: DIR/node-1, DIR/node-2, ..."
                + " Carry each to its machine and start it there with 'seaworthy node --config node.properties'.",
        footerHeading = "%nExit codes: ",
        footer = "0 made, 2 bad usage, or they are there already.")
final class InitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where to make them.")
    private Path folder;

    @Option(
            names = "--peers",
            paramLabel = "1=HOST:PORT,...",
            required = true,
            converter = AddressMap.Converter.class,
            description = "The members, and where each will listen for the others.")
    private AddressMap peers;

    @Option(
            names = "--clients",
            paramLabel = "1=HOST:PORT,...",
            required = true,
            converter = AddressMap.Converter.class,
            description = "Where each will listen for clients.")
    private AddressMap clients;

    @Option(names = "--cluster-id", paramLabel = "N", description = "The cluster's number; default: drawn.")
    private Long clusterId;

    @Override
    public Integer call() {
        long cluster = clusterId != null ? clusterId : NewCluster.positive(new SecureRandom());
        NewCluster.make(folder, cluster, peers, clients);
        PrintWriter out = spec.commandLine().getOut();
        for (long node : peers.byNode().keySet()) {
            out.println("seaworthy node --config "
                    + NewCluster.nodeFolder(folder, node).resolve(NodeFile.NAME));
        }
        return ExitCode.CLEAN;
    }
}
