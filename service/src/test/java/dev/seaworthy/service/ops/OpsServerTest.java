package dev.seaworthy.service.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers of the probes, and what they cannot do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpsServerTest {
    private static final String GET = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private OpsServer server;

    @BeforeEach
    void open() throws IOException {
        Pages pages = (wanted, accept) -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(Reply.text(200, "ok\n"));
        };
        server = new OpsServer(HostPort.anyLoopback(), null, pages);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void oneRequestAConnection() throws IOException {
        String answer = exchange(GET + GET);
        assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
        assertTrue(answer.endsWith("\r\n\r\nok\n"), answer);
        assertEquals(1, answer.split("HTTP/1.1", -1).length - 1, answer);
        assertEquals(1, asked.get(), "what comes after the first request is not even looked at");
    }

    @Test
    void aHeadHasNoBody() throws IOException {
        String answer = exchange(GET.replace("GET", "HEAD"));
        assertTrue(answer.contains("content-length: 3") && answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void whatIsNoQuestionIsRefused() throws IOException {
        assertTrue(exchange(GET.replace("GET", "POST")).startsWith("HTTP/1.1 405"));
        assertTrue(exchange("nonsense\r\n\r\n").startsWith("HTTP/1.1 400"));
        assertTrue(exchange("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400"));
        String headers = "A: " + "x".repeat(1_000) + "\r\n";
        assertTrue(exchange("GET / HTTP/1.1\r\n" + headers.repeat(9) + "\r\n").startsWith("HTTP/1.1 400"));
    }

    @Test
    void aBodyIsNotWaitedFor() throws IOException {
        Socket socket = say("POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
        byte[] begin = socket.getInputStream().readNBytes(12);
        assertEquals("HTTP/1.1 413", new String(begin, StandardCharsets.US_ASCII));
    }

    @Test
    void thoseWhoSayNothingMakeRoomForOneWhoAsks() throws IOException {
        for (int i = 0; i < 3 * OpsConnections.CONNECTIONS_MAX; i++) {
            say(i % 2 == 0 ? "" : "GET /li");
        }
        assertTrue(exchange(GET).startsWith("HTTP/1.1 200 OK"));
        assertEquals(-1, sockets.get(0).getInputStream().read(), "the first one had to go");
    }

    private String exchange(String request) throws IOException {
        return new String(say(request).getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private Socket say(String text) throws IOException {
        Socket socket = new Socket(server.listening().host(), server.listening().port());
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
