package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy put}: sets a key. */
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Set a key of a running cluster.",
        footerHeading = "%nExit codes: ",
        footer = "0 done, 2 refused, 3 nobody knows whether it was done, 4 certainly not done: no member or no leader.")
final class PutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "KEY", description = "The key, as UTF-8.")
    private String key;

    @Parameters(index = "1", paramLabel = "VALUE", description = "The value, as UTF-8.")
    private String value;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .build();
        return options.run("put", spec.commandLine().getErr(), client -> {
            PutResponse response = client.change(KVGrpc.getPutMethod(), request);
            if (options.json()) {
                Json.print(
                        spec.commandLine().getOut(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("revision", response.getHeader().getRevision()));
            } else {
                spec.commandLine().getOut().println("OK");
            }
            return ExitCode.CLEAN;
        });
    }
}
