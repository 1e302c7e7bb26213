package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not there is answered at once, whichever way its messages would go. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NotThereTest {
    @TempDir
    Path home;

    @Test
    void servicesThatAreNotThereSaySo() throws Exception {
        try (Servers servers = new Servers(home, 1, Duration.ofSeconds(20))) {
            for (String name : List.of(
                    "etcdserverpb.Lease/LeaseGrant",
                    "etcdserverpb.Auth/AuthEnable",
                    "etcdserverpb.Auth/Authenticate",
                    "v3lockpb.Lock/Lock",
                    "v3electionpb.Election/Campaign",
                    "etcdserverpb.Maintenance/Downgrade")) {
                StatusRuntimeException refusal = assertThrows(
                        StatusRuntimeException.class,
                        () -> ClientCalls.blockingUnaryCall(
                                servers.channel(1),
                                method(name, MethodDescriptor.MethodType.UNARY),
                                CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                                Empty.getDefaultInstance()));
                isASentence(refusal.getStatus(), name);
            }
            for (String name : List.of("etcdserverpb.Watch/Watch", "etcdserverpb.Lease/LeaseKeepAlive")) {
                isASentence(stream(servers, name), name);
            }
        }
    }

    private static void isASentence(Status status, String name) {
        assertEquals(Status.Code.UNIMPLEMENTED, status.getCode(), name);
        assertTrue(String.valueOf(status.getDescription()).startsWith("seaworthy: "), status::toString);
    }

    /** The client has said nothing yet, and does not end its side. */
    private static Status stream(Servers servers, String name) throws Exception {
        CompletableFuture<Status> ended = new CompletableFuture<>();
        ClientCall<Empty, Empty> call = servers.channel(1)
                .newCall(method(name, MethodDescriptor.MethodType.BIDI_STREAMING), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.complete(status);
                    }
                },
                new Metadata());
        call.request(1);
        return ended.get(30, TimeUnit.SECONDS);
    }

    static MethodDescriptor<Empty, Empty> method(String name, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<Empty, Empty>newBuilder()
                .setType(type)
                .setFullMethodName(name)
                .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .build();
    }
}
