package dev.seaworthy.service;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.CompactionRequest;
import dev.seaworthy.etcd.DeleteRangeRequest;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RequestOp;
import dev.seaworthy.etcd.TxnRequest;
import dev.seaworthy.kv.Compact;
import dev.seaworthy.kv.Compare;
import dev.seaworthy.kv.DeleteRange;
import dev.seaworthy.kv.KeyRange;
import dev.seaworthy.kv.KvLimits;
import dev.seaworthy.kv.KvOperation;
import dev.seaworthy.kv.Put;
import dev.seaworthy.kv.Range;
import dev.seaworthy.kv.Transaction;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients' requests as commands and queries of the store. What makes no sense is refused with etcd's words: a
 * {@link io.grpc.StatusRuntimeException}.
 */
final class FromEtcd {
    private FromEtcd() {}

    static Range range(RangeRequest request) {
        Range.Form form =
                request.getCountOnly() ? Range.Form.COUNT : request.getKeysOnly() ? Range.Form.KEYS : Range.Form.PAIRS;
        Range.Filter filter = new Range.Filter(
                atLeastZero(request.getMinModRevision()),
                upperBound(request.getMaxModRevision()),
                atLeastZero(request.getMinCreateRevision()),
                upperBound(request.getMaxCreateRevision()));
        return new Range(
                keys(request.getKey(), request.getRangeEnd()),
                atLeastZero(request.getRevision()),
                atLeastZero(request.getLimit()),
                form,
                filter,
                order(request));
    }

    static Put put(PutRequest request) {
        checkKey(request.getKey());
        if (request.getIgnoreValue() && !request.getValue().isEmpty()) {
            throw refused(EtcdErrors.VALUE_PROVIDED);
        }
        if (request.getIgnoreLease() && request.getLease() != 0) {
            throw refused(EtcdErrors.LEASE_PROVIDED);
        }
        if (request.getIgnoreLease()) {
            throw refused(Status.UNIMPLEMENTED.withDescription("ignore_lease: there are no leases"));
        }
        if (request.getLease() != 0) {
            throw refused(EtcdErrors.LEASE_NOT_FOUND);
        }
        byte[] value = request.getIgnoreValue() ? null : request.getValue().toByteArray();
        return new Put(request.getKey().toByteArray(), value, request.getPrevKv());
    }

    static DeleteRange delete(DeleteRangeRequest request) {
        return new DeleteRange(keys(request.getKey(), request.getRangeEnd()), request.getPrevKv());
    }

    static Compact compact(CompactionRequest request) {
        if (request.getRevision() < 1) {
            // Nothing was ever there to be compacted.
            throw refused(EtcdErrors.COMPACTED);
        }
        return new Compact(request.getRevision());
    }

    static Transaction transaction(TxnRequest request) {
        // Before anything is made of it: its size is the client's choice, and so is its depth.
        return transaction(request, 1);
    }

    private static Transaction transaction(TxnRequest request, int depth) {
        if (depth > KvLimits.DEPTH_MAX
                || request.getCompareCount() > KvLimits.OPERATIONS_MAX
                || request.getSuccessCount() > KvLimits.OPERATIONS_MAX
                || request.getFailureCount() > KvLimits.OPERATIONS_MAX) {
            throw refused(EtcdErrors.TOO_MANY_OPERATIONS);
        }
        List<Compare> conditions = new ArrayList<>();
        for (dev.seaworthy.etcd.Compare compare : request.getCompareList()) {
            conditions.add(condition(compare));
        }
        List<KvOperation> then = operations(request.getSuccessList(), depth);
        List<KvOperation> otherwise = operations(request.getFailureList(), depth);
        try {
            return new Transaction(conditions, then, otherwise);
        } catch (IllegalArgumentException tooLarge) {
            throw refused(EtcdErrors.TOO_MANY_OPERATIONS);
        }
    }

    /** Whether every range in it may be answered by whatever the member knows. */
    static boolean isSerializable(TxnRequest request) {
        return isSerializable(request.getSuccessList()) && isSerializable(request.getFailureList());
    }

    private static boolean isSerializable(List<RequestOp> operations) {
        return operations.stream()
                .allMatch(it -> it.hasRequestRange() && it.getRequestRange().getSerializable()
                        || it.hasRequestTxn() && isSerializable(it.getRequestTxn()));
    }

    private static List<KvOperation> operations(List<RequestOp> requests, int depth) {
        List<KvOperation> operations = new ArrayList<>();
        for (RequestOp request : requests) {
            operations.add(
                    switch (request.getRequestCase()) {
                        case REQUEST_RANGE -> range(request.getRequestRange());
                        case REQUEST_PUT -> put(request.getRequestPut());
                        case REQUEST_DELETE_RANGE -> delete(request.getRequestDeleteRange());
                        case REQUEST_TXN -> transaction(request.getRequestTxn(), depth + 1);
                        case REQUEST_NOT_SET -> throw refused(EtcdErrors.KEY_NOT_FOUND);
                    });
        }
        return operations;
    }

    private static Compare condition(dev.seaworthy.etcd.Compare compare) {
        KeyRange keys = keys(compare.getKey(), compare.getRangeEnd());
        Compare.Relation relation = switch (compare.getResult()) {
            case EQUAL -> Compare.Relation.EQUAL;
            case GREATER -> Compare.Relation.GREATER;
            case LESS -> Compare.Relation.LESS;
            case NOT_EQUAL -> Compare.Relation.NOT_EQUAL;
            case UNRECOGNIZED -> throw refused(unknown("comparison", compare.getResultValue()));
        };
        return switch (compare.getTarget()) {
            case VERSION -> number(keys, Compare.Target.VERSION, relation, compare.getVersion());
            case CREATE -> number(keys, Compare.Target.CREATE_REVISION, relation, compare.getCreateRevision());
            case MOD -> number(keys, Compare.Target.MOD_REVISION, relation, compare.getModRevision());
            case VALUE -> Compare.value(keys, relation, compare.getValue().toByteArray());
            // Every key's lease is 0.
            case LEASE -> constant(keys, holds(relation, Long.compare(0, compare.getLease())));
            case UNRECOGNIZED -> throw refused(unknown("target of comparison", compare.getTargetValue()));
        };
    }

    private static Compare number(KeyRange keys, Compare.Target target, Compare.Relation relation, long operand) {
        // The store's numbers are never negative, so all of them are greater than this one.
        return operand < 0 ? constant(keys, holds(relation, 1)) : Compare.number(keys, target, relation, operand);
    }

    private static boolean holds(Compare.Relation relation, int comparison) {
        return switch (relation) {
            case EQUAL -> comparison == 0;
            case GREATER -> comparison > 0;
            case LESS -> comparison < 0;
            case NOT_EQUAL -> comparison != 0;
        };
    }

    /** A condition that holds always, or never: no key has been changed that often. */
    private static Compare constant(KeyRange keys, boolean holds) {
        Compare.Relation relation = holds ? Compare.Relation.NOT_EQUAL : Compare.Relation.EQUAL;
        return Compare.number(keys, Compare.Target.VERSION, relation, Long.MAX_VALUE);
    }

    private static Range.Order order(RangeRequest request) {
        Range.Target target = switch (request.getSortTarget()) {
            case KEY -> Range.Target.KEY;
            case VERSION -> Range.Target.VERSION;
            case CREATE -> Range.Target.CREATE_REVISION;
            case MOD -> Range.Target.MOD_REVISION;
            case VALUE -> Range.Target.VALUE;
            case UNRECOGNIZED -> throw refused(EtcdErrors.INVALID_SORT);
        };
        return switch (request.getSortOrder()) {
            case NONE, ASCEND -> new Range.Order(target, false);
            case DESCEND -> new Range.Order(target, true);
            case UNRECOGNIZED -> throw refused(EtcdErrors.INVALID_SORT);
        };
    }

    private static KeyRange keys(ByteString first, ByteString end) {
        checkKey(first);
        return new KeyRange(first.toByteArray(), end.toByteArray());
    }

    private static void checkKey(ByteString key) {
        if (key.isEmpty()) {
            throw refused(EtcdErrors.KEY_NOT_PROVIDED);
        }
    }

    private static long atLeastZero(long number) {
        return Math.max(0, number);
    }

    /** A negative bound admits nothing; no key has revision 1, which is that of the empty store. */
    private static long upperBound(long revision) {
        return revision < 0 ? 1 : revision;
    }

    private static Status unknown(String what, int number) {
        return Status.INVALID_ARGUMENT.withDescription("etcdserver: unknown " + what + " " + number);
    }

    private static RuntimeException refused(Status status) {
        return Certainty.notExecuted(status);
    }
}
