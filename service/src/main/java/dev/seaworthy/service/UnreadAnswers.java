package dev.seaworthy.service;

import com.google.protobuf.MessageLite;
import dev.seaworthy.etcd.KVGrpc;
import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is kept of answers that clients ask for and do not read: for each connection, and for all together. What
 * is above is not sent: reads are refused, and of anything else the client learns that its outcome is unknown. Answers
 * that are sent in pieces wait for their client by themselves. Any thread.
 */
final class UnreadAnswers extends ServerTransportFilter implements ServerInterceptor {
    /** What one client may leave unread; where it leaves nothing, one answer of any size is sent. */
    static final long CONNECTION_BYTES_MAX = partOfHeap(16, 8L << 20, 64L << 20);

    /** What all may. Of that, large answers leave half to small ones, so that most clients notice nothing. */
    static final long BYTES_MAX = partOfHeap(4, 32L << 20, 512L << 20);

    private static final int SMALL_BYTES = 64 << 10;
    private static final Attributes.Key<AtomicLong> CONNECTION = Attributes.Key.create("unread-bytes");

    private final long connectionBytesMax;
    private final long bytesMax;
    private final AtomicLong all = new AtomicLong();

    UnreadAnswers(long connectionBytesMax, long bytesMax) {
        this.connectionBytesMax = connectionBytesMax;
        this.bytesMax = bytesMax;
    }

    private static long partOfHeap(int part, long least, long most) {
        return Math.min(most, Math.max(least, Runtime.getRuntime().maxMemory() / part));
    }

    /** How many bytes of answers wait for clients to read them. */
    long bytes() {
        return all.get();
    }

    @Override
    public Attributes transportReady(Attributes connection) {
        return connection.toBuilder().set(CONNECTION, new AtomicLong()).build();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getType() != MethodType.UNARY) {
            return next.startCall(call, headers);
        }
        Counted<Q, R> counted = new Counted<>(call, call.getAttributes().get(CONNECTION));
        return new SimpleForwardingServerCallListener<Q>(next.startCall(counted, headers)) {
            @Override
            public void onComplete() {
                counted.ended();
                super.onComplete();
            }

            @Override
            public void onCancel() {
                counted.ended();
                super.onCancel();
            }
        };
    }

    /** A call, whose one answer is held here until the client has taken it or is gone. */
    private final class Counted<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final AtomicLong connection;
        private long held;
        private boolean refused;
        private boolean ended;

        Counted(ServerCall<Q, R> call, AtomicLong connection) {
            super(call);
            this.connection = connection;
        }

        @Override
        public void sendMessage(R answer) {
            if (hold(((MessageLite) answer).getSerializedSize())) {
                super.sendMessage(answer);
                return;
            }
            refused = true;
            StatusRuntimeException refusal = getMethodDescriptor() == KVGrpc.getRangeMethod()
                    ? Certainty.notExecuted(EtcdErrors.TOO_MANY)
                    : EtcdErrors.OUTCOME_UNKNOWN.asRuntimeException();
            super.close(refusal.getStatus(), refusal.getTrailers() == null ? new Metadata() : refusal.getTrailers());
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!refused) {
                super.close(status, trailers);
            }
        }

        private synchronized boolean hold(long size) {
            if (ended) {
                return true;
            }
            long ofClient = connection.addAndGet(size);
            long ofAll = all.addAndGet(size);
            held = size;
            if (ofClient > size && ofClient > connectionBytesMax
                    || ofAll > size && ofAll > (size > SMALL_BYTES ? bytesMax / 2 : bytesMax)) {
                release();
                return false;
            }
            return true;
        }

        synchronized void ended() {
            ended = true;
            release();
        }

        private void release() {
            connection.addAndGet(-held);
            all.addAndGet(-held);
            held = 0;
        }
    }
}
