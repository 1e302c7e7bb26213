package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.etcd.DeleteRangeRequest;
import dev.seaworthy.etcd.DeleteRangeResponse;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.kv.KeyRange;
import java.io.PrintWriter;
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
        description = "Remove a key of a running cluster, or a range of keys; prints how many there were.",
        footerHeading = "%nExit codes: ",
        footer = "0 done, 2 refused, 3 nobody knows whether it was done, 4 certainly not done: no member or no leader.")
final class DeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KEY", description = "The key, as UTF-8.")
    private String key;

    @Mixin
    private KeyOptions keys;

    @Option(names = "--previous", description = "Print what was removed, too: key, tab, value.")
    private boolean previous;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        KeyRange range = keys.range(key);
        DeleteRangeRequest request = DeleteRangeRequest.newBuilder()
                .setKey(KeyOptions.bytes(range.first()))
                .setRangeEnd(KeyOptions.bytes(range.end()))
                .setPrevKv(previous)
                .build();
        return options.run("delete", spec.commandLine().getErr(), client -> {
            DeleteRangeResponse response = client.change(KVGrpc.getDeleteRangeMethod(), request);
            print(response);
            return ExitCode.CLEAN;
        });
    }

    private void print(DeleteRangeResponse response) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("revision", response.getHeader().getRevision())
                    .put("deleted", response.getDeleted());
            if (previous) {
                ArrayNode pairs = json.putArray("previous");
                response.getPrevKvsList().forEach(pair -> GetCommand.describe(pairs.addObject(), pair));
            }
            Json.print(out, json);
            return;
        }
        out.println(response.getDeleted());
        response.getPrevKvsList()
                .forEach(pair -> out.println(
                        pair.getKey().toStringUtf8() + "\t" + pair.getValue().toStringUtf8()));
    }
}
