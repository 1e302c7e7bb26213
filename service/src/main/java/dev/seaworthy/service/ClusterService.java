package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.MemberListResponse;
import dev.seaworthy.kv.HashAt;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.transport.HostPort;
import io.grpc.stub.StreamObserver;

/** etcd's service Cluster, as far as it reads: who takes part, and where each is found. */
final class ClusterService extends ClusterGrpc.ClusterImplBase {
    private final RaftNode node;
    private final Requests requests;
    private final Headers headers;
    private final ServiceOptions options;

    ClusterService(RaftNode node, Requests requests, Headers headers, ServiceOptions options) {
        this.node = node;
        this.requests = requests;
        this.headers = headers;
        this.options = options;
    }

    @Override
    public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> client) {
        Answers.give(
                client,
                () -> requests.read(new HashAt(0), !request.getLinearizable())
                        .thenCombine(node.status(), (reply, now) -> {
                            MemberListResponse.Builder response =
                                    MemberListResponse.newBuilder().setHeader(headers.at(reply.revision()));
                            Configuration configuration = now.replica().configuration();
                            configuration
                                    .members()
                                    .forEach(member -> response.addMembers(member(configuration, member)));
                            return response.build();
                        }));
    }

    private dev.seaworthy.etcd.Member member(Configuration configuration, Member member) {
        dev.seaworthy.etcd.Member.Builder listed = dev.seaworthy.etcd.Member.newBuilder()
                .setID(member.nodeId())
                .setName("node-" + member.nodeId())
                .setIsLearner(!configuration.isVoter(member));
        HostPort peer = options.peers().get(member.nodeId());
        if (peer != null) {
            listed.addPeerURLs(url(peer));
        }
        HostPort door = options.clients().get(member.nodeId());
        if (door != null) {
            listed.addClientURLs(url(door));
        }
        return listed.build();
    }

    private String url(HostPort address) {
        return (options.tls().isPresent() ? "https://" : "http://") + address;
    }
}
