package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.Member;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.MoveLeaderRequest;
import dev.seaworthy.etcd.MoveLeaderResponse;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy transfer}: another member leads. */
@Command(
        name = "transfer",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Hand the leadership of a running cluster to another voter.",
        footerHeading = "%nExit codes: ",
        footer = "0 done, 2 refused, 4 no member or no leader, or it did not take over in time.")
final class TransferCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "To which node; default: the first voter that does not lead.")
    private Long target;

    @Mixin
    private ClientOptions options;

    /** Where the leadership is, and where it is to go. */
    private record Plan(long leader, HostPort leaderAt, long target) {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Plan[] plan = new Plan[1];
        int code = options.run("transfer", err, client -> {
            plan[0] = plan(client);
            return ExitCode.CLEAN;
        });
        if (code != ExitCode.CLEAN) {
            return code;
        }
        Plan wanted = plan[0];
        if (wanted.leader() == wanted.target()) {
            tell(wanted);
            return ExitCode.CLEAN;
        }
        return options.runAt(List.of(wanted.leaderAt()), "transfer", err, client -> {
            MoveLeaderRequest request =
                    MoveLeaderRequest.newBuilder().setTargetID(wanted.target()).build();
            MoveLeaderResponse unused = client.askAt(wanted.leaderAt(), MaintenanceGrpc.getMoveLeaderMethod(), request);
            tell(wanted);
            return ExitCode.CLEAN;
        });
    }

    private Plan plan(KvClient client) {
        MemberListRequest linearizable =
                MemberListRequest.newBuilder().setLinearizable(true).build();
        List<Member> members =
                client.ask(ClusterGrpc.getMemberListMethod(), linearizable).getMembersList();
        long leader = client.ask(MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance())
                .getLeader();
        HostPort leaderAt = members.stream()
                .filter(it -> it.getID() == leader && it.getClientURLsCount() > 0)
                .map(it -> new HostPortConverter().convert(it.getClientURLs(0)))
                .findFirst()
                .orElseThrow(() -> new BadInputException("nobody knows where clients find the leader, node " + leader));
        long to = target != null
                ? voter(members)
                : members.stream()
                        .filter(it -> !it.getIsLearner() && it.getID() != leader)
                        .mapToLong(Member::getID)
                        .findFirst()
                        .orElseThrow(() -> new BadInputException("node " + leader + " is the only voter"));
        return new Plan(leader, leaderAt, to);
    }

    private long voter(List<Member> members) {
        for (Member member : members) {
            if (member.getID() == target && !member.getIsLearner()) {
                return target;
            }
            if (member.getID() == target) {
                throw new BadInputException(
                        "node " + target + " is a learner and cannot lead: 'seaworthy member promote " + target
                                + "' lets it vote first");
            }
        }
        throw new BadInputException("node " + target + " is no member: 'seaworthy member list' shows who is");
    }

    private void tell(Plan done) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Json.print(
                    out,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("from", done.leader())
                            .put("to", done.target()));
        } else if (done.leader() == done.target()) {
            out.println("Node " + done.leader() + " leads already.");
        } else {
            out.println("Node " + done.leader() + " has handed over to node " + done.target() + ".");
        }
    }
}
