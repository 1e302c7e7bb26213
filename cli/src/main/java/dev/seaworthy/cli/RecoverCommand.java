package dev.seaworthy.cli;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.kv.members.MemberDirectory;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.MemberData;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.Directories;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.StoreIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seaworthy recover}: makes a cluster of one out of one member's data, when the majority is gone for good. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "When a majority of the members is lost for good: make a new cluster of one node out of what"
                + " this one, which must not be running, has on its disk. Whatever only the others had is lost, also"
                + " if it was acknowledged; what this one had and was never acknowledged is kept.",
        footerHeading = "%nExit codes: ",
        footer = "0 made, 2 bad usage, not confirmed, or the data cannot be used; nothing was changed then.")
final class RecoverCommand implements Callable<Integer> {
    /** What has to be typed. */
    static final String WORDS = "the others are gone for good";

    private static final String BEFORE = "-before-recovery";
    private static final String MADE = "-recovered";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--force-new-cluster",
            required = true,
            description = "The one way of recovering that there is; it is to be asked for by name.")
    private boolean forceNewCluster;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The node's configuration file.")
    private Path config;

    @Option(names = "--confirm", paramLabel = "WORDS", description = "The words \"" + WORDS + "\".")
    private String confirmation;

    @Override
    public Integer call() {
        NodeFile file = NodeFile.read(config);
        Path data = file.path("data").orElseThrow(() -> new BadInputException(config + " does not say where data is"));
        PrintWriter err = spec.commandLine().getErr();
        try {
            StoreIdentity before = DataDirectory.identityOf(isUnderWay(data) ? beside(data, BEFORE) : data);
            HostPort peer = own(file, "listen-peer", "peers", before.member());
            HostPort client = own(file, "listen-client", "clients", before.member());
            if (!forceNewCluster || !WORDS.equals(confirmation)) {
                warn(err, before, data);
                return ExitCode.BAD_INPUT;
            }
            ServedStateMachine state = isUnderWay(data) ? replayed(beside(data, MADE)) : prepare(data, before);
            finish(data, state, peer, client);
        } catch (StoreException | IOException e) {
            throw new BadInputException(e.getMessage(), e);
        }
        return ExitCode.CLEAN;
    }

    private static HostPort own(NodeFile file, String listen, String all, Member self) {
        return file.addresses(all)
                .map(it -> it.byNode().get(self.nodeId()))
                .or(() -> file.address(listen))
                .orElseThrow(() -> new BadInputException("the configuration file has no " + listen));
    }

    private static void warn(PrintWriter err, StoreIdentity before, Path data) {
        err.println("seaworthy recover: NOT DONE. This would make a new cluster out of what node "
                + before.member().nodeId() + " has in " + data + ".");
        err.println("  - Writes that were acknowledged, and that this node had not received, would be LOST.");
        err.println("  - The other members could never take part again: wipe them, and add new ones afterwards.");
        err.println("  - As long as a majority of the members can be started, start them instead; a single lost");
        err.println("    member is replaced with 'seaworthy member replace'.");
        err.println("If they are gone for good, on every node make sure of it, and repeat the command with");
        err.println("  --confirm \"" + WORDS + "\"");
    }

    /** Whether an earlier call was interrupted after it had moved the data away: then it is only to be finished. */
    private static boolean isUnderWay(Path data) {
        return !Files.exists(data) && Files.exists(beside(data, BEFORE)) && Files.exists(beside(data, MADE));
    }

    private static ServedStateMachine replayed(Path data) {
        ServedStateMachine state = new ServedStateMachine(records -> {});
        EntryId unused = MemberData.replay(data, state);
        return state;
    }

    /**
     * Makes the new data and moves the old away. Until that is done, the node is what it was.
     *
     * @return what the new data holds
     */
    private ServedStateMachine prepare(Path data, StoreIdentity before) throws IOException {
        SecureRandom random = new SecureRandom();
        Member self = new Member(before.member().nodeId(), NewCluster.positive(random));
        Path kept = beside(data, BEFORE);
        Path keptConfig = beside(config, BEFORE);
        requireNew(kept, Files.exists(kept));
        requireNew(keptConfig, Files.exists(keptConfig) && Files.mismatch(config, keptConfig) >= 0);
        ServedStateMachine state = new ServedStateMachine(records -> {});
        EntryId last = MemberData.replay(data, state);
        if (last.index() == 0) {
            throw new BadInputException("there is nothing in " + data + " to begin a cluster with: it has no entries");
        }
        state.redescribe(MemberDirectory.NONE);
        Path made = beside(data, MADE);
        // Of an earlier call that came no further: the node may have run since.
        Directories.delete(made);
        Configuration alone = Configuration.ofVoters(List.of(self));
        MemberData.make(made, new StoreIdentity(NewCluster.positive(random), self), alone, last, state);
        Directories.replace(keptConfig, Files.readAllBytes(config));
        Directories.rename(data, kept);
        return state;
    }

    private static void requireNew(Path kept, boolean isThere) {
        if (isThere) {
            throw new BadInputException(kept + " is there: what is kept of an earlier recovery; move it away first");
        }
    }

    /** Puts the new data in the old one's place, last of all: a node cannot start before. */
    private void finish(Path data, ServedStateMachine state, HostPort peer, HostPort client) throws IOException {
        Path made = beside(data, MADE);
        StoreIdentity identity = DataDirectory.identityOf(made);
        long node = identity.member().nodeId();
        Map<String, String> changed = Map.of(
                "cluster-id", Long.toString(identity.clusterId()),
                "peers", node + "=" + peer,
                "clients", node + "=" + client);
        Directories.replace(config, NodeFile.changed(config, changed).getBytes(StandardCharsets.UTF_8));
        Directories.rename(made, data);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Node " + node + " is a cluster of its own now, number " + identity.clusterId() + ", with "
                + Figures.count(state.store().size(), "key") + " at revision "
                + state.store().revision() + ".");
        out.println("What it had is kept in " + beside(data, BEFORE) + " and " + beside(config, BEFORE)
                + "; never start that again.");
        out.println("  seaworthy node --config " + config);
    }

    private static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
