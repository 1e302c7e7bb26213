package dev.seaworthy.service;

import com.google.protobuf.Message;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A blocking client that goes from member to member until one answers, and never sends a change again that may have
 * been executed. One thread at a time.
 */
public final class KvClient implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long CALL_NANOS = TimeUnit.SECONDS.toNanos(6);

    private final Map<HostPort, ManagedChannel> channels = new LinkedHashMap<>();
    private final List<HostPort> endpoints;
    private final long timeoutNanos;
    private int asked;

    /**
     * @param endpoints where members listen for clients; at least one
     * @param timeout how long one request may take in all
     * @throws IOException where the certificates cannot be read
     */
    public KvClient(List<HostPort> endpoints, Optional<TlsFiles> tls, Duration timeout) throws IOException {
        this.endpoints = List.copyOf(endpoints);
        timeoutNanos = timeout.toNanos();
        for (HostPort endpoint : endpoints) {
            channels.put(endpoint, Doors.connect(endpoint, tls));
        }
    }

    /**
     * Asks something, whomever.
     *
     * @throws KvClientException where nobody answers in time, or the question is refused
     */
    public <Q extends Message, R extends Message> R ask(MethodDescriptor<Q, R> method, Q request) {
        return call(method, request, true);
    }

    /**
     * Changes something, through whomever.
     *
     * @throws KvClientException where it was refused, nobody could be reached, or nobody knows whether it was done
     */
    public <Q extends Message, R extends Message> R change(MethodDescriptor<Q, R> method, Q request) {
        return call(method, request, false);
    }

    private <Q extends Message, R extends Message> R call(
            MethodDescriptor<Q, R> method, Q request, boolean repeatable) {
        long deadline = System.nanoTime() + timeoutNanos;
        Map<HostPort, StatusRuntimeException> failures = new LinkedHashMap<>();
        while (true) {
            HostPort endpoint = endpoints.get(asked % endpoints.size());
            Certainty certainty = new Certainty();
            try {
                return call(endpoint, method, request, certainty, deadline - System.nanoTime());
            } catch (StatusRuntimeException failure) {
                boolean notExecuted = certainty.isNotExecuted(failure);
                // What a member said before its time ran out tells more than that it did.
                if (failure.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
                    failures.put(endpoint, failure);
                }
                failures.putIfAbsent(endpoint, failure);
                Status.Code code = failure.getStatus().getCode();
                // UNKNOWN is what a connection is given that closes before anything was sent over it.
                boolean passing = code == Status.Code.UNAVAILABLE
                        || code == Status.Code.UNKNOWN
                        || repeatable && code == Status.Code.DEADLINE_EXCEEDED;
                asked++;
                boolean all = asked % endpoints.size() == 0;
                if (!passing || !(notExecuted || repeatable) || System.nanoTime() > deadline - PAUSE_NANOS) {
                    throw KvClientException.of(failures, tooLarge(failure, request), notExecuted, repeatable);
                } else if (all) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    /** etcd's words for a request that is too large have no sizes in them; here both are known. */
    private static StatusRuntimeException tooLarge(StatusRuntimeException failure, Message request) {
        Status told = failure.getStatus();
        if (!String.valueOf(EtcdErrors.TOO_LARGE.getDescription()).equals(told.getDescription())) {
            return failure;
        }
        return told.withDescription(told.getDescription() + ": it has " + request.getSerializedSize()
                        + " bytes, and a member takes " + KvService.REQUEST_BYTES_MAX + " at most")
                .asRuntimeException(failure.getTrailers());
    }

    /**
     * Asks for something that comes in pieces, whomever: the first that begins to answer. No limit of time is set to
     * the rest.
     *
     * @param pieces takes them in order; what it throws ends the call
     * @throws KvClientException where nobody answers, or the answer breaks off
     */
    public <Q extends Message, R extends Message> void read(
            MethodDescriptor<Q, R> method, Q request, Consumer<R> pieces) {
        StatusRuntimeException failure = null;
        Map<HostPort, StatusRuntimeException> failures = new LinkedHashMap<>();
        for (HostPort endpoint : endpoints) {
            boolean begun = false;
            try {
                Iterator<R> answer = ClientCalls.blockingServerStreamingCall(
                        channels.get(endpoint), method, CallOptions.DEFAULT, request);
                while (answer.hasNext()) {
                    R piece = answer.next();
                    begun = true;
                    pieces.accept(piece);
                }
                return;
            } catch (StatusRuntimeException e) {
                failure = e;
                failures.put(endpoint, e);
                if (begun || e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                    break;
                }
            }
        }
        throw KvClientException.of(failures, failure, false, true);
    }

    /**
     * Asks this one member.
     *
     * @throws KvClientException where it does not answer in time, or refuses
     */
    public <Q extends Message, R extends Message> R askAt(HostPort endpoint, MethodDescriptor<Q, R> method, Q request) {
        Certainty certainty = new Certainty();
        try {
            return call(endpoint, method, request, certainty, timeoutNanos);
        } catch (StatusRuntimeException failure) {
            throw KvClientException.of(Map.of(endpoint, failure), failure, certainty.isNotExecuted(failure), true);
        }
    }

    private <Q extends Message, R extends Message> R call(
            HostPort endpoint, MethodDescriptor<Q, R> method, Q request, Certainty certainty, long nanos) {
        ManagedChannel channel = channels.get(endpoint);
        // Not the pause that a channel makes after a failure is to decide when the next attempt comes.
        channel.resetConnectBackoff();
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(Math.max(1, Math.min(nanos, CALL_NANOS)), TimeUnit.NANOSECONDS);
        return ClientCalls.blockingUnaryCall(channel, method, certainty.watching(options), request);
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
