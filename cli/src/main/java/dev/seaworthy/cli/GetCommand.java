package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.mvccpb.KeyValue;
import dev.seaworthy.kv.KeyRange;
import java.io.PrintWriter;
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
        description = "Print the value of a key of a running cluster; of several, one a line: key, tab, value.",
        footerHeading = "%nExit codes: ",
        footer = "0 found, 1 there is no such key, 2 refused, 4 no member or no leader.")
final class GetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KEY", description = "The key, as UTF-8.")
    private String key;

    @Mixin
    private KeyOptions keys;

    @Option(
            names = {"--revision", "--rev"},
            paramLabel = "N",
            description = "As of this revision; default: now.")
    private long revision;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many keys; default: all.")
    private long limit;

    @Option(names = "--keys-only", description = "No values.")
    private boolean keysOnly;

    @Option(names = "--count-only", description = "Only how many there are.")
    private boolean countOnly;

    @Option(names = "--descending", description = "The last key first.")
    private boolean descending;

    @Option(names = "--serializable", description = "Whatever the member that answers knows, however old.")
    private boolean serializable;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        KeyRange range = keys.range(key);
        RangeRequest.Builder request = RangeRequest.newBuilder()
                .setKey(KeyOptions.bytes(range.first()))
                .setRangeEnd(KeyOptions.bytes(range.end()))
                .setRevision(revision)
                .setLimit(limit)
                .setKeysOnly(keysOnly)
                .setCountOnly(countOnly)
                .setSerializable(serializable);
        if (descending) {
            request.setSortOrder(RangeRequest.SortOrder.DESCEND);
        }
        return options.run("get", spec.commandLine().getErr(), client -> {
            RangeResponse response = client.ask(KVGrpc.getRangeMethod(), request.build());
            print(response);
            return response.getCount() == 0 ? ExitCode.FOUND : ExitCode.CLEAN;
        });
    }

    private void print(RangeResponse response) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Json.print(out, toJson(response));
            return;
        }
        if (countOnly) {
            out.println(response.getCount());
        }
        for (KeyValue pair : response.getKvsList()) {
            String name = pair.getKey().toStringUtf8();
            String value = pair.getValue().toStringUtf8();
            out.println(keysOnly ? name : keys.isRange() ? name + "\t" + value : value);
        }
    }

    private static ObjectNode toJson(RangeResponse response) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("revision", response.getHeader().getRevision());
        json.put("count", response.getCount()).put("more", response.getMore());
        ArrayNode pairs = json.putArray("pairs");
        response.getKvsList().forEach(pair -> describe(pairs.addObject(), pair));
        return json;
    }

    /** Puts what there is to know of a pair into an object. */
    static void describe(ObjectNode json, KeyValue pair) {
        json.put("key", pair.getKey().toStringUtf8())
                .put("value", pair.getValue().toStringUtf8())
                .put("createRevision", pair.getCreateRevision())
                .put("modRevision", pair.getModRevision())
                .put("version", pair.getVersion());
    }
}
