package dev.seaworthy.service;

import com.google.protobuf.Message;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.etcd.MemberAddRequest;
import dev.seaworthy.etcd.MemberAddResponse;
import dev.seaworthy.etcd.MemberPromoteRequest;
import dev.seaworthy.etcd.MemberPromoteResponse;
import dev.seaworthy.etcd.MemberRemoveRequest;
import dev.seaworthy.etcd.MemberRemoveResponse;
import dev.seaworthy.etcd.MemberUpdateRequest;
import dev.seaworthy.etcd.MemberUpdateResponse;
import dev.seaworthy.kv.members.MemberCodec;
import dev.seaworthy.kv.members.MemberCommand;
import dev.seaworthy.kv.members.MemberRecord;
import dev.seaworthy.node.RaftNode;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Changes who takes part, at the leader. Each method's outcome is exact, and its result the bytes of the response;
 * refusals with etcd's words fail the future.
 *
 * <p>A member's record is written before the configuration has it, so that everybody knows where it is found when it
 * begins to count, and removed after. What is interrupted in between leaves a record that nobody looks at. Each change
 * is computed from one configuration, and the engine refuses it where another one is in force by then.
 *
 * <p>Any thread.
 */
final class MembershipChanges {
    private final RaftNode node;
    private final Requests requests;
    private final MemberAddresses addresses;
    private final MemberLists lists;
    private final SecureRandom random = new SecureRandom();

    MembershipChanges(RaftNode node, Requests requests, MemberAddresses addresses, MemberLists lists) {
        this.node = node;
        this.requests = requests;
        this.addresses = addresses;
        this.lists = lists;
    }

    /**
     * A new member begins as a learner, also where it is to vote: it will, as soon as it keeps pace. A voter that has
     * yet to be started would only be in the others' way.
     */
    CompletableFuture<ProposalOutcome> add(MemberAddRequest request) {
        return attempt(now -> {
            now.checkAdd(request.getPeerURLsList());
            MemberCommand enroll = new MemberCommand.Enroll(
                    now.highestNodeId(),
                    1 + (random.nextLong() >>> 2),
                    request.getPeerURLsList(),
                    !request.getIsLearner());
            return record(enroll).thenCompose(record -> {
                Member fresh = record.member();
                return change(now, now.configuration().withLearner(fresh))
                        .thenApply(outcome -> {
                            if (outcome instanceof ProposalOutcome.Refused) {
                                CompletableFuture<ProposalOutcome> unused = forget(fresh.nodeId());
                            }
                            return committed(outcome);
                        })
                        .thenCompose(done -> lists.now(true)
                                .thenApply(list -> done(MemberAddResponse.newBuilder()
                                        .setHeader(list.header())
                                        .setMember(list.member(fresh.nodeId()))
                                        .addAllMembers(list.members())
                                        .build())));
            });
        });
    }

    CompletableFuture<ProposalOutcome> remove(MemberRemoveRequest request) {
        return attempt(now -> change(now, now.removing(request.getID()))
                .thenApply(MembershipChanges::committed)
                .thenCompose(done -> forget(request.getID()))
                .thenCompose(done -> lists.now(true)
                        .thenApply(list -> done(MemberRemoveResponse.newBuilder()
                                .setHeader(list.header())
                                .addAllMembers(list.members())
                                .build()))));
    }

    CompletableFuture<ProposalOutcome> promote(MemberPromoteRequest request) {
        return attempt(now -> change(now, now.promoting(request.getID(), request.getReplaces()))
                .thenApply(MembershipChanges::committed)
                .thenCompose(done -> request.getReplaces() == 0
                        ? CompletableFuture.completedFuture(null)
                        : forget(request.getReplaces()))
                .thenCompose(done -> lists.now(true)
                        .thenApply(list -> done(MemberPromoteResponse.newBuilder()
                                .setHeader(list.header())
                                .addAllMembers(list.members())
                                .build()))));
    }

    CompletableFuture<ProposalOutcome> update(MemberUpdateRequest request) {
        return attempt(now -> {
            if (request.getDiskID() != 0) {
                return rebind(now, request.getID(), request.getDiskID());
            }
            Member member = now.member(request.getID());
            boolean nothingElse = request.getName().isEmpty() && request.getClientURLsCount() == 0;
            if (request.getPeerURLsCount() > 0 || nothingElse) {
                now.checkUrls(request.getPeerURLsList(), request.getID());
            }
            if (request.getClientURLsCount() > 0) {
                MemberUrls.parse(request.getClientURLsList());
            }
            MemberRecord said = new MemberRecord(
                    member, request.getName(), request.getPeerURLsList(), request.getClientURLsList(), false);
            // What the configuration files say of it is said first, and never over what somebody else is changing.
            MemberRecord introduction = now.introduction(member);
            CompletableFuture<MemberRecord> introduced = introduction == null
                    ? CompletableFuture.completedFuture(null)
                    : record(new MemberCommand.Introduce(introduction));
            return introduced
                    .thenCompose(done -> record(new MemberCommand.Describe(said)))
                    .thenCompose(done -> lists.now(true)
                            .thenApply(list -> done(MemberUpdateResponse.newBuilder()
                                    .setHeader(list.header())
                                    .addAllMembers(list.members())
                                    .build())));
        });
    }

    /**
     * Each making of a member's data draws a disk of its own and names it here. So no two of them are ever one member,
     * and only the one that was made last is a member at all.
     */
    private CompletionStage<ProposalOutcome> rebind(Membership now, long nodeId, long diskId) {
        Configuration target = now.rebinding(nodeId, diskId);
        MemberRecord before = MemberRecord.nameless(now.directory().of(nodeId).member());
        MemberRecord fresh = MemberRecord.nameless(new Member(nodeId, diskId));
        return record(new MemberCommand.Describe(fresh))
                .thenCompose(done -> change(now, target))
                .thenApply(outcome -> {
                    if (outcome instanceof ProposalOutcome.Refused) {
                        CompletableFuture<MemberRecord> unused = record(new MemberCommand.Describe(before));
                    }
                    return committed(outcome);
                })
                .thenCompose(done -> lists.now(true)
                        .thenApply(list -> done(MemberUpdateResponse.newBuilder()
                                .setHeader(list.header())
                                .addAllMembers(list.members())
                                .build())));
    }

    /** What a request does, once it is known how things stand. */
    private interface Steps {
        CompletionStage<ProposalOutcome> from(Membership now);
    }

    private CompletableFuture<ProposalOutcome> attempt(Steps steps) {
        CompletableFuture<ProposalOutcome> outcome = new CompletableFuture<>();
        CompletableFuture<ProposalOutcome> unused = node.status()
                .thenCompose(status -> {
                    // Before anything is asked of a leader: this member may be none.
                    Membership.of(status, addresses.directory(), addresses);
                    return requests.readMembers(false)
                            .thenCompose(records -> steps.from(Membership.of(status, records, addresses)));
                })
                .whenComplete((done, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof Ended ended) {
                        outcome.complete(ended.outcome());
                    } else if (cause != null) {
                        outcome.completeExceptionally(cause);
                    } else {
                        outcome.complete(done);
                    }
                });
        return outcome;
    }

    private CompletableFuture<ProposalOutcome> change(Membership now, Configuration target) {
        return node.changeMembership(new MembershipChange(now.replica().configurationIndex(), target));
    }

    /** Carries out a command whose answer is a record. */
    private CompletableFuture<MemberRecord> record(MemberCommand command) {
        byte[] bytes;
        try {
            bytes = MemberCodec.encode(command);
        } catch (IllegalArgumentException tooLarge) {
            throw Certainty.notExecuted(EtcdErrors.BAD_MEMBER_URLS);
        }
        return requests.propose(bytes).thenApply(outcome -> {
            MemberRecord record = MemberCodec.decodeAnswer(committed(outcome).result());
            if (record == null) {
                throw Certainty.notExecuted(EtcdErrors.TOO_MANY_LEARNERS);
            }
            return record;
        });
    }

    /** Whatever comes of it: a record without a member is nothing that anybody sees. */
    private CompletableFuture<ProposalOutcome> forget(long nodeId) {
        return requests.propose(MemberCodec.encode(new MemberCommand.Forget(nodeId)));
    }

    private static ProposalOutcome.Committed committed(ProposalOutcome outcome) {
        if (outcome instanceof ProposalOutcome.Committed committed) {
            return committed;
        }
        throw new Ended(outcome);
    }

    private static ProposalOutcome done(Message response) {
        return new ProposalOutcome.Committed(null, response.toByteArray());
    }
}
