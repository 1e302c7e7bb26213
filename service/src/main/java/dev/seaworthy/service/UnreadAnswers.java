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
    private static final Attributes.Key<Unread> CONNECTION = Attributes.Key.create("unread-bytes");

    private final long connectionBytesMax;
    private final long bytesMax;
    /** Guards this and that of every connection, so that a refused answer leaves no trace in what others may have. */
    private final Unread all = new Unread();

    UnreadAnswers(long connectionBytesMax, long bytesMax) {
        this.connectionBytesMax = connectionBytesMax;
        this.bytesMax = bytesMax;
    }

    private static long partOfHeap(int part, long least, long most) {
        return Math.min(most, Math.max(least, Runtime.getRuntime().maxMemory() / part));
    }

    /** How many bytes of answers wait for clients to read them. */
    long bytes() {
        synchronized (all) {
            return all.bytes;
        }
    }

    @Override
    public Attributes transportReady(Attributes connection) {
        return connection.toBuilder().set(CONNECTION, new Unread()).build();
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

    /** A sum of bytes. */
    private static final class Unread {
        private long bytes;
    }

    /** A call, whose one answer is held here until the client has taken it or is gone. */
    private final class Counted<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final Unread connection;
        private long held;
        private boolean refused;
        private boolean ended;

        Counted(ServerCall<Q, R> call, Unread connection) {
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

        private boolean hold(long size) {
            synchronized (all) {
                long ofClient = connection.bytes + size;
                long ofAll = all.bytes + size;
                if (ended) {
                    return true;
                }
                if (ofClient > size && ofClient > connectionBytesMax
                        || ofAll > size && ofAll > (size > SMALL_BYTES ? bytesMax / 2 : bytesMax)) {
                    return false;
                }
                connection.bytes = ofClient;
                all.bytes = ofAll;
                held = size;
                return true;
            }
        }

        void ended() {
            synchronized (all) {
                ended = true;
                connection.bytes -= held;
                all.bytes -= held;
                held = 0;
            }
        }
    }
}
