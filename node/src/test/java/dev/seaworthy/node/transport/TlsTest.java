package dev.seaworthy.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.wire.FrameCodec;
import dev.seaworthy.node.Patience;
import io.netty.buffer.ByteBufUtil;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in where members have certificates. */
@Timeout(180)
class TlsTest {
    private static final Member ONE = new Member(1, 100);
    private static final Member TWO = new Member(2, 200);

    @TempDir
    static Path made;

    private static TlsFiles any;
    private static TlsFiles named;
    private static TlsFiles strange;

    @TempDir
    Path home;

    private final List<NettyTransport> open = new ArrayList<>();
    private final BlockingQueue<ByteBuffer> arrived = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeCertificates() throws Exception {
        Certificates authority = new Certificates(made.resolve("ours"));
        any = authority.certificate("any", "");
        named = authority.certificate("named", "uri:seaworthy:node:1");
        strange = new Certificates(made.resolve("theirs")).certificate("strange", "");
    }

    @AfterEach
    void close() {
        open.forEach(NettyTransport::close);
    }

    private NettyTransport transport(Member self, TransportSecurity security) throws IOException {
        return transport(self, HostPort.anyLoopback(), security);
    }

    private NettyTransport transport(Member self, HostPort listen, TransportSecurity security) throws IOException {
        NettyTransport transport = new NettyTransport(
                new Identity(42, self, Capabilities.ALL), listen, security, TransportOptions.DEFAULT, arrived::add);
        open.add(transport);
        transport.addresses(Map.of(1L, HostPort.anyLoopback(), 2L, HostPort.anyLoopback(), 3L, HostPort.anyLoopback()));
        return transport;
    }

    private NettyTransport calling(Member self, TransportSecurity security, NettyTransport to) throws IOException {
        NettyTransport from = transport(self, security);
        from.addresses(Map.of(2L, to.listening()));
        send(from, self);
        return from;
    }

    private static void send(NettyTransport from, Member self) {
        from.send(TWO, FrameCodec.encode(new Message.PreVoteReply(self, TWO, 7, true), Capabilities.ALL));
    }

    private static void awaitTrouble(NettyTransport from) throws Exception {
        Patience.until(() -> !from.status().peers().get(0).trouble().isEmpty());
        assertEquals(0, from.status().connected());
    }

    @Test
    void membersWithCertificatesOfTheAuthorityTalk() throws Exception {
        NettyTransport two = transport(TWO, TransportSecurity.tls(any));
        calling(ONE, TransportSecurity.tls(named), two);
        assertEquals(7, FrameCodec.decode(arrived.take()).message().term());
    }

    @Test
    void aStrangersCertificateLetsNobodyIn() throws Exception {
        NettyTransport two = transport(TWO, TransportSecurity.tls(any));
        TlsFiles forged = TlsFiles.of(strange.certificate(), strange.key(), any.authorities());
        awaitTrouble(calling(ONE, TransportSecurity.tls(forged), two));
        Patience.until(() -> two.status().refused() >= 1);
        assertEquals(0, two.status().accepted());
        assertTrue(arrived.isEmpty());
    }

    @Test
    void aMemberDoesNotTalkToAStranger() throws Exception {
        NettyTransport two = transport(TWO, TransportSecurity.tls(strange));
        awaitTrouble(calling(ONE, TransportSecurity.tls(any), two));
        assertEquals(0, two.status().accepted());
    }

    @Test
    void plaintextDoesNotGetIn() throws Exception {
        NettyTransport two = transport(TWO, TransportSecurity.tls(any));
        awaitTrouble(calling(ONE, TransportSecurity.LOOPBACK, two));
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), two.listening().port())) {
            socket.getOutputStream().write(new byte[100]);
            Patience.until(() -> two.status().refused() >= 2);
        }
        assertEquals(0, two.status().accepted());
    }

    @Test
    void whereOnlyTheListenerSpeaksTlsBothSayWhatItProbablyIs() throws Exception {
        try (Said said = new Said()) {
            NettyTransport two = transport(TWO, TransportSecurity.tls(any));
            calling(ONE, TransportSecurity.LOOPBACK, two);
            String listener = said.await("no TLS with /127.0.0.1:");
            assertTrue(
                    listener.contains("it speaks plaintext, and this node TLS: the other side has probably been"
                            + " given no certificates. Give certificates to all members"),
                    listener);
            String caller = said.await("no connection to node 2 (disk 200) at " + two.listening());
            assertTrue(
                    caller.contains("it hung up without an answer: it may want TLS")
                            || caller.contains("it speaks TLS, and this node plaintext"),
                    caller);
        }
    }

    @Test
    void whereOnlyTheCallerSpeaksTlsBothSayWhatItProbablyIs() throws Exception {
        try (Said said = new Said()) {
            NettyTransport two = transport(TWO, TransportSecurity.LOOPBACK);
            calling(ONE, TransportSecurity.tls(any), two);
            String listener = said.await("cut off a stranger at /127.0.0.1:");
            assertTrue(
                    listener.contains("it speaks TLS, and this node plaintext: this node has been given no"
                            + " certificates. Give certificates to all members"),
                    listener);
            String caller = said.await("no connection to node 2 (disk 200) at " + two.listening());
            assertTrue(
                    caller.contains("it hung up during the TLS handshake: it probably speaks plaintext, and has been"
                            + " given no certificates"),
                    caller);
        }
    }

    @Test
    void certificatesOfOtherAuthoritiesAreToldInWords() throws Exception {
        try (Said said = new Said()) {
            NettyTransport two = transport(TWO, TransportSecurity.tls(any));
            TlsFiles forged = TlsFiles.of(strange.certificate(), strange.key(), any.authorities());
            calling(ONE, TransportSecurity.tls(forged), two);
            String listener = said.await("no TLS with /127.0.0.1:");
            assertTrue(listener.contains("its certificate is not signed by one of the authorities"), listener);
            String caller = said.await("no connection to node 2 (disk 200)");
            assertTrue(caller.contains("it does not accept this node's certificate"), caller);
        }
    }

    @Test
    void certificatesThatHaveExpiredAreToldInWordsByEveryone() throws Exception {
        Certificates authority = new Certificates(made.resolve("expired"));
        TlsFiles valid = authority.certificate("valid", "");
        TlsFiles expired = authority.certificateOfDaysAgo("expired", 5);
        try (Said said = new Said()) {
            NettyTransport two = transport(TWO, TransportSecurity.tls(valid));
            calling(ONE, TransportSecurity.tls(expired), two);
            said.await("the certificate in " + expired.certificate() + " is valid from ");
            String listener = said.await("no TLS with /127.0.0.1:");
            assertTrue(listener.contains("its certificate is not valid now: NotAfter"), listener);
            String caller = said.await("no connection to node 2 (disk 200)");
            assertTrue(caller.contains("it does not accept this node's certificate"), caller);
        }
    }

    @Test
    void whoeverShowsNoCertificateStaysOutside() throws Exception {
        NettyTransport two = transport(TWO, TransportSecurity.tls(any));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream authority = Files.newInputStream(any.authorities())) {
            trusted.setCertificateEntry(
                    "ours", CertificateFactory.getInstance("X.509").generateCertificate(authority));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        Identity one = new Identity(42, ONE, Capabilities.ALL);
        byte[] hello = ByteBufUtil.getBytes(new Handshake.Hello(Handshake.VERSION, one, TWO, null).encode());
        try (Socket socket = context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), two.listening().port())) {
            socket.getOutputStream().write(hello);
            assertThrows(IOException.class, () -> {
                if (socket.getInputStream().read() < 0) {
                    throw new EOFException();
                }
            });
        }
        assertEquals(0, two.status().accepted());
    }

    @Test
    void aCallerHoldsTheCertificateAgainstTheHostItCalls() throws Exception {
        // Which is not the one that the certificate is for.
        NettyTransport two = transport(TWO, new HostPort("127.0.0.2", 0), TransportSecurity.tls(any));
        awaitTrouble(calling(ONE, TransportSecurity.tls(any), two));
        assertTrue(arrived.isEmpty());
        TlsFiles anyHost =
                new TlsFiles(any.certificate(), any.key(), any.authorities(), false, false, Duration.ofSeconds(1));
        calling(ONE, TransportSecurity.tls(anyHost), two);
        assertEquals(7, FrameCodec.decode(arrived.take()).message().term());
    }

    @Test
    void aCertificateThatNamesANodeLetsInNoOther() throws Exception {
        NettyTransport two = transport(TWO, TransportSecurity.tls(any));
        NettyTransport three = calling(new Member(3, 300), TransportSecurity.tls(named), two);
        awaitTrouble(three);
        String trouble = three.status().peers().get(0).trouble();
        assertTrue(trouble.contains(Verdict.NOT_ITS_CERTIFICATE.sentence()), trouble);
    }

    @Test
    void aCallerHoldsTheCertificateAgainstTheNodeItCalls() throws Exception {
        NettyTransport two = transport(TWO, TransportSecurity.tls(named));
        NettyTransport one = calling(ONE, TransportSecurity.tls(any), two);
        awaitTrouble(one);
        String trouble = one.status().peers().get(0).trouble();
        assertTrue(trouble.contains("does not name"), trouble);
    }

    @Test
    void whereNodeNamesAreRequiredACertificateWithoutOneIsNotEnough() throws Exception {
        TlsFiles strict =
                new TlsFiles(any.certificate(), any.key(), any.authorities(), true, true, Duration.ofSeconds(1));
        NettyTransport two = transport(TWO, TransportSecurity.tls(strict));
        awaitTrouble(calling(ONE, TransportSecurity.tls(any), two));
        assertEquals(0, two.status().accepted());
    }

    @Test
    void changedFilesAreInUseForNewConnections() throws Exception {
        TlsFiles here = new TlsFiles(
                home.resolve("node.pem"),
                home.resolve("node.key"),
                home.resolve("ca.pem"),
                true,
                false,
                Duration.ofMillis(5));
        put(strange, here);
        NettyTransport two = transport(TWO, TransportSecurity.tls(here));
        NettyTransport one = calling(ONE, TransportSecurity.tls(any), two);
        awaitTrouble(one);
        Files.writeString(here.certificate(), "half a certificate");
        put(any, here);
        Patience.until(() -> {
            send(one, ONE);
            return !arrived.isEmpty();
        });
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedAtTheStartAndChangesNothingLater() throws Exception {
        TlsFiles here = TlsFiles.of(home.resolve("node.pem"), home.resolve("node.key"), home.resolve("ca.pem"));
        put(any, here);
        Files.copy(strange.key(), here.key(), StandardCopyOption.REPLACE_EXISTING);
        IOException refused = assertThrows(IOException.class, () -> transport(ONE, TransportSecurity.tls(here)));
        assertTrue(refused.getMessage().contains("the key is not the one of the certificate"), refused::getMessage);
        put(any, here);
        ReloadedTls<TlsParts> tls = ReloadedTls.load(here, parts -> parts);
        TlsParts before = tls.latest();
        Files.copy(strange.key(), here.key(), StandardCopyOption.REPLACE_EXISTING);
        tls.reloadIfChanged();
        assertSame(before, tls.latest());
        Files.copy(strange.certificate(), here.certificate(), StandardCopyOption.REPLACE_EXISTING);
        tls.reloadIfChanged();
        assertNotEquals(before, tls.latest());
    }

    @Test
    void filesThatAreNoCertificatesAreRefusedAtTheStart() throws Exception {
        Path nonsense = Files.writeString(home.resolve("nonsense.pem"), "nonsense");
        assertThrows(
                IOException.class,
                () -> transport(ONE, TransportSecurity.tls(TlsFiles.of(nonsense, nonsense, nonsense))));
        assertThrows(
                IOException.class,
                () -> transport(ONE, TransportSecurity.tls(TlsFiles.of(nonsense, home.resolve("gone"), nonsense))));
    }

    @Test
    void aKeyOfAnotherFormIsToldWithTheCommandThatConvertsIt() throws Exception {
        TlsFiles here = TlsFiles.of(home.resolve("node.pem"), home.resolve("node.key"), home.resolve("ca.pem"));
        put(any, here);
        String sound = Files.readString(here.key());
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        byte[] pkcs8 = rsa.generateKeyPair().getPrivate().getEncoded();
        // What PKCS#8 wraps in an RSA key of this size is PKCS#1.
        String pkcs1 = Base64.getEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
        Map<String, String> others = Map.of(
                "RSA",
                "-----BEGIN RSA PRIVATE KEY-----\n" + pkcs1 + "\n-----END RSA PRIVATE KEY-----\n",
                "EC",
                sound.replace("PRIVATE KEY", "EC PRIVATE KEY"));
        for (Map.Entry<String, String> other : others.entrySet()) {
            String kind = other.getKey();
            Files.writeString(here.key(), other.getValue());
            IOException refused = assertThrows(IOException.class, () -> transport(ONE, TransportSecurity.tls(here)));
            String message = refused.getMessage();
            assertTrue(
                    message.contains("the key in " + here.key() + " is of the form ")
                            && message.contains("(BEGIN " + kind + " PRIVATE KEY), and PKCS#8 (BEGIN PRIVATE KEY) is"
                                    + " needed; the same key in that form: openssl pkcs8 -topk8 -nocrypt -in "
                                    + here.key() + " -out " + here.key() + ".pkcs8"),
                    message);
        }
        Files.writeString(here.key(), sound.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        IOException refused = assertThrows(IOException.class, () -> transport(ONE, TransportSecurity.tls(here)));
        assertTrue(refused.getMessage().contains("the key in " + here.key() + " has a password"), refused::getMessage);
    }

    private static void put(TlsFiles from, TlsFiles to) throws IOException {
        Files.copy(from.authorities(), to.authorities(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }
}
