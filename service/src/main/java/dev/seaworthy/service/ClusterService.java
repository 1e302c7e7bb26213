package dev.seaworthy.service;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.MemberAddRequest;
import dev.seaworthy.etcd.MemberAddResponse;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.MemberListResponse;
import dev.seaworthy.etcd.MemberPromoteRequest;
import dev.seaworthy.etcd.MemberPromoteResponse;
import dev.seaworthy.etcd.MemberRemoveRequest;
import dev.seaworthy.etcd.MemberRemoveResponse;
import dev.seaworthy.etcd.MemberUpdateRequest;
import dev.seaworthy.etcd.MemberUpdateResponse;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** etcd's service Cluster: who takes part, where each is found, and changes of that. */
final class ClusterService extends ClusterGrpc.ClusterImplBase {
    private final Requests requests;
    private final MembershipChanges changes;
    private final MemberLists lists;
    private final Context.Key<Boolean> forwarded;

    /** @param forwarded tells of a call whether another member has forwarded it */
    ClusterService(Requests requests, MembershipChanges changes, MemberLists lists, Context.Key<Boolean> forwarded) {
        this.requests = requests;
        this.changes = changes;
        this.lists = lists;
        this.forwarded = forwarded;
    }

    @Override
    public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> client) {
        Answers.give(
                client,
                () -> lists.now(!request.getLinearizable())
                        .thenApply(list -> MemberListResponse.newBuilder()
                                .setHeader(list.header())
                                .addAllMembers(list.members())
                                .build()));
    }

    @Override
    public void memberAdd(MemberAddRequest request, StreamObserver<MemberAddResponse> client) {
        Answers.give(
                client,
                () -> carryOut(ClusterGrpc.getMemberAddMethod(), request, changes::add, MemberAddResponse.parser()));
    }

    @Override
    public void memberRemove(MemberRemoveRequest request, StreamObserver<MemberRemoveResponse> client) {
        Answers.give(
                client,
                () -> carryOut(
                        ClusterGrpc.getMemberRemoveMethod(), request, changes::remove, MemberRemoveResponse.parser()));
    }

    @Override
    public void memberUpdate(MemberUpdateRequest request, StreamObserver<MemberUpdateResponse> client) {
        Answers.give(
                client,
                () -> carryOut(
                        ClusterGrpc.getMemberUpdateMethod(), request, changes::update, MemberUpdateResponse.parser()));
    }

    @Override
    public void memberPromote(MemberPromoteRequest request, StreamObserver<MemberPromoteResponse> client) {
        Answers.give(
                client,
                () -> carryOut(
                        ClusterGrpc.getMemberPromoteMethod(),
                        request,
                        changes::promote,
                        MemberPromoteResponse.parser()));
    }

    private <Q extends Message, R extends Message> CompletableFuture<R> carryOut(
            MethodDescriptor<Q, R> method,
            Q request,
            Function<Q, CompletableFuture<ProposalOutcome>> change,
            Parser<R> response) {
        boolean wasForwarded = Boolean.TRUE.equals(forwarded.get());
        return requests.carryOut(new Mutation<>(
                method, request, () -> change.apply(request), bytes -> parsed(response, bytes), wasForwarded));
    }

    static <R> R parsed(Parser<R> parser, byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("a response that was made here cannot be read", impossible);
        }
    }
}
