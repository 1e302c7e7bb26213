package dev.seaworthy.service;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What clients of etcd may look for and is not here: each call is answered at once, with a sentence. */
final class NotThere extends HandlerRegistry {
    private static final Map<String, String> SENTENCES = new TreeMap<>(Map.of(
            "etcdserverpb.Watch", "keys cannot be watched yet: ask again, from the revision you have seen",
            "etcdserverpb.Lease", "there are no leases yet: delete what is to end",
            "etcdserverpb.Auth", "there are no users: certificates say who may come in",
            "v3lockpb.Lock", "there are no locks yet: compare a key's create revision in a transaction",
            "v3electionpb.Election", "there are no elections yet: compare a key's create revision in a transaction",
            "etcdserverpb.Maintenance", "this method of the service is not there",
            "etcdserverpb.KV", "this method of the service is not there",
            "etcdserverpb.Cluster", "this method of the service is not there"));

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
        String service = MethodDescriptor.extractFullServiceName(method);
        String sentence = service == null ? null : SENTENCES.get(service);
        if (sentence == null) {
            // The library says so of what nobody knows.
            return null;
        }
        // Whatever is sent, and in whichever direction more would come.
        MethodDescriptor<byte[], byte[]> any = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(method)
                .setRequestMarshaller(Bytes.AS_THEY_ARE)
                .setResponseMarshaller(Bytes.AS_THEY_ARE)
                .build();
        Status status = Status.UNIMPLEMENTED.withDescription("seaworthy: " + sentence);
        return ServerMethodDefinition.create(any, (call, headers) -> {
            call.close(status, new Metadata());
            return new Deaf();
        });
    }

    /** What a client still sends goes nowhere. */
    private static final class Deaf extends ServerCall.Listener<byte[]> {}

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        AS_THEY_ARE;

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
