package dev.seaworthy.service.ops;

import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.transport.HostPort;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One member's probes and metrics over HTTP: {@code /livez}, {@code /readyz}, {@code /health}, {@code /metrics}. Open
 * before the member reads its log, so that it is seen to live while it does. Any thread.
 */
public final class Ops implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final String CONTENTS = "there are /livez, /readyz (both with ?verbose), /health and /metrics\n";

    private final Probes probes;
    private final Exposition exposition;
    private final ExecutorService scrapes;
    private final OpsServer server;

    /**
     * Listens.
     *
     * @param tls with the certificates of the other doors
     * @throws IOException where it cannot listen there, or plaintext would leave the loopback interface and nobody has
     *     said it may
     */
    public static Ops open(
            OpsOptions options, Optional<SslContext> tls, boolean plaintextAnywhere, Meters meters, OpsSubject subject)
            throws IOException {
        boolean encrypted = tls.isPresent() && !options.plaintext();
        if (!encrypted
                && !options.plaintext()
                && !plaintextAnywhere
                && !InetAddress.getByName(options.listen().host()).isLoopbackAddress()) {
            throw new IOException("probes and metrics would be served at " + options.listen()
                    + " in plaintext, which is only done on the loopback interface: give certificates,"
                    + " or say that plaintext is wanted");
        }
        return new Ops(options.listen(), encrypted ? tls.get() : null, meters, subject);
    }

    private Ops(HostPort listen, SslContext tls, Meters meters, OpsSubject subject) throws IOException {
        probes = new Probes(subject.question());
        exposition = new Exposition(meters, subject);
        scrapes = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "seaworthy-metrics-" + subject.nodeId());
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = new OpsServer(listen, tls, this::answer);
        } catch (IOException | RuntimeException e) {
            scrapes.shutdownNow();
            throw e;
        }
    }

    private CompletionStage<Reply> answer(QueryStringDecoder wanted, String accept) {
        boolean verbose = wanted.parameters().containsKey("verbose");
        return switch (wanted.path()) {
            case "/livez" -> probes.live(verbose);
            case "/readyz" -> probes.ready(verbose);
            case "/health" ->
                probes.health(
                        new HashSet<>(wanted.parameters().getOrDefault("exclude", List.of())),
                        wanted.parameters()
                                .getOrDefault("serializable", List.of())
                                .contains("true"));
            case "/metrics" -> probes.status().thenApplyAsync(now -> exposition.page(accept, now), scrapes);
            default -> CompletableFuture.completedFuture(Reply.text(NOT_FOUND, CONTENTS));
        };
    }

    /** Where it listens. */
    public HostPort listening() {
        return server.listening();
    }

    /** The member takes part from now on. */
    public void started(RaftNode node) {
        probes.started(node);
    }

    /** The member is told to stop, and is not ready any more. */
    public void stopping() {
        probes.stopping();
    }

    @Override
    public void close() {
        server.close();
        scrapes.shutdownNow();
    }
}
