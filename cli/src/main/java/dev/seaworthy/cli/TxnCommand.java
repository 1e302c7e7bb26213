package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.ResponseOp;
import dev.seaworthy.etcd.TxnRequest;
import dev.seaworthy.etcd.TxnResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy txn}: compares, and does one of two lists of operations, at once. */
@Command(
        name = "txn",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Compare, then do one of two lists of operations, in one revision. FILE has three blocks of lines, with an"
                    + " empty line behind each: conditions, what to do where all hold, what to do else:",
            "",
            "  value(\"key\") = \"old\"      (also version, create, mod; also >, <, !=)",
            "",
            "  put key \"a new value\"      (also get, del; --prefix behind get or del)",
            "",
            "  get key"
        },
        footerHeading = "%nExit codes: ",
        footer = "0 the conditions held, 1 they did not, 2 refused, 3 nobody knows whether it was done, 4 certainly not"
                + " done: no member or no leader.")
final class TxnCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The transaction, as UTF-8; - or nothing is standard input.")
    private String file;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        TxnRequest request = TxnSyntax.parse(text());
        return options.run("txn", spec.commandLine().getErr(), client -> {
            TxnResponse response = client.change(KVGrpc.getTxnMethod(), request);
            if (options.json()) {
                Json.print(spec.commandLine().getOut(), toJson(response));
            } else {
                print(response);
            }
            return response.getSucceeded() ? ExitCode.CLEAN : ExitCode.FOUND;
        });
    }

    private String text() {
        try {
            byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void print(TxnResponse response) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(response.getSucceeded() ? "SUCCESS" : "FAILURE");
        for (ResponseOp operation : response.getResponsesList()) {
            if (operation.hasResponseRange()) {
                operation
                        .getResponseRange()
                        .getKvsList()
                        .forEach(pair -> out.println(pair.getKey().toStringUtf8() + "\t"
                                + pair.getValue().toStringUtf8()));
            } else if (operation.hasResponseDeleteRange()) {
                out.println(operation.getResponseDeleteRange().getDeleted());
            } else {
                out.println("OK");
            }
        }
    }

    private static ObjectNode toJson(TxnResponse response) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("revision", response.getHeader().getRevision()).put("succeeded", response.getSucceeded());
        ArrayNode replies = json.putArray("responses");
        for (ResponseOp operation : response.getResponsesList()) {
            ObjectNode reply = replies.addObject();
            if (operation.hasResponseRange()) {
                ArrayNode pairs = reply.putArray("pairs");
                operation.getResponseRange().getKvsList().forEach(pair -> GetCommand.describe(pairs.addObject(), pair));
            } else if (operation.hasResponseDeleteRange()) {
                reply.put("deleted", operation.getResponseDeleteRange().getDeleted());
            }
        }
        return json;
    }
}
