package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.wire.FrameCodec;
import dev.seaworthy.engine.wire.FrameException;
import dev.seaworthy.node.transport.Handshake.Answer;
import dev.seaworthy.node.transport.Handshake.Hello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that somebody else has made: judges his hello, then cuts what he sends into frames. A stranger is given
 * {@value Handshake#HELLO_BYTES} bytes and the handshake timeout, nothing more; whoever sends what no node sends is cut
 * off. Lives on the transport's thread.
 */
// Writes and closes of a channel tell of their failure by events of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class InboundConnection extends ByteToMessageDecoder {
    /** As many zeros, where a frame's length would stand, ask for as many zeros in return. */
    static final int SIGN_OF_LIFE_BYTES = FrameCodec.LENGTH_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(InboundConnection.class);
    private static final long TAKEN_OVER_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int CHECKSUM_AT = 4;
    private static final int CHECKED_FROM = 8;
    private static final int FROM_AT = 12;
    private static final int TO_AT = 28;

    private final Wiring wiring;
    private final Inbounds inbounds;
    private final FrameSink sink;
    private final ByteBuffer length = ByteBuffer.allocate(FrameCodec.LENGTH_BYTES);
    private ChannelHandlerContext context;
    private SocketAddress remote;
    /** Who it is; null until its hello was welcomed. */
    private Member peer;

    private HostPort address;
    private boolean ended;
    private boolean paused;
    private int takenOver;
    private long takenOverSinceNanos;
    private long lastReadNanos = System.nanoTime();
    private ScheduledFuture<?> timer;

    InboundConnection(Wiring wiring, Inbounds inbounds, FrameSink sink) {
        this.wiring = wiring;
        this.inbounds = inbounds;
        this.sink = sink;
    }

    /** Who it is; null while it is a stranger. */
    Member peer() {
        return peer;
    }

    /** From where it came. */
    SocketAddress remote() {
        return remote;
    }

    /**
     * Takes the place of a connection of the same member that is open.
     *
     * @return how often that has happened to this member within a minute
     */
    int takeOver(InboundConnection before) {
        long now = System.nanoTime();
        boolean isFirst = before.takenOver == 0 || now - before.takenOverSinceNanos > TAKEN_OVER_NANOS;
        takenOver = isFirst ? 1 : before.takenOver + 1;
        takenOverSinceNanos = isFirst ? now : before.takenOverSinceNanos;
        return takenOver;
    }

    /** Where it says that it listens itself; null where it did not. */
    HostPort address() {
        return address;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        context = ctx;
        remote = ctx.channel().remoteAddress();
        timer = ctx.executor()
                .schedule(this::tooSlow, wiring.options().handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        inbounds.arrived(this);
    }

    private void tooSlow() {
        wiring.counters().timedOut.increment();
        end("no hello within the handshake timeout");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        lastReadNanos = System.nanoTime();
        if (ended) {
            in.skipBytes(in.readableBytes());
        } else if (peer == null) {
            greet(in);
        } else {
            cut(in);
        }
    }

    private void greet(ByteBuf in) {
        try {
            if (in.readableBytes() >= Handshake.MAGIC_BYTES) {
                if (Diagnosis.isTls(in)) {
                    hostile(Diagnosis.SPEAKS_TLS);
                    return;
                }
                Handshake.requireMagic(in.getLong(in.readerIndex()));
            }
            if (in.readableBytes() >= Handshake.HEAD_BYTES && in.readableBytes() >= Hello.bytes(in)) {
                judge(Hello.decode(in));
            }
        } catch (IllegalArgumentException e) {
            hostile(e.getMessage());
        }
    }

    private void judge(Hello hello) {
        Verdict verdict = verdict(hello);
        ByteBuf answer = new Answer(Handshake.VERSION, verdict, wiring.self()).encode();
        if (verdict != Verdict.WELCOME) {
            wiring.counters().refused.increment();
            String caller = Wiring.name(hello.from().member()) + " of cluster "
                    + hello.from().clusterId();
            complain(
                    caller + verdict,
                    "refused " + caller + " from " + remote + ", which calls for " + Wiring.name(hello.to()) + ": "
                            + verdict.sentence());
            ended = true;
            context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        peer = hello.from().member();
        address = hello.address();
        timer.cancel(false);
        long every = wiring.options().idleTimeout().toNanos();
        timer = context.executor().scheduleAtFixedRate(this::closeIfSilent, every, every, TimeUnit.NANOSECONDS);
        context.writeAndFlush(answer, context.voidPromise());
        wiring.counters().accepted.increment();
        LOG.info("{}: {} connected from {}", wiring.name(), Wiring.name(peer), remote);
        inbounds.welcomed(this);
    }

    private Verdict verdict(Hello hello) {
        Identity self = wiring.self();
        Member from = hello.from().member();
        if (hello.version() != Handshake.VERSION) {
            return Verdict.OTHER_VERSION;
        } else if (hello.from().clusterId() != self.clusterId()) {
            return Verdict.OTHER_CLUSTER;
        } else if (hello.to().nodeId() != self.member().nodeId()) {
            return Verdict.OTHER_NODE;
        } else if (!hello.to().equals(self.member())) {
            return Verdict.OTHER_DISK;
        } else if (from.nodeId() == self.member().nodeId()) {
            return Verdict.SELF;
        }
        SslHandler tls = context.pipeline().get(SslHandler.class);
        boolean named = tls == null
                || wiring.security().mayBe(from.nodeId(), tls.engine().getSession());
        return named ? Verdict.WELCOME : Verdict.NOT_ITS_CERTIFICATE;
    }

    private void cut(ByteBuf in) {
        if (in.readableBytes() < FrameCodec.LENGTH_BYTES) {
            return;
        }
        if (in.getInt(in.readerIndex()) == 0) {
            in.skipBytes(SIGN_OF_LIFE_BYTES);
            answerSignOfLife();
            return;
        }
        try {
            in.getBytes(in.readerIndex(), length.clear());
            int bytes = FrameCodec.frameLength(length.flip());
            if (bytes > wiring.options().frameBytesMax()) {
                hostile("a frame of " + bytes + " bytes, where "
                        + wiring.options().frameBytesMax() + " are the most");
            } else if (in.readableBytes() >= bytes) {
                byte[] frame = new byte[bytes];
                in.readBytes(frame);
                take(ByteBuffer.wrap(frame));
            }
        } catch (FrameException e) {
            hostile(e.getMessage());
        }
    }

    private void take(ByteBuffer frame) {
        CRC32C checksum = new CRC32C();
        checksum.update(frame.duplicate().position(CHECKED_FROM));
        if ((int) checksum.getValue() != frame.getInt(CHECKSUM_AT)) {
            hostile("a frame whose checksum is wrong");
        } else if (!isMember(frame, FROM_AT, peer)) {
            hostile("a frame in the name of somebody else");
        } else if (!isMember(frame, TO_AT, wiring.self().member())) {
            hostile("a frame for somebody else");
        } else {
            wiring.counters().framesReceived.increment();
            wiring.counters().bytesReceived.add(frame.remaining());
            if (!sink.accept(frame)) {
                pause();
            }
        }
    }

    private static boolean isMember(ByteBuffer frame, int at, Member member) {
        return frame.getLong(at) == member.nodeId() && frame.getLong(at + Long.BYTES) == member.diskId();
    }

    /** Whoever asks without reading the answers gets none, rather than memory of ours. */
    private void answerSignOfLife() {
        if (context.channel().isWritable()) {
            context.writeAndFlush(Unpooled.wrappedBuffer(new byte[SIGN_OF_LIFE_BYTES]), context.voidPromise());
        }
    }

    private void pause() {
        paused = true;
        context.channel().config().setAutoRead(false);
    }

    /** The decoder would ask for more to read after every read that gave no message of its own. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (paused) {
            discardSomeReadBytes();
            ctx.fireChannelReadComplete();
        } else {
            super.channelReadComplete(ctx);
        }
    }

    /** There is room again for what it sends. */
    void resume() {
        if (paused) {
            paused = false;
            lastReadNanos = System.nanoTime();
            context.channel().config().setAutoRead(true);
        }
    }

    private void closeIfSilent() {
        long silence = System.nanoTime() - lastReadNanos;
        if (!paused && silence > wiring.options().idleTimeout().toNanos()) {
            wiring.counters().timedOut.increment();
            end("nothing came for " + TimeUnit.NANOSECONDS.toMillis(silence) + " ms");
        }
    }

    private void hostile(String what) {
        wiring.counters().hostile.increment();
        complain(caller() + what, "cut off " + caller() + " at " + remote + ": " + what);
        end(what);
    }

    /** Whoever is refused tries again, and again. */
    private void complain(String about, String words) {
        String host = remote instanceof InetSocketAddress address ? address.getHostString() : String.valueOf(remote);
        wiring.complaints().say(host + about, wiring.name() + ": " + words);
    }

    private String caller() {
        return peer == null ? "a stranger" : Wiring.name(peer);
    }

    /** Closes it for a reason of its own or of the listener's. */
    void end(String why) {
        if (!ended) {
            ended = true;
            LOG.debug("{}: closing the connection of {} at {}: {}", wiring.name(), caller(), remote, why);
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        ended = true;
        timer.cancel(false);
        inbounds.left(this);
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (peer == null && wiring.security() != null) {
            String why = Diagnosis.noTls(cause, "it hung up during the TLS handshake");
            complain("no TLS" + why, "no TLS with " + remote + ": " + why);
            wiring.counters().refused.increment();
        }
        end(String.valueOf(cause.getMessage()));
    }
}
