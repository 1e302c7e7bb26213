package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.etcd.ResponseHeader;
import dev.seaworthy.kv.HashAt;
import dev.seaworthy.kv.members.MemberDirectory;
import dev.seaworthy.kv.members.MemberRecord;
import dev.seaworthy.node.RaftNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The members as clients see them: a member's id is its node's. Any thread. */
final class MemberLists {
    private final RaftNode node;
    private final Requests requests;
    private final Headers headers;
    private final MemberAddresses addresses;

    MemberLists(RaftNode node, Requests requests, Headers headers, MemberAddresses addresses) {
        this.node = node;
        this.requests = requests;
        this.headers = headers;
        this.addresses = addresses;
    }

    /** All members at one moment, by their ids. */
    record MemberList(ResponseHeader header, List<dev.seaworthy.etcd.Member> members) {
        /** The member with this id, as it would be where it is there no more. */
        dev.seaworthy.etcd.Member member(long nodeId) {
            return members.stream()
                    .filter(it -> it.getID() == nodeId)
                    .findFirst()
                    .orElse(dev.seaworthy.etcd.Member.newBuilder().setID(nodeId).build());
        }
    }

    /** @param serializable whether whatever this member knows will do, however old */
    CompletableFuture<MemberList> now(boolean serializable) {
        return requests.readMembers(serializable)
                .thenCompose(records -> requests.read(new HashAt(0), true)
                        .thenCombine(
                                node.status(),
                                (reply, now) -> new MemberList(
                                        headers.at(reply.revision()),
                                        members(now.replica().configuration(), records))));
    }

    private List<dev.seaworthy.etcd.Member> members(Configuration configuration, MemberDirectory records) {
        List<dev.seaworthy.etcd.Member> members = new ArrayList<>();
        for (Member member : configuration.members()) {
            MemberRecord record = addresses.describe(records, member);
            members.add(dev.seaworthy.etcd.Member.newBuilder()
                    .setID(member.nodeId())
                    .setDiskID(member.diskId())
                    .setName(record.name())
                    .addAllPeerURLs(record.peerUrls())
                    .addAllClientURLs(record.clientUrls())
                    .setIsLearner(!configuration.isVoter(member))
                    .build());
        }
        return members;
    }
}
