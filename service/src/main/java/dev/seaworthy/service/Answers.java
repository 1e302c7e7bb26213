package dev.seaworthy.service;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives clients what their calls came to. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Starts a call, whose refusals may be thrown, and answers the client when it ends. */
    static <R> void give(StreamObserver<R> client, Supplier<CompletableFuture<R>> call) {
        try {
            CompletableFuture<R> unused = call.get().whenComplete((response, failure) -> {
                if (failure == null) {
                    client.onNext(response);
                    client.onCompleted();
                } else {
                    client.onError(visible(failure));
                }
            });
        } catch (RuntimeException e) {
            client.onError(visible(e));
        }
    }

    /** A failure as clients may see it. */
    static StatusRuntimeException visible(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StatusRuntimeException status) {
            return status;
        }
        LOG.error("a request failed for a reason nobody foresaw", cause);
        // Where that happened nobody can say, so nobody can say what was executed.
        return Status.UNKNOWN
                .withDescription("seaworthy: a bug, see the node's log")
                .asRuntimeException();
    }
}
