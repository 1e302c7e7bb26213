package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.Member;
import dev.seaworthy.etcd.MemberAddRequest;
import dev.seaworthy.etcd.MemberAddResponse;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.MemberPromoteRequest;
import dev.seaworthy.etcd.MemberRemoveRequest;
import dev.seaworthy.etcd.MemberUpdateRequest;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy member}: who takes part, and changes of that. */
@Command(
        name = "member",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "See and change who takes part in a running cluster.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExit codes: ",
        footer = "0 done, 2 refused, 3 nobody knows whether it was done, 4 certainly not done: no member or no leader.")
final class MemberCommand implements Runnable {
    private static final String ROW = "%6s %-10s %-8s %-28s %s%n";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** How a cluster says that a learner does not keep pace yet. */
    private static final String NOT_READY = "in sync with leader";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, add, promote, remove, replace or update?");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Print all members.")
    int list(@Mixin ClientOptions options) {
        return options.run("member list", err(), client -> {
            MemberListRequest request =
                    MemberListRequest.newBuilder().setLinearizable(true).build();
            print(
                    options,
                    client.ask(ClusterGrpc.getMemberListMethod(), request).getMembersList());
            return ExitCode.CLEAN;
        });
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add a member; prints how to start it. It begins as a learner, and votes as soon as it keeps"
                    + " pace with the others.")
    int add(
            @Option(
                            names = "--peer",
                            paramLabel = "HOST:PORT",
                            required = true,
                            converter = HostPortConverter.class,
                            description = "Where it will listen for the other members.")
                    HostPort peer,
            @Option(names = "--learner", description = "It is to stay a learner until it is promoted.") boolean learner,
            @Mixin ClientOptions options) {
        return options.run("member add", err(), client -> {
            MemberAddRequest request = MemberAddRequest.newBuilder()
                    .addPeerURLs(options.urlOf(peer))
                    .setIsLearner(learner)
                    .build();
            MemberAddResponse response = client.change(ClusterGrpc.getMemberAddMethod(), request);
            if (options.json()) {
                Json.print(out(), describe(response.getMember()));
                return ExitCode.CLEAN;
            }
            long id = response.getMember().getID();
            out().println("Node " + id + " is a member now. Make its data on its machine, once, and start it:");
            out().println("  seaworthy init --join --id " + id + " --client HOST:PORT --dir DIR "
                    + options.asArguments());
            out().println("  seaworthy node --config DIR/node-" + id + "/" + NodeFile.NAME);
            return ExitCode.CLEAN;
        });
    }

    @Command(name = "promote", mixinStandardHelpOptions = true, description = "Let a learner that keeps pace vote.")
    int promote(@Parameters(paramLabel = "ID", description = "Which node.") long id, @Mixin ClientOptions options) {
        return options.run("member promote", err(), client -> {
            MemberPromoteRequest request =
                    MemberPromoteRequest.newBuilder().setID(id).build();
            print(
                    options,
                    client.change(ClusterGrpc.getMemberPromoteMethod(), request).getMembersList());
            return ExitCode.CLEAN;
        });
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Remove a member; its data is of no use to any cluster afterwards.")
    int remove(@Parameters(paramLabel = "ID", description = "Which node.") long id, @Mixin ClientOptions options) {
        return options.run("member remove", err(), client -> {
            MemberRemoveRequest request =
                    MemberRemoveRequest.newBuilder().setID(id).build();
            print(
                    options,
                    client.change(ClusterGrpc.getMemberRemoveMethod(), request).getMembersList());
            return ExitCode.CLEAN;
        });
    }

    @Command(
            name = "replace",
            mixinStandardHelpOptions = true,
            description = "Let a learner vote in the place of another member, in one step, as soon as it keeps pace:"
                    + " for a lost disk, without ever needing more members than before.")
    int replace(
            @Parameters(paramLabel = "ID", description = "Which node goes.") long id,
            @Option(
                            names = "--with",
                            paramLabel = "ID",
                            required = true,
                            description = "Which node takes its place: one from 'member add --learner' that runs.")
                    long fresh,
            @Mixin ClientOptions options) {
        return options.run("member replace", err(), client -> {
            MemberPromoteRequest request = MemberPromoteRequest.newBuilder()
                    .setID(fresh)
                    .setReplaces(id)
                    .build();
            print(options, replace(client, request, options.timeout().toNanos()));
            return ExitCode.CLEAN;
        });
    }

    private static List<Member> replace(KvClient client, MemberPromoteRequest request, long nanos) {
        long deadline = System.nanoTime() + nanos;
        while (true) {
            try {
                return client.change(ClusterGrpc.getMemberPromoteMethod(), request)
                        .getMembersList();
            } catch (KvClientException e) {
                boolean early = e.kind() == KvClientException.Kind.REFUSED
                        && String.valueOf(e.getMessage()).contains(NOT_READY);
                if (!early || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Command(
            name = "update",
            mixinStandardHelpOptions = true,
            description = "Say where a member will listen for the others from now on; then start it there.")
    int update(
            @Parameters(paramLabel = "ID", description = "Which node.") long id,
            @Option(
                            names = "--peer",
                            paramLabel = "HOST:PORT",
                            required = true,
                            converter = HostPortConverter.class,
                            description = "Where it will listen.")
                    HostPort peer,
            @Mixin ClientOptions options) {
        return options.run("member update", err(), client -> {
            MemberUpdateRequest request = MemberUpdateRequest.newBuilder()
                    .setID(id)
                    .addPeerURLs(options.urlOf(peer))
                    .build();
            print(
                    options,
                    client.change(ClusterGrpc.getMemberUpdateMethod(), request).getMembersList());
            return ExitCode.CLEAN;
        });
    }

    private void print(ClientOptions options, List<Member> members) {
        if (options.json()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode all = json.putArray("members");
            members.forEach(it -> all.add(describe(it)));
            Json.print(out(), json);
            return;
        }
        out().printf(Locale.ROOT, ROW, "node", "name", "role", "members find it at", "clients find it at");
        for (Member member : members) {
            out().printf(
                            Locale.ROOT,
                            ROW,
                            member.getID(),
                            member.getName().isEmpty() ? "(not yet)" : member.getName(),
                            member.getIsLearner() ? "learner" : "voter",
                            String.join(",", member.getPeerURLsList()),
                            String.join(",", member.getClientURLsList()));
        }
    }

    private static ObjectNode describe(Member member) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("node", member.getID())
                .put("disk", member.getDiskID())
                .put("name", member.getName())
                .put("role", member.getIsLearner() ? "learner" : "voter");
        ArrayNode peers = json.putArray("peers");
        member.getPeerURLsList().forEach(peers::add);
        ArrayNode clients = json.putArray("clients");
        member.getClientURLsList().forEach(clients::add);
        return json;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
