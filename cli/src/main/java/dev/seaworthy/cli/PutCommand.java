package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--previous", description = "Print the value that was there before, too.")
    private boolean previous;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .setPrevKv(previous)
                .build();
        return options.run("put", spec.commandLine().getErr(), client -> {
            PutResponse response = client.change(KVGrpc.getPutMethod(), request);
            PrintWriter out = spec.commandLine().getOut();
            if (options.json()) {
                ObjectNode json = JsonNodeFactory.instance
                        .objectNode()
                        .put("revision", response.getHeader().getRevision());
                if (response.hasPrevKv()) {
                    GetCommand.describe(json.putObject("previous"), response.getPrevKv());
                }
                Json.print(out, json);
            } else {
                out.println("OK");
                if (response.hasPrevKv()) {
                    out.println(response.getPrevKv().getValue().toStringUtf8());
                }
            }
            return ExitCode.CLEAN;
        });
    }
}
