package dev.seaworthy.service;

import dev.seaworthy.node.transport.HostPort;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Takes requests that only the leader can carry out to the leader, by its client address. What is forwarded says so,
 * and is not forwarded again. Any thread.
 */
final class Forwarding implements AutoCloseable {
    /** Present on a request that another member has forwarded. */
    static final Metadata.Key<String> FORWARDED =
            Metadata.Key.of("seaworthy-forwarded", Metadata.ASCII_STRING_MARSHALLER);

    private final LongFunction<HostPort> clientAddresses;
    private final Function<HostPort, ManagedChannel> connect;
    private final Map<HostPort, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final Metadata mark = new Metadata();

    /** @param clientAddresses where a node listens for clients, as far as known; else null */
    Forwarding(LongFunction<HostPort> clientAddresses, Function<HostPort, ManagedChannel> connect) {
        this.clientAddresses = clientAddresses;
        this.connect = connect;
        mark.put(FORWARDED, "true");
    }

    /** Whether this node's client address is known. */
    boolean knows(long nodeId) {
        return clientAddresses.apply(nodeId) != null;
    }

    /**
     * Sends the request.
     *
     * @return the answer, or a {@link StatusRuntimeException}: one with {@link Certainty#NOT_EXECUTED} where the
     *     request was certainly not executed, the refusal itself where there is one, and else
     *     {@link EtcdErrors#OUTCOME_UNKNOWN}
     */
    <Q, R> CompletableFuture<R> send(long leaderId, MethodDescriptor<Q, R> method, Q request, long timeoutNanos) {
        HostPort address = clientAddresses.apply(leaderId);
        if (address == null) {
            return CompletableFuture.failedFuture(Certainty.notExecuted(EtcdErrors.NO_LEADER));
        }
        ManagedChannel channel = channels.computeIfAbsent(address, connect);
        Certainty certainty = new Certainty();
        CallOptions options =
                certainty.watching(CallOptions.DEFAULT.withDeadlineAfter(timeoutNanos, TimeUnit.NANOSECONDS));
        CompletableFuture<R> answer = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(mark))
                        .newCall(method, options),
                request,
                new StreamObserver<R>() {
                    @Override
                    public void onNext(R value) {
                        answer.complete(value);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(judge(failure, certainty));
                    }

                    @Override
                    public void onCompleted() {
                        // A call that ends without an answer is an error before it gets here.
                    }
                });
        return answer;
    }

    private static StatusRuntimeException judge(Throwable failure, Certainty certainty) {
        if (failure instanceof StatusRuntimeException status && certainty.isNotExecuted(status)) {
            return Certainty.notExecuted(status.getStatus());
        }
        return EtcdErrors.OUTCOME_UNKNOWN.withCause(failure).asRuntimeException();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
