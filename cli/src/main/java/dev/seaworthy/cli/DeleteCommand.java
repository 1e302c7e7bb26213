package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.DeleteRangeRequest;
import dev.seaworthy.etcd.DeleteRangeResponse;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.kv.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy delete}: removes keys. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Remove a key of a running cluster, or all with a prefix; prints how many there were.",
        footerHeading = "%nExit codes: ",
        footer = "0 done, 2 refused, 3 nobody knows whether it was done, 4 certainly not done: no member or no leader.")
final class DeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KEY", description = "The key, as UTF-8.")
    private String key;

    @Option(names = "--prefix", description = "All keys that begin with KEY.")
    private boolean prefix;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        DeleteRangeRequest.Builder request = DeleteRangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key));
        if (prefix) {
            KeyRange range = KeyRange.prefix(key.getBytes(StandardCharsets.UTF_8));
            request.setKey(ByteString.copyFrom(range.first())).setRangeEnd(ByteString.copyFrom(range.end()));
        }
        return options.run("delete", spec.commandLine().getErr(), client -> {
            DeleteRangeResponse response = client.change(KVGrpc.getDeleteRangeMethod(), request.build());
            if (options.json()) {
                Json.print(
                        spec.commandLine().getOut(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("revision", response.getHeader().getRevision())
                                .put("deleted", response.getDeleted()));
            } else {
                spec.commandLine().getOut().println(response.getDeleted());
            }
            return ExitCode.CLEAN;
        });
    }
}
