package dev.seaworthy.service;

import com.google.protobuf.Message;
import dev.seaworthy.kv.KvCommand;
import dev.seaworthy.kv.KvReply;
import io.grpc.MethodDescriptor;
import java.util.function.Function;

/**
 * A request that changes the store.
 *
 * @param method what it is called on the wire
 * @param request as the client sent it
 * @param command as the store executes it
 * @param answer makes the response of the store's reply; throws where it is a refusal
 * @param forwarded whether another member sent it here
 */
record Mutation<Q extends Message, R extends Message>(
        MethodDescriptor<Q, R> method, Q request, KvCommand command, Function<KvReply, R> answer, boolean forwarded) {}
