package dev.seaworthy.service;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.seaworthy.etcd.ResponseHeader;

/**
 * Makes the headers of one member's responses. Any thread.
 *
 * @param clusterId which cluster
 * @param nodeId which member answers
 * @param leadership knows the term
 */
record Headers(long clusterId, long nodeId, Leadership leadership) {
    /** A header with the store's revision. */
    ResponseHeader at(long revision) {
        return ResponseHeader.newBuilder()
                .setClusterId(clusterId)
                .setMemberId(nodeId)
                .setRevision(revision)
                .setRaftTerm(leadership.term())
                .build();
    }

    /** The response of another member as this one passes it on: it is the one that answers. */
    @SuppressWarnings("unchecked") // A builder of R builds an R.
    static <R extends Message> R answeredBy(long nodeId, R response) {
        FieldDescriptor field = response.getDescriptorForType().findFieldByName("header");
        ResponseHeader header = (ResponseHeader) response.getField(field);
        return (R) response.toBuilder()
                .setField(field, header.toBuilder().setMemberId(nodeId).build())
                .build();
    }
}
