package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.PeerStatus;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.MemberPromoteRequest;
import dev.seaworthy.etcd.MemberUpdateRequest;
import dev.seaworthy.etcd.MemberUpdateResponse;
import dev.seaworthy.kv.members.MemberRecord;
import dev.seaworthy.node.NodeStatus;
import dev.seaworthy.node.RaftNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member sees to by itself, again and again: that its record says how it is called and where clients find it;
 * and, where it leads, that learners which are to vote do, as soon as they keep pace. All of it may be done twice.
 */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long EVERY_MILLIS = 200;

    private final RaftNode node;
    private final Requests requests;
    private final MembershipChanges changes;
    private final MemberAddresses addresses;
    private final AtomicBoolean busy = new AtomicBoolean();

    Housekeeping(RaftNode node, Requests requests, MembershipChanges changes, MemberAddresses addresses) {
        this.node = node;
        this.requests = requests;
        this.changes = changes;
        this.addresses = addresses;
    }

    /** Begins; ends with the timer. */
    void start(ScheduledExecutorService timer) {
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (node.leaderId() == 0) {
            return;
        }
        if (ownRecordIsOld()) {
            alone(this::describeItself);
        } else if (node.leaderId() == node.self().nodeId() && someoneIsToVote()) {
            alone(() -> node.status().thenCompose(this::promote));
        }
    }

    private boolean ownRecordIsOld() {
        Member self = node.self();
        Configuration configuration = addresses.configuration();
        return configuration.contains(self)
                && !addresses.own(self).equals(addresses.directory().of(self.nodeId()));
    }

    /** Not where it listens for the other members: that is theirs to know, and may be changed at the same time. */
    private CompletableFuture<MemberUpdateResponse> describeItself() {
        MemberRecord own = addresses.own(node.self());
        MemberUpdateRequest request = MemberUpdateRequest.newBuilder()
                .setID(own.member().nodeId())
                .setName(own.name())
                .addAllClientURLs(own.clientUrls())
                .build();
        return requests.carryOut(new Mutation<>(
                ClusterGrpc.getMemberUpdateMethod(),
                request,
                () -> changes.update(request),
                bytes -> ClusterService.parsed(MemberUpdateResponse.parser(), bytes),
                false));
    }

    private boolean someoneIsToVote() {
        return addresses.configuration().learners().stream()
                .map(it -> addresses.directory().of(it.nodeId()))
                .anyMatch(it -> it != null && it.toVote());
    }

    private CompletableFuture<ProposalOutcome> promote(NodeStatus now) {
        Status replica = now.replica();
        for (PeerStatus peer : replica.peers()) {
            MemberRecord record = addresses.directory().of(peer.member().nodeId());
            if (peer.caughtUp()
                    && replica.configuration().learners().contains(peer.member())
                    && record != null
                    && record.toVote()) {
                LOG.info("node {} keeps pace and is to vote", peer.member().nodeId());
                return changes.promote(MemberPromoteRequest.newBuilder()
                        .setID(peer.member().nodeId())
                        .build());
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    /** One thing at a time; what fails is tried again at the next look. */
    private void alone(java.util.function.Supplier<? extends CompletableFuture<?>> work) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            CompletableFuture<?> unused = work.get().whenComplete((done, failure) -> {
                busy.set(false);
                if (failure != null) {
                    LOG.debug("node {} tries again later", node.self().nodeId(), failure);
                }
            });
        } catch (RuntimeException e) {
            busy.set(false);
            LOG.debug("node {} tries again later", node.self().nodeId(), e);
        }
    }
}
