package dev.seaworthy.node.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.wire.FrameCodec;
import dev.seaworthy.node.Patience;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transports and strangers on loopback sockets. */
@Timeout(180)
class NettyTransportTest {
    private static final long CLUSTER = 42;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Member ONE = new Member(1, 100);
    private static final Member TWO = new Member(2, 200);
    /** Everything that is to happen by the passing of time happens soon. */
    private static final TransportOptions HASTY = hasty(FrameCodec.FRAME_BYTES_MAX);

    private static TransportOptions hasty(int frameBytesMax) {
        return new TransportOptions(
                Duration.ofMillis(200),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(1),
                Duration.ofMillis(20),
                100,
                1 << 20,
                frameBytesMax,
                4,
                4);
    }

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<ByteBuffer> arrived = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private NettyTransport transport(long cluster, Member self, TransportOptions options) throws IOException {
        NettyTransport made = new NettyTransport(
                new Identity(cluster, self, Capabilities.ALL),
                HostPort.anyLoopback(),
                TransportSecurity.LOOPBACK,
                options,
                arrived::add);
        open.add(made);
        return made;
    }

    private NettyTransport listening(Member self) throws IOException {
        NettyTransport made = transport(CLUSTER, self, HASTY);
        made.addresses(Map.of(1L, HostPort.anyLoopback(), 2L, HostPort.anyLoopback()));
        return made;
    }

    private static ByteBuffer[] frame(Member from, Member to) {
        return FrameCodec.encode(new Message.PreVoteReply(from, to, 7, true), Capabilities.ALL);
    }

    private static byte[] bytes(ByteBuffer[] frame) {
        ByteBuffer whole = ByteBuffer.allocate(1 << 10);
        for (ByteBuffer part : frame) {
            whole.put(part.duplicate());
        }
        byte[] bytes = new byte[whole.flip().remaining()];
        whole.get(bytes);
        return bytes;
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static byte[] hello(long cluster, Member from, Member to) {
        return bytes(new Handshake.Hello(Handshake.VERSION, new Identity(cluster, from, 0), to, null).encode());
    }

    private Socket connect(NettyTransport to) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), to.listening().port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        open.add(socket);
        return socket;
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static Handshake.Answer answer(Socket socket) throws IOException {
        return Handshake.Answer.decode(
                Unpooled.wrappedBuffer(socket.getInputStream().readNBytes(Handshake.ANSWER_BYTES)));
    }

    /** A member's connection, made by hand. */
    private Socket welcomed(NettyTransport to) throws IOException {
        Socket socket = connect(to);
        write(socket, hello(CLUSTER, ONE, TWO));
        assertEquals(Verdict.WELCOME, answer(socket).verdict());
        return socket;
    }

    private static void assertClosed(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException e) {
            // Closed with a reset, which is closed, too.
            assertTrue(e.getMessage() != null);
        }
    }

    @Test
    void framesArriveWholeAndInOrder() throws Exception {
        NettyTransport two = listening(TWO);
        NettyTransport one = transport(CLUSTER, ONE, HASTY);
        one.addresses(Map.of(2L, two.listening()));
        ByteBuffer[] large = FrameCodec.encode(FrameRankTest.append(3, 100_000), Capabilities.ALL);
        one.send(TWO, frame(ONE, TWO));
        one.send(TWO, large);
        assertArrayEquals(bytes(frame(ONE, TWO)), arrived.take().array());
        Message.AppendEntries message =
                (Message.AppendEntries) FrameCodec.decode(arrived.take()).message();
        assertEquals(3, message.entries().count());
        assertEquals(List.of(ONE), two.status().inbound());
        assertTrue(one.status().peers().get(0).connected());
    }

    @Test
    void whoeverCallsIsAnsweredWhereItSaysThatItListens() throws Exception {
        NettyTransport two = transport(CLUSTER, TWO, HASTY);
        NettyTransport one = transport(CLUSTER, ONE, HASTY);
        two.send(ONE, frame(TWO, ONE));
        Patience.until(() -> two.status().peers().get(0).trouble().contains("nobody has said where it listens"));
        one.addresses(Map.of(2L, two.listening()));
        one.send(TWO, frame(ONE, TWO));
        assertArrayEquals(bytes(frame(ONE, TWO)), arrived.take().array());
        Patience.until(() -> {
            two.send(ONE, frame(TWO, ONE));
            return !arrived.isEmpty();
        });
        assertArrayEquals(bytes(frame(TWO, ONE)), arrived.take().array());
    }

    @Test
    void aPeerThatComesBackIsFoundAgain() throws Exception {
        NettyTransport two = listening(TWO);
        NettyTransport one = transport(CLUSTER, ONE, HASTY);
        one.addresses(Map.of(2L, two.listening()));
        one.send(TWO, frame(ONE, TWO));
        arrived.take();
        two.close();
        Patience.until(() -> !one.status().peers().get(0).connected());
        NettyTransport again = listening(TWO);
        one.addresses(Map.of(2L, again.listening()));
        Patience.until(() -> {
            one.send(TWO, frame(ONE, TWO));
            return !arrived.isEmpty();
        });
        assertTrue(one.status().connected() >= 2);
    }

    @Test
    void whoeverDoesNotBelongHereIsToldWhyAndSentAway() throws Exception {
        NettyTransport two = listening(TWO);
        Member three = new Member(3, 300);
        Map<Verdict, byte[]> hellos = Map.of(
                Verdict.OTHER_CLUSTER, hello(CLUSTER + 1, ONE, TWO),
                Verdict.OTHER_NODE, hello(CLUSTER, ONE, three),
                Verdict.OTHER_DISK, hello(CLUSTER, ONE, new Member(2, 201)),
                Verdict.SELF, hello(CLUSTER, TWO, TWO),
                Verdict.OTHER_VERSION,
                        bytes(new Handshake.Hello(9, new Identity(CLUSTER, ONE, 0), TWO, null).encode()));
        for (Map.Entry<Verdict, byte[]> each : hellos.entrySet()) {
            Socket socket = connect(two);
            write(socket, each.getValue());
            assertEquals(each.getKey(), answer(socket).verdict());
            assertClosed(socket);
        }
        assertEquals(hellos.size(), two.status().refused());
        assertEquals(0, two.status().accepted());
    }

    @Test
    void whoeverIsRefusedAgainAndAgainIsToldOfOnce() throws Exception {
        try (Said said = new Said()) {
            NettyTransport two = listening(TWO);
            for (int i = 0; i < 5; i++) {
                for (Member caller : List.of(ONE, new Member(3, 300))) {
                    Socket socket = connect(two);
                    write(socket, hello(CLUSTER + 1, caller, TWO));
                    assertEquals(Verdict.OTHER_CLUSTER, answer(socket).verdict());
                }
            }
            assertEquals(10, two.status().refused());
            assertEquals(
                    1,
                    said.with("refused node 1 (disk 100) of cluster").size(),
                    said.with("").toString());
            assertEquals(
                    1,
                    said.with("refused node 3 (disk 300) of cluster").size(),
                    said.with("").toString());
        }
    }

    @Test
    void twoProcessesThatRunAsOneMemberAreToldWithTheLikelyCause() throws Exception {
        try (Said said = new Said()) {
            NettyTransport two = listening(TWO);
            NettyTransport original = listening(ONE);
            NettyTransport copy = listening(ONE);
            for (NettyTransport each : List.of(original, copy)) {
                each.addresses(Map.of(2L, two.listening()));
            }
            Patience.until(() -> {
                original.send(TWO, frame(ONE, TWO));
                copy.send(TWO, frame(ONE, TWO));
                return !said.with("probably two processes run as this member").isEmpty();
            });
            String line = said.with("probably two processes run as this member").get(0);
            assertTrue(line.contains("node 1 (disk 100) connects again and again while it is connected"), line);
            assertTrue(line.contains("listening at " + original.listening()), line);
            assertTrue(line.contains("listening at " + copy.listening()), line);
            assertTrue(line.contains("stop the one that runs on the copy"), line);
        }
    }

    @Test
    void aMemberWhoseConnectionIsReplacedOnceIsNoNews() throws Exception {
        try (Said said = new Said()) {
            NettyTransport two = listening(TWO);
            welcomed(two);
            welcomed(two);
            Patience.until(() -> two.status().accepted() == 2);
            // What it does about that, it does in the same turn of its thread.
            two.thread().submit(() -> {}).get();
            assertEquals(List.of(), said.with("node 1"));
        }
    }

    @Test
    void aTakenPortIsToldWithWhatToDo() throws Exception {
        HostPort taken = listening(ONE).listening();
        IOException refused = assertThrows(
                IOException.class,
                () -> new NettyTransport(
                        new Identity(CLUSTER, TWO, Capabilities.ALL),
                        taken,
                        TransportSecurity.LOOPBACK,
                        HASTY,
                        arrived::add));
        assertEquals(
                "cannot listen for members at " + taken + ": another process listens there, perhaps this node, started"
                        + " twice; `ss -ltnp 'sport = :" + taken.port()
                        + "'` names it. Stop that one, or name another port",
                refused.getMessage());
    }

    @Test
    void aNodeThatCallsTheWrongClusterOrDiskSeesWhoAnswered() throws Exception {
        NettyTransport two = listening(TWO);
        NettyTransport stranger = transport(CLUSTER + 1, ONE, HASTY);
        stranger.addresses(Map.of(2L, two.listening()));
        stranger.send(TWO, frame(ONE, TWO));
        Patience.until(() -> stranger.status().peers().get(0).trouble().contains("belongs to cluster 42"));

        NettyTransport one = transport(CLUSTER, ONE, HASTY);
        one.addresses(Map.of(2L, two.listening()));
        Member formerDisk = new Member(2, 199);
        one.send(formerDisk, frame(ONE, formerDisk));
        Patience.until(() -> one.status().peers().get(0).trouble().contains("is node 2 (disk 200)"));
        assertTrue(arrived.isEmpty());
    }

    @Test
    void hostileBytesCloseTheConnectionAndAreCounted() throws Exception {
        NettyTransport two = listening(TWO);
        byte[] sound = bytes(frame(ONE, TWO));
        UnaryOperator<byte[]> flipped = bytes -> {
            byte[] damaged = bytes.clone();
            damaged[damaged.length - 1] ^= 1;
            return damaged;
        };
        List<byte[]> hostile = List.of(
                flipped.apply(sound),
                new byte[] {0x7f, -1, -1, -1},
                new byte[] {-1, -1, -1, -1},
                new byte[] {0, 0, 0, 1},
                bytes(frame(new Member(3, 300), TWO)),
                bytes(frame(ONE, new Member(2, 201))));
        for (byte[] bytes : hostile) {
            Socket socket = welcomed(two);
            write(socket, bytes);
            assertClosed(socket);
        }
        Socket browser = connect(two);
        write(browser, "GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertClosed(browser);
        assertEquals(hostile.size() + 1, two.status().hostile());
        assertTrue(arrived.isEmpty());

        write(welcomed(two), sound);
        assertArrayEquals(sound, arrived.take().array());
    }

    @Test
    void aFrameOverTheMembersOwnLimitIsNotWaitedFor() throws Exception {
        byte[] sound = bytes(frame(ONE, TWO));
        NettyTransport enough = transport(CLUSTER, TWO, hasty(sound.length));
        enough.addresses(Map.of(1L, HostPort.anyLoopback()));
        write(welcomed(enough), sound);
        assertArrayEquals(sound, arrived.take().array());
        assertEquals(0, enough.status().hostile());

        NettyTransport tooLittle = transport(CLUSTER, TWO, hasty(sound.length - 1));
        tooLittle.addresses(Map.of(1L, HostPort.anyLoopback()));
        Socket socket = welcomed(tooLittle);
        // Its length is enough to tell: nothing of it is kept.
        write(socket, Arrays.copyOf(sound, FrameCodec.LENGTH_BYTES));
        assertClosed(socket);
        assertEquals(1, tooLittle.status().hostile());
        assertTrue(arrived.isEmpty());
    }

    @Test
    void ofMoreMembersThanThereMayBeTheLastIsSentAway() throws Exception {
        NettyTransport two = listening(TWO);
        List<Socket> known = new ArrayList<>();
        for (int i = 0; i <= HASTY.connectionsMax(); i++) {
            Socket socket = connect(two);
            write(socket, hello(CLUSTER, new Member(10 + i, 1), TWO));
            assertEquals(Verdict.WELCOME, answer(socket).verdict());
            known.add(socket);
        }
        assertClosed(known.get(HASTY.connectionsMax()));
        assertEquals(1, two.status().crowdedOut());
    }

    @Test
    void whoeverIsSlowOrOneOfTooManyStrangersIsSentAway() throws Exception {
        NettyTransport two = listening(TWO);
        Socket silent = connect(two);
        write(silent, new byte[] {'S'});
        assertClosed(silent);
        assertTrue(two.status().timedOut() >= 1);

        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < 2 * HASTY.strangersMax(); i++) {
            crowd.add(connect(two));
        }
        welcomed(two);
        assertClosed(crowd.get(0));
        assertTrue(two.status().crowdedOut() >= 1);
    }

    @Test
    void aConnectionThatFallsSilentIsClosedByBothSides() throws Exception {
        NettyTransport two = listening(TWO);
        Socket silent = welcomed(two);
        assertClosed(silent);
        assertEquals(1, two.status().timedOut());

        try (ServerSocket blackHole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NettyTransport one = transport(CLUSTER, ONE, HASTY);
            one.addresses(Map.of(2L, new HostPort("localhost", blackHole.getLocalPort())));
            // On a slow machine the first attempts may end before they are welcome.
            Patience.until(() -> {
                one.send(TWO, frame(ONE, TWO));
                try (Socket caller = blackHole.accept()) {
                    caller.getInputStream().readNBytes(Handshake.HELLO_BYTES);
                    new DataOutputStream(caller.getOutputStream())
                            .write(bytes(new Handshake.Answer(
                                            Handshake.VERSION, Verdict.WELCOME, new Identity(CLUSTER, TWO, 0))
                                    .encode()));
                    assertClosed(caller);
                }
                return one.status().peers().get(0).trouble().contains("no sign of life");
            });
            assertTrue(one.status().timedOut() >= 1);
        }
    }

    @Test
    void signsOfLifeKeepAnIdleConnectionOpen() throws Exception {
        NettyTransport two = listening(TWO);
        Socket socket = welcomed(two);
        for (int i = 0; i < 20; i++) {
            write(socket, new byte[4]);
            assertArrayEquals(new byte[4], socket.getInputStream().readNBytes(4));
        }
    }

    @Test
    void nothingIsReadWhileTheReplicaHasEnough() throws Exception {
        int[] taken = new int[1];
        NettyTransport two = new NettyTransport(
                new Identity(CLUSTER, TWO, Capabilities.ALL),
                HostPort.anyLoopback(),
                TransportSecurity.LOOPBACK,
                HASTY,
                frame -> {
                    arrived.add(frame);
                    return ++taken[0] > 1;
                });
        open.add(two);
        two.addresses(Map.of(1L, HostPort.anyLoopback()));
        Socket socket = welcomed(two);
        write(socket, bytes(frame(ONE, TWO)));
        arrived.take();
        socket.setSoTimeout((int) HASTY.idleTimeout().toMillis() / 2);
        write(socket, new byte[4]);
        assertThrows(
                java.net.SocketTimeoutException.class,
                () -> socket.getInputStream().read(),
                "not even signs of life");
        two.resume();
        socket.setSoTimeout(PATIENCE_MILLIS);
        assertArrayEquals(new byte[4], socket.getInputStream().readNBytes(4));
    }

    @Test
    void plaintextStaysOnTheLoopbackInterface() {
        HostPort everywhere = new HostPort("0.0.0.0", 0);
        Identity self = new Identity(CLUSTER, ONE, Capabilities.ALL);
        assertThrows(
                IllegalArgumentException.class,
                () -> new NettyTransport(self, everywhere, TransportSecurity.LOOPBACK, HASTY, arrived::add));
    }

    @Test
    void nobodyIsCalledInPlaintextBeyondTheLoopbackInterface() throws Exception {
        NettyTransport one = transport(CLUSTER, ONE, HASTY);
        // An address for documents: nobody has it.
        one.addresses(Map.of(2L, new HostPort("192.0.2.1", 7001)));
        one.send(TWO, frame(ONE, TWO));
        Patience.until(() -> !one.status().peers().isEmpty()
                && !one.status().peers().get(0).trouble().isEmpty());
        String trouble = one.status().peers().get(0).trouble();
        assertTrue(trouble.contains("plaintext does not leave the loopback interface"), trouble);
    }

    @Test
    void addressesAreReadAsTheyAreWritten() {
        for (String text : List.of("localhost:80", "10.0.0.1:65535", "[::1]:2380")) {
            assertEquals(text, HostPort.parse(text).toString());
        }
        for (String text : List.of("localhost", "::1:80", ":80", "a:65536", "a:-1", "a:x", " :1")) {
            assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text), text);
        }
    }
}
