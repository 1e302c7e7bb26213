package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.Member;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seaworthy status}: how each of the members does. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Ask every endpoint how it does, and print a table: lag is how many entries it has yet to apply of"
                        + " those that any of them knows to be committed.",
        footerHeading = "%nExit codes: ",
        footer = "0 all answer, know a leader and complain of nothing, 1 one of them does not, 2 bad usage; with"
                + " --cluster 4 no member answers.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cluster",
            description = "Ask every member that the cluster names, not only the endpoints that are given.")
    private boolean cluster;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (!cluster) {
            return ask(options.endpoints(), List.of());
        }
        List<HostPort> everywhere = new ArrayList<>();
        List<Long> silent = new ArrayList<>();
        int code = options.run("status", err, client -> {
            MemberListRequest whateverItKnows = MemberListRequest.getDefaultInstance();
            HostPortConverter reading = new HostPortConverter();
            for (Member member : client.ask(ClusterGrpc.getMemberListMethod(), whateverItKnows)
                    .getMembersList()) {
                if (member.getClientURLsCount() == 0) {
                    silent.add(member.getID());
                } else {
                    everywhere.add(reading.convert(member.getClientURLs(0)));
                }
            }
            return ExitCode.CLEAN;
        });
        return code == ExitCode.CLEAN ? ask(everywhere, silent) : code;
    }

    /** @param silent members of which nobody knows where clients find them */
    private int ask(List<HostPort> endpoints, List<Long> silent) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode members = json.putArray("members");
        int asked = options.runAt(endpoints, "status", err, client -> {
            endpoints.forEach(endpoint -> describe(client, endpoint, members.addObject()));
            return ExitCode.CLEAN;
        });
        if (asked != ExitCode.CLEAN) {
            return asked;
        }
        for (long node : silent) {
            ObjectNode member = members.addObject().put("endpoint", "").put("node", node);
            complain(member.put("reachable", false), "it has not told where clients find it: never started?");
        }
        StatusTable table = new StatusTable(members);
        table.addLag();
        if (options.json()) {
            Json.print(out, json);
        } else {
            table.print(out);
        }
        String trouble = table.trouble();
        if (!trouble.isEmpty()) {
            err.println("seaworthy status: " + trouble + " (exit code " + ExitCode.FOUND + ")");
        }
        return trouble.isEmpty() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    private static void describe(KvClient client, HostPort endpoint, ObjectNode member) {
        member.put("endpoint", endpoint.toString());
        StatusResponse status;
        try {
            status = client.askAt(endpoint, MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance());
        } catch (KvClientException e) {
            complain(member.put("reachable", false), e.getMessage());
            return;
        }
        long node = status.getHeader().getMemberId();
        String role = status.getIsLearner() ? "learner" : status.getLeader() == node ? "leader" : "follower";
        member.put("reachable", true)
                .put("node", node)
                .put("role", role)
                .put("leader", status.getLeader())
                .put("term", status.getRaftTerm())
                .put("commitIndex", status.getRaftIndex())
                .put("appliedIndex", status.getRaftAppliedIndex())
                .put("revision", status.getHeader().getRevision())
                .put("bytesOnDisk", status.getDbSize())
                .put("disk", status.getDiskCondition())
                .put("version", status.getVersion());
        ArrayNode errors = member.putArray("errors");
        status.getErrorsList().forEach(errors::add);
    }

    private static void complain(ObjectNode member, String error) {
        member.putArray("errors").add(error);
    }
}
