package dev.seaworthy.bench.node;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.CompactionRequest;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A cluster on this machine, each server a process. One thread at a time.
 *
 * @param name what it is called in tables
 * @param processes its servers
 * @param channels to each of them, in the same order, for questions beside the load
 */
record Servers(String name, List<ServerProcess> processes, List<ManagedChannel> channels) implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long CALL_SECONDS = 2;
    private static final long COMPACT_SECONDS = 30;

    /** Those that were just started. */
    static Servers of(String name, List<ServerProcess> processes) {
        return new Servers(
                name,
                List.copyOf(processes),
                processes.stream().map(it -> connect(it.port())).toList());
    }

    /** So many ports of the loopback interface that nobody uses. */
    static int[] freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            ports[i] = socket.getLocalPort();
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    /** A new connection, whose answers are told by the thread that reads them. */
    static ManagedChannel connect(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .build();
    }

    List<Long> pids() {
        return processes.stream().map(ServerProcess::pid).toList();
    }

    /**
     * Waits until all servers agree on who leads.
     *
     * @return its place among {@link #processes}
     * @throws IOException where they do not in time, or one has ended
     */
    int awaitLeader() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            for (ServerProcess server : processes) {
                if (!server.process().isAlive()) {
                    throw new IOException(name + " has ended; its last words are in " + server.log());
                }
            }
            int leader = agreedLeader();
            if (leader >= 0) {
                return leader;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException(name + " has no leader");
    }

    private int agreedLeader() {
        long agreed = 0;
        int place = -1;
        for (int i = 0; i < channels.size(); i++) {
            StatusResponse status;
            try {
                status = statusBy(channels.get(i));
            } catch (StatusRuntimeException notYet) {
                channels.get(i).resetConnectBackoff();
                return -1;
            }
            if (status.getLeader() == 0 || agreed != 0 && status.getLeader() != agreed) {
                return -1;
            }
            agreed = status.getLeader();
            place = status.getHeader().getMemberId() == agreed ? i : place;
        }
        return place;
    }

    private static StatusResponse statusBy(Channel channel) {
        return MaintenanceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                .status(StatusRequest.getDefaultInstance());
    }

    /** The ports clients are to use. */
    List<Integer> ports(Through through) throws IOException {
        int leader = awaitLeader();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            if (through == Through.ALL || processes.size() == 1 || (i == leader) == (through == Through.LEADER)) {
                ports.add(processes.get(i).port());
            }
        }
        return ports;
    }

    /**
     * Waits until the first of the servers has answered a linearizable read.
     *
     * @throws IOException where it does not in time
     */
    void awaitRead() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        RangeRequest any =
                RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("k")).build();
        while (System.nanoTime() < deadline) {
            try {
                KVGrpc.newBlockingStub(channels.get(0))
                        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                        .range(any);
                return;
            } catch (StatusRuntimeException notYet) {
                channels.get(0).resetConnectBackoff();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        throw new IOException(name + " does not answer");
    }

    /**
     * Drops the history of all keys, which is otherwise kept: what one stretch of load leaves must not burden the next.
     */
    void compact() throws IOException {
        Channel leader = channels.get(awaitLeader());
        KVGrpc.KVBlockingStub store =
                KVGrpc.newBlockingStub(leader).withDeadlineAfter(COMPACT_SECONDS, TimeUnit.SECONDS);
        RangeRequest any = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("k"))
                .setSerializable(true)
                .build();
        long revision = store.range(any).getHeader().getRevision();
        try {
            store.compact(CompactionRequest.newBuilder()
                    .setRevision(revision)
                    .setPhysical(true)
                    .build());
        } catch (StatusRuntimeException e) {
            // Nothing was written since the last time.
            if (e.getStatus().getCode() != Status.Code.OUT_OF_RANGE) {
                throw e;
            }
        }
    }

    /** Ends all servers as {@code kill -9} does. */
    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        processes.forEach(ServerProcess::close);
    }
}
