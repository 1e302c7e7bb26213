package dev.seaworthy.service;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.host.TransferOutcome;
import dev.seaworthy.etcd.AlarmMember;
import dev.seaworthy.etcd.AlarmRequest;
import dev.seaworthy.etcd.AlarmResponse;
import dev.seaworthy.etcd.AlarmType;
import dev.seaworthy.etcd.DefragmentRequest;
import dev.seaworthy.etcd.DefragmentResponse;
import dev.seaworthy.etcd.HashKVRequest;
import dev.seaworthy.etcd.HashKVResponse;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.MoveLeaderRequest;
import dev.seaworthy.etcd.MoveLeaderResponse;
import dev.seaworthy.etcd.ResponseHeader;
import dev.seaworthy.etcd.SnapshotRequest;
import dev.seaworthy.etcd.SnapshotResponse;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import dev.seaworthy.kv.HashAt;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.node.NodeStatus;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.service.ops.DiskUse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** etcd's service Maintenance: everything is about the member that is asked. */
final class MaintenanceService extends MaintenanceGrpc.MaintenanceImplBase {
    private final RaftNode node;
    private final Requests requests;
    private final Headers headers;
    private final SnapshotSending snapshots;
    private final Path data;
    private final String version;
    private final Executor files;

    /** @param files counts the files of the data directory, which may take long */
    MaintenanceService(RaftNode node, Requests requests, Headers headers, Path data, String version, Executor files) {
        this.files = files;
        this.node = node;
        this.requests = requests;
        this.headers = headers;
        this.data = data;
        this.version = version;
        snapshots = new SnapshotSending(node, requests, headers, version);
    }

    /** Everything acknowledged before the request, as {@link Backup} describes it. */
    @Override
    public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> client) {
        snapshots.send((ServerCallStreamObserver<SnapshotResponse>) client);
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> client) {
        Answers.give(client, () -> header().thenCombineAsync(node.status(), this::status, files));
    }

    private StatusResponse status(ResponseHeader header, NodeStatus now) {
        Status replica = now.replica();
        long bytes = DiskUse.bytes(data);
        StatusResponse.Builder response = StatusResponse.newBuilder()
                .setHeader(header)
                .setVersion(version)
                .setDbSize(bytes)
                .setDbSizeInUse(bytes)
                .setLeader(replica.leaderId())
                .setRaftIndex(replica.commitIndex())
                .setRaftTerm(replica.term())
                .setRaftAppliedIndex(now.appliedIndex())
                .setDiskCondition(replica.disk().name().toLowerCase(Locale.ROOT))
                .setIsLearner(replica.configuration().learners().contains(replica.self()));
        if (!replica.configuration().contains(replica.self())) {
            response.addErrors("it is no member of the cluster, or not yet");
        }
        if (replica.leaderId() == 0) {
            response.addErrors(EtcdErrors.NO_LEADER.getDescription());
        }
        if (replica.disk() != DiskCondition.OK) {
            response.addErrors("the disk is " + replica.disk());
        }
        if (replica.recovering()) {
            response.addErrors("this member's disk has lost entries that it is being given back");
        }
        return response.build();
    }

    @Override
    public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> client) {
        Answers.give(
                client,
                () -> requests.read(new HashAt(Math.max(0, request.getRevision())), true)
                        .thenApply(reply -> {
                            KvReply.HashReply hash = ToEtcd.as(KvReply.HashReply.class, reply);
                            return HashKVResponse.newBuilder()
                                    .setHeader(headers.at(reply.revision()))
                                    .setHash((int) hash.hash().low())
                                    .setCompactRevision(hash.compactedRevision())
                                    .setHashRevision(hash.hashRevision())
                                    .build();
                        }));
    }

    /** A full disk is the one alarm there is; it goes by itself when there is space again. */
    @Override
    public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> client) {
        Answers.give(
                client,
                () -> header().thenCombine(node.status(), (header, now) -> {
                    AlarmResponse.Builder response = AlarmResponse.newBuilder().setHeader(header);
                    if (now.replica().disk() == DiskCondition.FULL) {
                        response.addAlarms(AlarmMember.newBuilder()
                                .setMemberID(node.self().nodeId())
                                .setAlarm(AlarmType.NOSPACE));
                    }
                    return response.build();
                }));
    }

    /** There is nothing to do: the store gives back what it no longer needs. */
    @Override
    public void defragment(DefragmentRequest request, StreamObserver<DefragmentResponse> client) {
        Answers.give(
                client,
                () -> header().thenApply(header ->
                        DefragmentResponse.newBuilder().setHeader(header).build()));
    }

    @Override
    public void moveLeader(MoveLeaderRequest request, StreamObserver<MoveLeaderResponse> client) {
        Answers.give(
                client,
                () -> node.status()
                        .thenCompose(now -> transfer(now.replica(), request.getTargetID()))
                        .thenCompose(outcome -> {
                            if (outcome instanceof TransferOutcome.Failed failed) {
                                throw (failed.reason() == Reason.NO_TARGET
                                                ? EtcdErrors.BAD_TRANSFEREE
                                                : EtcdErrors.TRANSFER_TIMED_OUT)
                                        .asRuntimeException();
                            }
                            return header();
                        })
                        .thenApply(header -> MoveLeaderResponse.newBuilder()
                                .setHeader(header)
                                .build()));
    }

    private CompletableFuture<TransferOutcome> transfer(Status replica, long target) {
        if (replica.role() != RoleName.LEADER) {
            throw EtcdErrors.NOT_LEADER.asRuntimeException();
        }
        if (target == 0) {
            throw EtcdErrors.BAD_TRANSFEREE.asRuntimeException();
        }
        if (target == replica.self().nodeId()) {
            return CompletableFuture.completedFuture(new TransferOutcome.HandedOver(replica.self()));
        }
        return node.transferLeadership(target);
    }

    /** With the revision that this member has reached. The hash of the newest revision costs nothing. */
    private CompletableFuture<ResponseHeader> header() {
        return requests.read(new HashAt(0), true).thenApply(reply -> headers.at(reply.revision()));
    }
}
