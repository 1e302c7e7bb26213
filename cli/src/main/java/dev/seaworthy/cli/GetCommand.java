package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.mvccpb.KeyValue;
import dev.seaworthy.kv.KeyRange;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy get}: reads keys. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print the value of a key of a running cluster, or all keys with a prefix, with their values.",
        footerHeading = "%nExit codes: ",
        footer = "0 found, 1 there is no such key, 2 refused, 4 no member or no leader.")
final class GetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KEY", description = "The key, as UTF-8.")
    private String key;

    @Option(names = "--prefix", description = "All keys that begin with KEY, one a line: key, tab, value.")
    private boolean prefix;

    @Option(names = "--revision", paramLabel = "N", description = "As of this revision; default: now.")
    private long revision;

    @Option(names = "--serializable", description = "Whatever the member that answers knows, however old.")
    private boolean serializable;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        RangeRequest.Builder request = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setRevision(revision)
                .setSerializable(serializable);
        if (prefix) {
            KeyRange range = KeyRange.prefix(key.getBytes(StandardCharsets.UTF_8));
            request.setKey(ByteString.copyFrom(range.first())).setRangeEnd(ByteString.copyFrom(range.end()));
        }
        return options.run("get", spec.commandLine().getErr(), client -> {
            RangeResponse response = client.ask(KVGrpc.getRangeMethod(), request.build());
            print(response);
            return response.getKvsCount() == 0 ? ExitCode.FOUND : ExitCode.CLEAN;
        });
    }

    private void print(RangeResponse response) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Json.print(out, toJson(response));
            return;
        }
        for (KeyValue pair : response.getKvsList()) {
            String value = pair.getValue().toStringUtf8();
            out.println(prefix ? pair.getKey().toStringUtf8() + "\t" + value : value);
        }
    }

    private static ObjectNode toJson(RangeResponse response) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("revision", response.getHeader().getRevision());
        ArrayNode pairs = json.putArray("pairs");
        for (KeyValue pair : response.getKvsList()) {
            pairs.addObject()
                    .put("key", pair.getKey().toStringUtf8())
                    .put("value", pair.getValue().toStringUtf8())
                    .put("createRevision", pair.getCreateRevision())
                    .put("modRevision", pair.getModRevision())
                    .put("version", pair.getVersion());
        }
        return json;
    }
}
