package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.SnapshotRequest;
import dev.seaworthy.kv.members.MemberDirectory;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.service.Backup;
import dev.seaworthy.service.MemberData;
import dev.seaworthy.storage.Directories;
import dev.seaworthy.storage.StoreIdentity;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy snapshot}: keeps the state of a cluster in a file, and begins another cluster with it. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keep the whole state of a running cluster in a file, look whether such a file is sound, or make"
                + " a new cluster that begins with it.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExit codes: ",
        footer = "0 done, or sound; 1 the file is no sound snapshot; 2 bad usage; 4 no member or no leader.")
final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "save, verify or restore?");
    }

    @Command(
            name = "save",
            mixinStandardHelpOptions = true,
            description = "Write the state of a running cluster to FILE: everything that was acknowledged before. The"
                    + " file is there when it is whole and verified.")
    int save(
            @Parameters(paramLabel = "FILE", description = "Where to; must not be there yet.") Path file,
            @Mixin ClientOptions options) {
        if (Files.exists(file)) {
            throw new BadInputException(file + " is there already");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        int code = options.run("snapshot save", spec.commandLine().getErr(), client -> {
            try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                client.read(MaintenanceGrpc.getSnapshotMethod(), SnapshotRequest.getDefaultInstance(), piece -> {
                    try {
                        piece.getBlob().writeTo(out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                out.getChannel().force(true);
            } catch (IOException | UncheckedIOException e) {
                throw new BadInputException("cannot write " + part + ": " + e.getMessage(), e);
            }
            return ExitCode.CLEAN;
        });
        if (code != ExitCode.CLEAN) {
            return code;
        }
        int verdict = verify(part, file, options.json());
        if (verdict == ExitCode.CLEAN) {
            try {
                Directories.rename(part, file);
            } catch (IOException e) {
                throw new BadInputException("cannot rename " + part + ": " + e.getMessage(), e);
            }
        }
        return verdict;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Read every byte of a file from 'snapshot save' or 'etcdctl snapshot save'.")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The file.") Path file,
            @Option(names = "--json", description = "Print one JSON object and nothing else.") boolean json) {
        return verify(file, file, json);
    }

    private int verify(Path file, Path name, boolean json) {
        ServedStateMachine state = new ServedStateMachine(records -> {});
        Backup backup = read(file, state);
        if (backup == null) {
            return ExitCode.FOUND;
        }
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode found = JsonNodeFactory.instance
                .objectNode()
                .put("file", name.toString())
                .put("clusterId", backup.clusterId())
                .put("node", backup.nodeId())
                .put("term", backup.last().term())
                .put("index", backup.last().index())
                .put("revision", state.store().revision())
                .put("compactedRevision", state.store().compactedRevision())
                .put("keys", state.store().size())
                .put("bytes", backup.stateBytes());
        if (json) {
            Json.print(out, found);
        } else {
            out.println(name + ": sound; " + Figures.count(state.store().size(), "key") + " at revision "
                    + state.store().revision() + ", " + backup.stateBytes() + " bytes, up to entry "
                    + backup.last().index() + " of cluster " + backup.clusterId());
        }
        return ExitCode.CLEAN;
    }

    /** Null where it is not sound, which is then said. */
    private Backup read(Path file, ServedStateMachine state) {
        try {
            return Backup.read(file, state);
        } catch (IOException e) {
            spec.commandLine().getErr().println("seaworthy snapshot: " + e.getMessage());
            return null;
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Make the data directories and configuration files of a new cluster, as 'init' does, that"
                    + " begins with the state in FILE. The cluster that it was saved from is not touched; clients must"
                    + " not use both.")
    int restore(
            @Parameters(paramLabel = "FILE", description = "The file.") Path file,
            @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where to make them.")
                    Path folder,
            @Option(
                            names = "--peers",
                            paramLabel = "1=HOST:PORT,...",
                            required = true,
                            converter = AddressMap.Converter.class,
                            description = "The members, and where each will listen for the others.")
                    AddressMap peers,
            @Option(
                            names = "--clients",
                            paramLabel = "1=HOST:PORT,...",
                            required = true,
                            converter = AddressMap.Converter.class,
                            description = "Where each will listen for clients.")
                    AddressMap clients) {
        ServedStateMachine state = new ServedStateMachine(records -> {});
        Backup backup = read(file, state);
        if (backup == null) {
            return ExitCode.FOUND;
        }
        state.redescribe(MemberDirectory.NONE);
        long clusterId = NewCluster.positive(new SecureRandom());
        NewCluster.make(
                folder,
                clusterId,
                peers,
                clients,
                (directory, cluster, self, initial) ->
                        MemberData.make(directory, new StoreIdentity(cluster, self), initial, backup.last(), state));
        for (long node : peers.byNode().keySet()) {
            spec.commandLine()
                    .getOut()
                    .println("seaworthy node --config "
                            + NewCluster.nodeFolder(folder, node).resolve(NodeFile.NAME));
        }
        return ExitCode.CLEAN;
    }
}
