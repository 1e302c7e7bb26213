package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom a client command asks, and how. */
final class ClientOptions {
    @Option(
            names = "--endpoints",
            paramLabel = "HOST:PORT,...",
            split = ",",
            converter = HostPortConverter.class,
            description = "Where members listen for clients; the first that answers is asked; default: 127.0.0.1:2379.")
    private List<HostPort> endpoints = List.of(new HostPort("127.0.0.1", 2379));

    @Option(
            names = "--timeout",
            paramLabel = "10s",
            converter = DurationConverter.class,
            description = "How long to try; default: 10s.")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Mixin
    private TlsOptions tls;

    /** What a command does with a client. */
    interface Call {
        int with(KvClient client);
    }

    List<HostPort> endpoints() {
        return endpoints;
    }

    /** How members are found where the cluster is one that speaks as this command does. */
    String urlOf(HostPort member) {
        return (tls.files().isPresent() ? "https://" : "http://") + member;
    }

    Duration timeout() {
        return timeout;
    }

    /** The endpoints as they were given, for a command that is to be typed next. */
    String asArguments() {
        return "--endpoints " + endpoints.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    boolean json() {
        return json;
    }

    /** Runs the command's part; what comes to nothing is told in a line, and by the exit code. */
    int run(String command, PrintWriter err, Call call) {
        return runAt(endpoints, command, err, call);
    }

    /** The same with other endpoints. */
    int runAt(List<HostPort> where, String command, PrintWriter err, Call call) {
        try (KvClient client = new KvClient(where, tls.files(), timeout)) {
            return call.with(client);
        } catch (KvClientException e) {
            err.println("seaworthy " + command + ": " + e.getMessage());
            return exitCode(e.kind());
        } catch (IOException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    private static int exitCode(KvClientException.Kind kind) {
        return switch (kind) {
            case REFUSED -> ExitCode.BAD_INPUT;
            case UNAVAILABLE -> ExitCode.UNAVAILABLE;
            case UNKNOWN -> ExitCode.UNKNOWN;
        };
    }
}
