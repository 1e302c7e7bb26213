package dev.seaworthy.service.ops;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection and the one request that it may make. */
final class OpsRequest extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(OpsRequest.class);
    private static final int BAD = 400;
    private static final int NO_METHOD = 405;
    private static final int BROKEN = 500;

    private final OpsConnections connections;
    private final Pages pages;
    private boolean answered;

    OpsRequest(OpsConnections connections, Pages pages) {
        this.connections = connections;
        this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (answered) {
            return;
        }
        answered = true;
        connections.hasAsked(context.channel());
        boolean head = HttpMethod.HEAD.equals(request.method());
        if (request.decoderResult().isFailure()) {
            give(context, Reply.text(BAD, "this is no request\n"), head);
        } else if (!head && !HttpMethod.GET.equals(request.method())) {
            give(context, Reply.text(NO_METHOD, "GET and HEAD are all there is\n"), head);
        } else {
            ask(context, request, head);
        }
    }

    private void ask(ChannelHandlerContext context, FullHttpRequest request, boolean head) {
        CompletionStage<Reply> answer;
        String uri = request.uri();
        try {
            String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
            answer = pages.answer(new QueryStringDecoder(uri), accept);
        } catch (IllegalArgumentException e) {
            give(context, Reply.text(BAD, "this is no path\n"), head);
            return;
        }
        CompletionStage<Reply> unused = answer.whenComplete((reply, failure) -> {
            if (failure != null) {
                LOG.error("{} could not be answered", uri, failure);
            }
            Reply told = failure == null ? reply : Reply.text(BROKEN, "see the log of the node\n");
            context.channel().eventLoop().execute(() -> give(context, told, head));
        });
    }

    private static void give(ChannelHandlerContext context, Reply reply, boolean head) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (reply.status() == NO_METHOD) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        ChannelFuture unused = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a caller of the probes was hung up on: {}", cause.toString());
        ChannelFuture unused = context.close();
    }
}
