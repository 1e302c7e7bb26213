package dev.seaworthy.service;

import com.google.protobuf.Message;
import dev.seaworthy.engine.host.ProposalOutcome;
import io.grpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request that changes something.
 *
 * @param method what it is called on the wire
 * @param request as the client sent it
 * @param attempt has this member carry it out, which only a leader can; called again where it was refused for a reason
 *     that passes. May fail with what the client is to be told
 * @param answer makes the response of the outcome's result; throws where that is a refusal
 * @param forwarded whether another member sent it here
 */
record Mutation<Q extends Message, R extends Message>(
        MethodDescriptor<Q, R> method,
        Q request,
        Supplier<CompletableFuture<ProposalOutcome>> attempt,
        Function<byte[], R> answer,
        boolean forwarded) {}
