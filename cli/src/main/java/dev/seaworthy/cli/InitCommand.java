package dev.seaworthy.cli;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.MemberListResponse;
import dev.seaworthy.etcd.MemberUpdateRequest;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy init}: makes the data directories of a new cluster, or of one node that joins a running one. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Make the data directories and configuration files of a new cluster: DIR/node-1, DIR/node-2, ..."
                + " Carry each to its machine and start it there with 'seaworthy node --config node.properties'. With"
                + " --join: those of one node that 'seaworthy member add' has added.",
        footerHeading = "%nExit codes: ",
        footer =
                "0 made, 2 bad usage, or they are there already; with --join 3 nobody knows whether the cluster expects"
                        + " what would have been made: try again, 4 no member answers.")
final class InitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where to make them.")
    private Path folder;

    @Option(
            names = "--peers",
            paramLabel = "1=HOST:PORT,...",
            converter = AddressMap.Converter.class,
            description =
                    "The members of a new cluster, and where each will listen for the others; default: none, it is"
                            + " needed without --join.")
    private AddressMap peers;

    @Option(
            names = "--clients",
            paramLabel = "1=HOST:PORT,...",
            converter = AddressMap.Converter.class,
            description = "Where each will listen for clients; default: none, it is needed without --join.")
    private AddressMap clients;

    @Option(names = "--cluster-id", paramLabel = "N", description = "The cluster's number; default: drawn.")
    private Long clusterId;

    @Option(names = "--join", description = "Make one node that joins the cluster at --endpoints.")
    private boolean join;

    @Option(
            names = "--id",
            paramLabel = "N",
            description = "With --join: which node, as 'member add' has said; default: none, it is needed then.")
    private Long id;

    @Option(
            names = "--client",
            paramLabel = "HOST:PORT",
            converter = HostPortConverter.class,
            description = "With --join: where it will listen for clients; default: none, it is needed then.")
    private HostPort client;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        if (join) {
            if (id == null || client == null || peers != null || clients != null || clusterId != null) {
                throw new ParameterException(
                        spec.commandLine(), "--join needs --id and --client, and the cluster tells the rest");
            }
            return options.run("init", spec.commandLine().getErr(), asked -> {
                MemberListRequest request =
                        MemberListRequest.newBuilder().setLinearizable(true).build();
                return join(asked, asked.ask(ClusterGrpc.getMemberListMethod(), request));
            });
        }
        if (peers == null || clients == null || id != null || client != null) {
            throw new ParameterException(
                    spec.commandLine(), "a new cluster needs --peers and --clients; one node of a running one --join");
        }
        long cluster = clusterId != null ? clusterId : NewCluster.positive(new SecureRandom());
        NewCluster.make(folder, cluster, peers, clients);
        peers.byNode().keySet().forEach(this::tellHowToStart);
        return ExitCode.CLEAN;
    }

    private int join(KvClient asked, MemberListResponse list) {
        dev.seaworthy.etcd.Member self = list.getMembersList().stream()
                .filter(it -> it.getID() == id)
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "node " + id + " is no member; 'seaworthy member add' makes it one, and says its number"));
        if (!self.getName().isEmpty()) {
            throw new BadInputException("node " + id + " has run already; a member's data is made once in its life."
                    + " Add another one, and let it replace this one");
        }
        if (self.getDiskID() == 0) {
            throw new BadInputException("these endpoints are no seaworthy cluster");
        }
        NewCluster.checkAbsent(folder, id);
        // Its own disk, each time: of two that were made for one member, only the last is one.
        long disk = NewCluster.positive(new SecureRandom());
        MemberUpdateRequest binding =
                MemberUpdateRequest.newBuilder().setID(id).setDiskID(disk).build();
        boolean bound = asked.change(ClusterGrpc.getMemberUpdateMethod(), binding).getMembersList().stream()
                .anyMatch(it -> it.getID() == id && it.getDiskID() == disk);
        if (!bound) {
            throw new BadInputException("the cluster does not take disk " + disk + " for node " + id
                    + ": its members are of an older release, or another 'init --join' of this node came between");
        }
        TreeMap<Long, HostPort> peerAddresses = new TreeMap<>();
        TreeMap<Long, HostPort> clientAddresses = new TreeMap<>();
        HostPortConverter reading = new HostPortConverter();
        for (dev.seaworthy.etcd.Member member : list.getMembersList()) {
            boolean own = member.getID() == id;
            // Who has not been started yet, the log will tell of.
            if (member.getPeerURLsCount() > 0 && (own || member.getClientURLsCount() > 0)) {
                peerAddresses.put(member.getID(), reading.convert(member.getPeerURLs(0)));
                clientAddresses.put(member.getID(), own ? client : reading.convert(member.getClientURLs(0)));
            }
        }
        NewCluster.join(
                folder,
                list.getHeader().getClusterId(),
                new Member(id, disk),
                new AddressMap(peerAddresses),
                new AddressMap(clientAddresses));
        tellHowToStart(id);
        return ExitCode.CLEAN;
    }

    private void tellHowToStart(long node) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "seaworthy node --config " + NewCluster.nodeFolder(folder, node).resolve(NodeFile.NAME));
    }
}
