package dev.seaworthy.service;

import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a call that failed was certainly not executed: it never left this process, or whoever refused it says so in a
 * trailer, or the code is one that only a refusal has. Everything else may have been executed.
 *
 * <p>One of these belongs to one call; any thread.
 */
public final class Certainty {
    /** Set on a refusal by a member that certainly did not execute, and will not execute, what it refuses. */
    static final Metadata.Key<String> NOT_EXECUTED =
            Metadata.Key.of("seaworthy-not-executed", Metadata.ASCII_STRING_MARSHALLER);

    private static final Set<Status.Code> REFUSALS = Set.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.OUT_OF_RANGE,
            Status.Code.NOT_FOUND,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.UNIMPLEMENTED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED);

    private final AtomicBoolean sent = new AtomicBoolean();

    /** Options that make a call report to this object. */
    public CallOptions watching(CallOptions options) {
        return options.withStreamTracerFactory(new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                return new ClientStreamTracer() {
                    @Override
                    public void outboundHeaders() {
                        sent.set(true);
                    }
                };
            }
        });
    }

    /** Whether the call that ended with this was certainly not executed. */
    public boolean isNotExecuted(StatusRuntimeException failure) {
        return !sent.get()
                || REFUSALS.contains(failure.getStatus().getCode())
                || failure.getTrailers() != null && failure.getTrailers().containsKey(NOT_EXECUTED);
    }

    /** A failure that says so in its trailer. */
    static StatusRuntimeException notExecuted(Status status) {
        Metadata trailers = new Metadata();
        trailers.put(NOT_EXECUTED, "true");
        return status.asRuntimeException(trailers);
    }
}
