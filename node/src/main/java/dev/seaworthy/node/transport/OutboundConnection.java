package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.node.transport.Handshake.Answer;
import dev.seaworthy.node.transport.Handshake.Hello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection this node has made: says hello, then only writes frames, and asks again and again whether the other side
 * is still there. Lives on the transport's thread.
 */
// Writes and closes of a channel tell of their failure by events of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class OutboundConnection extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundConnection.class);

    private final Wiring wiring;
    private final Member peer;
    private final PeerLink link;
    private boolean greeted;
    private boolean welcome;
    private boolean ended;
    private long lastReadNanos = System.nanoTime();
    private ScheduledFuture<?> timer;

    OutboundConnection(Wiring wiring, Member peer, PeerLink link) {
        this.wiring = wiring;
        this.peer = peer;
        this.link = link;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        timer = ctx.executor()
                .schedule(
                        () -> end(ctx, "no answer to its hello within the handshake timeout"),
                        wiring.options().handshakeTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        if (wiring.security() == null) {
            hello(ctx);
        }
        super.channelActive(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                hello(ctx);
            } else {
                end(ctx, Diagnosis.noTls(done.cause(), Diagnosis.HUNG_UP_ON_TLS));
            }
        }
        super.userEventTriggered(ctx, event);
    }

    private void hello(ChannelHandlerContext ctx) {
        greeted = true;
        ctx.writeAndFlush(
                new Hello(
                                Handshake.VERSION,
                                wiring.self(),
                                peer,
                                wiring.advertised().get())
                        .encode(),
                ctx.voidPromise());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        lastReadNanos = System.nanoTime();
        if (welcome) {
            if (in.getByte(in.readerIndex()) != 0) {
                wiring.counters().hostile.increment();
                end(ctx, "it sends what is no sign of life");
            }
            in.skipBytes(in.readableBytes());
        } else if (in.readableBytes() >= 2 && Diagnosis.isTls(in)) {
            in.skipBytes(in.readableBytes());
            end(ctx, Diagnosis.SPEAKS_TLS);
        } else if (in.readableBytes() >= Handshake.ANSWER_BYTES) {
            answered(ctx, in);
        }
    }

    private void answered(ChannelHandlerContext ctx, ByteBuf in) {
        Answer answer;
        try {
            answer = Answer.decode(in);
        } catch (IllegalArgumentException e) {
            wiring.counters().hostile.increment();
            in.skipBytes(in.readableBytes());
            end(ctx, "what listens there is no node: " + e.getMessage());
            return;
        }
        String refusal = refusal(answer, ctx.pipeline().get(SslHandler.class));
        if (refusal != null) {
            wiring.counters().refused.increment();
            end(ctx, refusal);
            return;
        }
        welcome = true;
        timer.cancel(false);
        long every = wiring.options().keepAlive().toNanos();
        timer = ctx.executor().scheduleAtFixedRate(() -> keepAlive(ctx), every, every, TimeUnit.NANOSECONDS);
        link.opened(ctx.channel());
    }

    /** Why this is not whom we want to talk to; null where it is. */
    private String refusal(Answer answer, SslHandler tls) {
        Identity other = answer.from();
        if (other.clusterId() != wiring.self().clusterId()) {
            return "what listens there belongs to cluster " + other.clusterId() + ", this node to "
                    + wiring.self().clusterId();
        }
        if (!other.member().equals(peer)) {
            return "what listens there is " + Wiring.name(other.member());
        }
        if (answer.version() != Handshake.VERSION) {
            return "it speaks version " + answer.version() + " of the protocol, this node " + Handshake.VERSION;
        }
        if (tls != null && !wiring.security().mayBe(peer.nodeId(), tls.engine().getSession())) {
            return "its certificate does not name that node";
        }
        return answer.verdict() == Verdict.WELCOME
                ? null
                : "it refuses: " + answer.verdict().sentence();
    }

    private void keepAlive(ChannelHandlerContext ctx) {
        long silence = System.nanoTime() - lastReadNanos;
        if (silence > wiring.options().idleTimeout().toNanos()) {
            wiring.counters().timedOut.increment();
            end(ctx, "no sign of life for " + TimeUnit.NANOSECONDS.toMillis(silence) + " ms");
        } else {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[InboundConnection.SIGN_OF_LIFE_BYTES]));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        if (welcome && ctx.channel().isWritable()) {
            link.advance();
        }
        super.channelWritabilityChanged(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        // First whoever stands before: what the last bytes say, and how TLS ended, tells more.
        super.channelInactive(ctx);
        end(ctx, hungUp());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: connection to {}", wiring.name(), Wiring.name(peer), cause);
        if (welcome) {
            end(ctx, String.valueOf(cause.getMessage()));
        } else {
            end(ctx, wiring.security() == null ? hungUp() : Diagnosis.noTls(cause, hungUp()));
        }
    }

    private String hungUp() {
        if (welcome) {
            return "the other side closed it";
        }
        if (wiring.security() == null) {
            return Diagnosis.NO_ANSWER;
        }
        return greeted ? "it hung up before it answered; its log says why" : Diagnosis.HUNG_UP_ON_TLS;
    }

    private void end(ChannelHandlerContext ctx, String why) {
        if (!ended) {
            ended = true;
            timer.cancel(false);
            link.ended(ctx.channel(), why);
            ctx.close();
        }
    }
}
