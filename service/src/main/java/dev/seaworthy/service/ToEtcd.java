package dev.seaworthy.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.seaworthy.etcd.CompactionResponse;
import dev.seaworthy.etcd.DeleteRangeResponse;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.ResponseHeader;
import dev.seaworthy.etcd.ResponseOp;
import dev.seaworthy.etcd.TxnResponse;
import dev.seaworthy.etcd.mvccpb.KeyValue;
import dev.seaworthy.kv.KvReply;

/** The store's replies in etcd's messages. A refusal is thrown, as what clients see of it. */
final class ToEtcd {
    private ToEtcd() {}

    static RangeResponse range(KvReply reply, ResponseHeader header) {
        return range(as(KvReply.RangeReply.class, reply)).setHeader(header).build();
    }

    static PutResponse put(KvReply reply, ResponseHeader header) {
        return put(as(KvReply.PutReply.class, reply)).setHeader(header).build();
    }

    static DeleteRangeResponse delete(KvReply reply, ResponseHeader header) {
        return delete(as(KvReply.DeleteReply.class, reply)).setHeader(header).build();
    }

    static TxnResponse transaction(KvReply reply, ResponseHeader header) {
        return transaction(as(KvReply.TransactionReply.class, reply))
                .setHeader(header)
                .build();
    }

    static CompactionResponse compact(KvReply reply, ResponseHeader header) {
        KvReply.CompactReply unused = as(KvReply.CompactReply.class, reply);
        return CompactionResponse.newBuilder().setHeader(header).build();
    }

    /** The reply as what it must be, if it is no refusal. */
    static <T extends KvReply> T as(Class<T> kind, KvReply reply) {
        if (reply instanceof KvReply.Refusal refusal) {
            throw EtcdErrors.of(refusal);
        }
        return kind.cast(reply);
    }

    private static RangeResponse.Builder range(KvReply.RangeReply reply) {
        RangeResponse.Builder response =
                RangeResponse.newBuilder().setMore(reply.more()).setCount(reply.count());
        reply.pairs().forEach(pair -> response.addKvs(pair(pair)));
        return response;
    }

    private static PutResponse.Builder put(KvReply.PutReply reply) {
        PutResponse.Builder response = PutResponse.newBuilder();
        return reply.previous() == null ? response : response.setPrevKv(pair(reply.previous()));
    }

    private static DeleteRangeResponse.Builder delete(KvReply.DeleteReply reply) {
        DeleteRangeResponse.Builder response = DeleteRangeResponse.newBuilder().setDeleted(reply.deleted());
        reply.previous().forEach(pair -> response.addPrevKvs(pair(pair)));
        return response;
    }

    private static TxnResponse.Builder transaction(KvReply.TransactionReply reply) {
        TxnResponse.Builder response = TxnResponse.newBuilder().setSucceeded(reply.succeeded());
        reply.replies().forEach(inner -> response.addResponses(operation(inner)));
        return response;
    }

    /** Inside a transaction a header has nothing but the revision. */
    private static ResponseOp operation(KvReply reply) {
        ResponseHeader header =
                ResponseHeader.newBuilder().setRevision(reply.revision()).build();
        ResponseOp.Builder operation = ResponseOp.newBuilder();
        if (reply instanceof KvReply.RangeReply range) {
            operation.setResponseRange(range(range).setHeader(header));
        } else if (reply instanceof KvReply.PutReply put) {
            operation.setResponsePut(put(put).setHeader(header));
        } else if (reply instanceof KvReply.DeleteReply delete) {
            operation.setResponseDeleteRange(delete(delete).setHeader(header));
        } else {
            operation.setResponseTxn(
                    transaction(as(KvReply.TransactionReply.class, reply)).setHeader(header));
        }
        return operation.build();
    }

    private static KeyValue pair(dev.seaworthy.kv.KeyValue pair) {
        return KeyValue.newBuilder()
                .setKey(bytes(pair.key()))
                .setValue(bytes(pair.value()))
                .setCreateRevision(pair.createRevision())
                .setModRevision(pair.modRevision())
                .setVersion(pair.version())
                .build();
    }

    /** Replies are decoded for this answer alone: nobody changes their bytes. */
    private static ByteString bytes(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
