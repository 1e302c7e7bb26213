package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.PeerStatus;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.kv.members.MemberDirectory;
import dev.seaworthy.kv.members.MemberRecord;
import dev.seaworthy.node.NodeStatus;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TransportStatus;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.TreeSet;

/**
 * Who takes part, as the leader sees it at one moment, and what changes of that make sense. What does not is refused as
 * etcd refuses it; each refusal is certain. A value.
 *
 * @param replica the leader's consensus state
 * @param connected the nodes it has connections to, itself among them
 * @param directory the members' records, read after {@code replica}
 * @param addresses tells of members without a record
 */
record Membership(Status replica, TreeSet<Long> connected, MemberDirectory directory, MemberAddresses addresses) {
    /** Most learners at a time: each is sent everything. */
    static final int LEARNERS_MAX = 4;

    /**
     * As the leader's node has it.
     *
     * @throws Ended where it does not lead
     */
    static Membership of(NodeStatus now, MemberDirectory directory, MemberAddresses addresses) {
        Status replica = now.replica();
        if (replica.role() != RoleName.LEADER) {
            throw Ended.refused(Reason.NOT_LEADER, replica.leaderId());
        }
        if (replica.configuration().isJoint() || !replica.configurationCommitted()) {
            throw Ended.refused(Reason.CHANGE_PENDING, replica.leaderId());
        }
        TreeSet<Long> connected = new TreeSet<>();
        connected.add(replica.self().nodeId());
        for (TransportStatus.Peer peer : now.transport().peers()) {
            if (peer.connected()) {
                connected.add(peer.member().nodeId());
            }
        }
        return new Membership(replica, connected, directory, addresses);
    }

    Configuration configuration() {
        return replica.configuration();
    }

    /** The highest node id in the configuration. */
    long highestNodeId() {
        return configuration().members().stream()
                .mapToLong(Member::nodeId)
                .max()
                .orElse(0);
    }

    /** Whether one more learner may come, found at these URLs. */
    void checkAdd(List<String> peerUrls) {
        checkUrls(peerUrls, 0);
        if (configuration().learners().size() >= LEARNERS_MAX) {
            throw Certainty.notExecuted(EtcdErrors.TOO_MANY_LEARNERS);
        }
    }

    /** Whether these URLs can be a member's, and are no other one's. */
    void checkUrls(List<String> peerUrls, long nodeId) {
        List<HostPort> wanted = MemberUrls.parse(peerUrls);
        for (Member other : configuration().members()) {
            if (other.nodeId() == nodeId) {
                continue;
            }
            for (String url : addresses.describe(directory, other).peerUrls()) {
                if (wanted.contains(MemberUrls.first(List.of(url)))) {
                    throw Certainty.notExecuted(EtcdErrors.PEER_URL_EXISTS);
                }
            }
        }
    }

    /** The member that clients call by its node's id. */
    Member member(long nodeId) {
        return configuration().members().stream()
                .filter(it -> it.nodeId() == nodeId)
                .findFirst()
                .orElseThrow(() -> Certainty.notExecuted(EtcdErrors.MEMBER_NOT_FOUND));
    }

    /** The configuration in which this member votes, in the place of another where {@code replaces} is not 0. */
    Configuration promoting(long nodeId, long replaces) {
        Member member = member(nodeId);
        if (!configuration().learners().contains(member)) {
            throw Certainty.notExecuted(EtcdErrors.NOT_A_LEARNER);
        }
        boolean ready = replica.peers().stream()
                .filter(it -> it.member().equals(member))
                .anyMatch(PeerStatus::caughtUp);
        if (!ready) {
            throw Certainty.notExecuted(EtcdErrors.LEARNER_NOT_READY);
        }
        if (replaces == 0) {
            return configuration().withVoter(member);
        }
        Member old = member(replaces);
        return old.equals(member) || !configuration().voters().contains(old)
                ? refusal(EtcdErrors.MEMBER_NOT_FOUND)
                : configuration().replacing(old, member);
    }

    /**
     * The configuration in which this learner is on another disk, where it has never run on the one it has: what was
     * made for that one is nobody's then.
     */
    Configuration rebinding(long nodeId, long diskId) {
        Member old = member(nodeId);
        MemberRecord record = directory.of(nodeId);
        boolean named = record == null || !record.name().isEmpty();
        boolean heardOf =
                replica.peers().stream().anyMatch(peer -> peer.member().equals(old) && peer.matchIndex() > 0);
        if (configuration().isVoter(old) || named || heardOf) {
            return refusal(EtcdErrors.HAS_RUN);
        }
        return configuration().without(old).withLearner(new Member(nodeId, diskId));
    }

    /** The configuration without this member, where those that are left are there to go on. */
    Configuration removing(long nodeId) {
        Member member = member(nodeId);
        Configuration left = configuration();
        if (!left.voters().contains(member)) {
            return left.without(member);
        }
        if (left.voters().size() == 1) {
            return refusal(EtcdErrors.NOT_ENOUGH_STARTED);
        }
        Configuration target = left.without(member);
        long there = target.voters().stream()
                .filter(it -> connected.contains(it.nodeId()))
                .count();
        return there < target.voters().size() / 2 + 1 ? refusal(EtcdErrors.UNHEALTHY) : target;
    }

    /** What is shown of a member without standing in its record yet, among what does; null where there is nothing. */
    MemberRecord introduction(Member member) {
        MemberRecord shown = addresses.describe(directory, member);
        MemberRecord known = directory.of(member.nodeId());
        return known != null && known.filledBy(shown).equals(known) ? null : shown;
    }

    private static Configuration refusal(io.grpc.Status status) throws StatusRuntimeException {
        throw Certainty.notExecuted(status);
    }
}
