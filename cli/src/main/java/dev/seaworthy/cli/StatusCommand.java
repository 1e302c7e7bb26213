package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code seaworthy status}: how each of the members does. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Ask every endpoint how it does.",
        footerHeading = "%nExit codes: ",
        footer = "0 all answer, know a leader and complain of nothing, 1 one of them does not, 2 bad usage.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %-6s %-9s %6s %10s %10s %10s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode members = json.putArray("members");
        return options.run("status", spec.commandLine().getErr(), client -> {
            boolean allWell = true;
            for (HostPort endpoint : options.endpoints()) {
                ObjectNode member = members.addObject().put("endpoint", endpoint.toString());
                allWell &= describe(client, endpoint, member);
            }
            if (options.json()) {
                Json.print(out, json);
            } else {
                print(out, members);
            }
            return allWell ? ExitCode.CLEAN : ExitCode.FOUND;
        });
    }

    private static boolean describe(KvClient client, HostPort endpoint, ObjectNode member) {
        StatusResponse status;
        try {
            status = client.askAt(endpoint, MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance());
        } catch (KvClientException e) {
            member.put("reachable", false).putArray("errors").add(e.getMessage());
            return false;
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
                .put("bytesOnDisk", status.getDbSize());
        ArrayNode errors = member.putArray("errors");
        status.getErrorsList().forEach(errors::add);
        return errors.isEmpty();
    }

    private static void print(PrintWriter out, ArrayNode members) {
        out.printf(Locale.ROOT, ROW, "endpoint", "node", "role", "term", "commit", "applied", "revision", "");
        members.forEach(member -> {
            StringBuilder errors = new StringBuilder();
            member.get("errors")
                    .forEach(it -> errors.append(errors.isEmpty() ? "" : "; ").append(it.asText()));
            out.printf(
                    Locale.ROOT,
                    ROW,
                    member.path("endpoint").asText(),
                    member.path("node").asText("-"),
                    member.path("role").asText("-"),
                    member.path("term").asText("-"),
                    member.path("commitIndex").asText("-"),
                    member.path("appliedIndex").asText("-"),
                    member.path("revision").asText("-"),
                    errors);
        });
    }
}
