package dev.seaworthy.cli;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.storage.Directories;
import dev.seaworthy.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Makes the folders of a cluster that has never run: {@code node-N}, each with data and configuration file. */
final class NewCluster {
    private NewCluster() {}

    /**
     * Makes them. All at once, because each member has to know every other one's disk, whose numbers are drawn here.
     *
     * @throws BadInputException where one of them is there already, or cannot be written
     */
    static void make(Path folder, long clusterId, AddressMap peers, AddressMap clients) {
        make(folder, clusterId, peers, clients, RaftNode::format);
    }

    /** Makes the data directory of one member. */
    interface Formatting {
        void format(Path directory, long clusterId, Member self, Configuration initial);
    }

    /** Makes them, each with the data that somebody else makes. */
    static void make(Path folder, long clusterId, AddressMap peers, AddressMap clients, Formatting formatting) {
        if (!peers.byNode().keySet().equals(clients.byNode().keySet())) {
            throw new BadInputException("--peers and --clients must name the same nodes, not "
                    + peers.byNode().keySet() + " and " + clients.byNode().keySet());
        }
        SecureRandom random = new SecureRandom();
        List<Member> members = new ArrayList<>();
        for (long node : peers.byNode().keySet()) {
            members.add(new Member(node, positive(random)));
            checkAbsent(folder, node);
        }
        Configuration initial = Configuration.ofVoters(members);
        allOrNone("a cluster", folder, members, (home, self) -> {
            formatting.format(home.resolve("data"), clusterId, self, initial);
            NodeFile.write(home.resolve(NodeFile.NAME), self.nodeId(), clusterId, peers, clients);
        });
    }

    /**
     * Makes the folder of a node that is to join a running cluster.
     *
     * @throws BadInputException where it is there already, or cannot be written
     */
    static void join(Path folder, long clusterId, Member self, AddressMap peers, AddressMap clients) {
        checkAbsent(folder, self.nodeId());
        allOrNone("a node", folder, List.of(self), (home, joining) -> {
            RaftNode.format(home.resolve("data"), clusterId, joining, Configuration.NONE);
            NodeFile.write(home.resolve(NodeFile.NAME), joining.nodeId(), clusterId, peers, clients);
        });
    }

    /** Fills the folder of one member. */
    private interface Filling {
        void fill(Path home, Member self) throws IOException;
    }

    /** All of the members' folders or none: those of some are of no use, and in the way of another attempt. */
    private static void allOrNone(String what, Path folder, List<Member> members, Filling filling) {
        try {
            for (Member member : members) {
                Path home = nodeFolder(folder, member.nodeId());
                Directories.create(home);
                filling.fill(home, member);
            }
        } catch (IOException | StoreException e) {
            for (Member member : members) {
                try {
                    Directories.delete(nodeFolder(folder, member.nodeId()));
                } catch (IOException left) {
                    e.addSuppressed(left);
                }
            }
            throw new BadInputException("cannot make " + what + " in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** @throws BadInputException where the folder of this node is there */
    static void checkAbsent(Path folder, long node) {
        Path home = nodeFolder(folder, node);
        if (Files.exists(home)) {
            throw new BadInputException(home + " is there already; a member's data is made once in its life");
        }
    }

    static Path nodeFolder(Path folder, long node) {
        return folder.resolve("node-" + node);
    }

    /** A number for a cluster or a disk. */
    static long positive(SecureRandom random) {
        return 1 + (random.nextLong() >>> 2);
    }
}
