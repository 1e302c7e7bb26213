package dev.seaworthy.service;

import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.kv.KvReply;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Failures with the codes and texts of etcd, which clients compare. */
final class EtcdErrors {
    private static final String PREFIX = "etcdserver: ";

    static final Status KEY_NOT_PROVIDED = invalid("key is not provided");
    static final Status VALUE_PROVIDED = invalid("value is provided");
    static final Status LEASE_PROVIDED = invalid("lease is provided");
    static final Status KEY_NOT_FOUND = invalid("key not found");
    static final Status INVALID_SORT = invalid("invalid sort option");
    static final Status TOO_MANY_OPERATIONS = invalid("too many operations in txn request");
    static final Status DUPLICATE_KEY = invalid("duplicate key given in txn request");
    static final Status TOO_LARGE = invalid("request is too large");
    static final Status LEASE_NOT_FOUND = Status.NOT_FOUND.withDescription(PREFIX + "requested lease not found");
    static final Status COMPACTED =
            Status.OUT_OF_RANGE.withDescription(PREFIX + "mvcc: required revision has been compacted");
    static final Status FUTURE_REVISION =
            Status.OUT_OF_RANGE.withDescription(PREFIX + "mvcc: required revision is a future revision");
    static final Status NO_LEADER = Status.UNAVAILABLE.withDescription(PREFIX + "no leader");
    static final Status NOT_LEADER = Status.FAILED_PRECONDITION.withDescription(PREFIX + "not leader");
    static final Status STOPPED = Status.UNAVAILABLE.withDescription(PREFIX + "server stopped");
    static final Status BAD_TRANSFEREE = Status.FAILED_PRECONDITION.withDescription(PREFIX + "bad leader transferee");
    static final Status TRANSFER_TIMED_OUT =
            Status.UNAVAILABLE.withDescription(PREFIX + "request timed out, leader transfer took too long");
    /** Of a read, which may be repeated. */
    static final Status READ_TIMED_OUT = Status.UNAVAILABLE.withDescription(PREFIX + "request timed out");
    /**
     * Of a mutation that may have been executed. etcd has UNAVAILABLE here, which many libraries repeat; etcd's own
     * client repeats what is DEADLINE_EXCEEDED or CANCELLED, too. Nobody repeats this; who knows etcd goes by the text.
     */
    static final Status OUTCOME_UNKNOWN = Status.UNKNOWN.withDescription(PREFIX + "request timed out");

    static final Status BAD_MEMBER_URLS = invalid("given member URLs are invalid");
    static final Status MEMBER_NOT_FOUND = Status.NOT_FOUND.withDescription(PREFIX + "member not found");
    static final Status PEER_URL_EXISTS = precondition("Peer URLs already exists");
    /** etcd has nothing of the kind: its members are given their ids by the cluster. */
    static final Status HAS_RUN = precondition("this member has run already: its data is made once in its life");

    static final Status NOT_A_LEARNER = precondition("can only promote a learner member");
    static final Status LEARNER_NOT_READY =
            precondition("can only promote a learner member which is in sync with leader");
    static final Status TOO_MANY_LEARNERS = precondition("too many learner members in cluster");
    static final Status NOT_ENOUGH_STARTED = precondition("re-configuration failed due to not enough started members");
    static final Status UNHEALTHY = Status.UNAVAILABLE.withDescription(PREFIX + "unhealthy cluster");

    static final Status TOO_MANY = Status.RESOURCE_EXHAUSTED.withDescription(PREFIX + "too many requests");
    private static final Status NO_SPACE =
            Status.RESOURCE_EXHAUSTED.withDescription(PREFIX + "mvcc: database space exceeded");

    private EtcdErrors() {}

    /** Why the replica did not take, or the runtime did not let through, a request. */
    static Status of(Reason reason) {
        return switch (reason) {
            case OVERLOADED, TOO_MANY_UNCOMMITTED_BYTES, DISK_BUSY -> TOO_MANY;
            case DISK_FULL -> NO_SPACE;
            case PAYLOAD_TOO_LARGE -> TOO_LARGE;
            case STOPPED, HALTED -> STOPPED;
            case NOT_LEADER, NO_LEADER, TRANSFERRING, TERM_NOT_COMMITTED, RECOVERING -> NO_LEADER;
            case READ_TIMED_OUT -> READ_TIMED_OUT;
            case NOT_CAUGHT_UP -> LEARNER_NOT_READY;
            case CAPABILITY_MISSING -> precondition(reason.sentence());
            default -> Status.UNAVAILABLE.withDescription(PREFIX + reason.sentence());
        };
    }

    /** What the store says to a request that it did not carry out. */
    static StatusRuntimeException of(KvReply.Refusal refusal) {
        Status status = switch (refusal.reason()) {
            case COMPACTED -> COMPACTED;
            case FUTURE_REVISION -> FUTURE_REVISION;
            case DUPLICATE_KEY -> DUPLICATE_KEY;
            case KEY_NOT_FOUND -> KEY_NOT_FOUND;
            case MALFORMED -> invalid("the store does not understand the request");
            case REPLY_TOO_LARGE ->
                Status.RESOURCE_EXHAUSTED.withDescription(
                        PREFIX + "the answer is too large: ask for fewer keys, or set a limit");
        };
        return Certainty.notExecuted(status);
    }

    private static Status precondition(String text) {
        return Status.FAILED_PRECONDITION.withDescription(PREFIX + text);
    }

    private static Status invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(PREFIX + text);
    }
}
