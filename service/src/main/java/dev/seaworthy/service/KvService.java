package dev.seaworthy.service;

import com.google.protobuf.Message;
import dev.seaworthy.etcd.CompactionRequest;
import dev.seaworthy.etcd.CompactionResponse;
import dev.seaworthy.etcd.DeleteRangeRequest;
import dev.seaworthy.etcd.DeleteRangeResponse;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.ResponseHeader;
import dev.seaworthy.etcd.TxnRequest;
import dev.seaworthy.etcd.TxnResponse;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvCommand;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.kv.Range;
import dev.seaworthy.kv.Transaction;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/** etcd's service KV. */
final class KvService extends KVGrpc.KVImplBase {
    /** Most bytes of a request, as in etcd. */
    static final int REQUEST_BYTES_MAX = 3 << 19;

    private final Requests requests;
    private final Headers headers;
    private final Context.Key<Boolean> forwarded;

    /** @param forwarded tells of a call whether another member has forwarded it */
    KvService(Requests requests, Headers headers, Context.Key<Boolean> forwarded) {
        this.requests = requests;
        this.headers = headers;
        this.forwarded = forwarded;
    }

    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> client) {
        Answers.give(client, () -> {
            Range range = FromEtcd.range(checked(request));
            return requests.read(range, request.getSerializable()).thenApply(answer(ToEtcd::range));
        });
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> client) {
        Answers.give(
                client, () -> carryOut(KVGrpc.getPutMethod(), request, FromEtcd.put(checked(request)), ToEtcd::put));
    }

    @Override
    public void deleteRange(DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> client) {
        Answers.give(
                client,
                () -> carryOut(
                        KVGrpc.getDeleteRangeMethod(), request, FromEtcd.delete(checked(request)), ToEtcd::delete));
    }

    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> client) {
        Answers.give(client, () -> {
            Transaction transaction = FromEtcd.transaction(checked(request));
            return transaction.isReadOnly()
                    ? requests.read(transaction, FromEtcd.isSerializable(request))
                            .thenApply(answer(ToEtcd::transaction))
                    : carryOut(KVGrpc.getTxnMethod(), request, transaction, ToEtcd::transaction);
        });
    }

    @Override
    public void compact(CompactionRequest request, StreamObserver<CompactionResponse> client) {
        Answers.give(
                client, () -> carryOut(KVGrpc.getCompactMethod(), request, FromEtcd.compact(request), ToEtcd::compact));
    }

    private <Q extends Message, R extends Message> CompletableFuture<R> carryOut(
            MethodDescriptor<Q, R> method, Q request, KvCommand command, BiFunction<KvReply, ResponseHeader, R> form) {
        boolean wasForwarded = Boolean.TRUE.equals(forwarded.get());
        byte[] bytes = KvCodec.encode(command);
        Function<KvReply, R> answer = answer(form);
        return requests.carryOut(new Mutation<>(
                method,
                request,
                () -> requests.propose(bytes),
                result -> answer.apply(KvCodec.decodeReply(result)),
                wasForwarded));
    }

    private <R> Function<KvReply, R> answer(BiFunction<KvReply, ResponseHeader, R> form) {
        return reply -> form.apply(reply, headers.at(reply.revision()));
    }

    private static <Q extends Message> Q checked(Q request) {
        if (request.getSerializedSize() > REQUEST_BYTES_MAX) {
            throw Certainty.notExecuted(EtcdErrors.TOO_LARGE);
        }
        return request;
    }
}
