package dev.seaworthy.service;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.ResponseHeader;
import dev.seaworthy.etcd.SnapshotResponse;
import dev.seaworthy.kv.HashAt;
import dev.seaworthy.node.CapturedState;
import dev.seaworthy.node.RaftNode;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the state to clients who keep it, each on a thread of its own that goes no faster than its client reads. What
 * is sent shows everything that was acknowledged before the client asked. Any thread.
 */
final class SnapshotSending {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSending.class);
    private static final int AT_ONCE_MAX = 2;

    private final RaftNode node;
    private final Requests requests;
    private final Headers headers;
    private final String version;
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);

    SnapshotSending(RaftNode node, Requests requests, Headers headers, String version) {
        this.node = node;
        this.requests = requests;
        this.headers = headers;
        this.version = version;
    }

    void send(ServerCallStreamObserver<SnapshotResponse> client) {
        if (!atOnce.tryAcquire()) {
            client.onError(EtcdErrors.TOO_MANY.asRuntimeException());
            return;
        }
        Blobs blobs = new Blobs(client);
        CompletableFuture<Void> unused = requests.read(new HashAt(0), false)
                .thenCompose(reply -> node.capture().thenAccept(captured -> {
                    ResponseHeader header = headers.at(reply.revision());
                    Thread thread = new Thread(() -> send(captured, header, blobs), "seaworthy-snapshot");
                    thread.setDaemon(true);
                    thread.start();
                }))
                .exceptionally(failure -> {
                    atOnce.release();
                    client.onError(Answers.visible(failure));
                    return null;
                });
    }

    private void send(CapturedState captured, ResponseHeader header, Blobs blobs) {
        try {
            if (captured == null) {
                blobs.fail(EtcdErrors.STOPPED.asRuntimeException());
                return;
            }
            long stateBytes = Backup.sizeOf(captured.view());
            Backup backup = new Backup(headers.clusterId(), headers.nodeId(), captured.last(), stateBytes);
            blobs.begin(header, version, backup.bytes());
            backup.writeTo(blobs, captured.view());
            blobs.end();
        } catch (IOException gone) {
            LOG.info("node {} stops sending a snapshot: {}", headers.nodeId(), gone.getMessage());
            blobs.fail(EtcdErrors.READ_TIMED_OUT.asRuntimeException());
        } catch (RuntimeException e) {
            blobs.fail(Answers.visible(e));
        } finally {
            atOnce.release();
        }
    }

    /** Bytes to a client, in messages; whoever writes waits while the client does not read. */
    private static final class Blobs extends OutputStream {
        private static final int BLOB_BYTES = 64 << 10;
        /** A client that takes nothing for so long is given up: what it is to be sent takes memory. */
        private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

        private final ServerCallStreamObserver<SnapshotResponse> client;
        private final Object moved = new Object();
        private final byte[] blob = new byte[BLOB_BYTES];
        private SnapshotResponse form;
        private long left;
        private int filled;

        Blobs(ServerCallStreamObserver<SnapshotResponse> client) {
            this.client = client;
            client.setOnReadyHandler(this::move);
            client.setOnCancelHandler(this::move);
        }

        void begin(ResponseHeader header, String version, long bytes) {
            form = SnapshotResponse.newBuilder()
                    .setHeader(header)
                    .setVersion(version)
                    .build();
            left = bytes;
        }

        private void move() {
            synchronized (moved) {
                moved.notifyAll();
            }
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] content, int from, int count) throws IOException {
            int done = 0;
            while (done < count) {
                int part = Math.min(count - done, BLOB_BYTES - filled);
                System.arraycopy(content, from + done, blob, filled, part);
                filled += part;
                done += part;
                if (filled == BLOB_BYTES) {
                    send();
                }
            }
        }

        private void send() throws IOException {
            awaitReady();
            left -= filled;
            client.onNext(form.toBuilder()
                    .setBlob(ByteString.copyFrom(blob, 0, filled))
                    .setRemainingBytes(left)
                    .build());
            filled = 0;
        }

        private void awaitReady() throws IOException {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            synchronized (moved) {
                while (!client.isReady() && !client.isCancelled()) {
                    long nanos = deadline - System.nanoTime();
                    if (nanos <= 0) {
                        throw new IOException("the client has not read for too long");
                    }
                    try {
                        TimeUnit.NANOSECONDS.timedWait(moved, nanos);
                    } catch (InterruptedException e) {
                        throw new IOException("interrupted", e);
                    }
                }
            }
            if (client.isCancelled()) {
                throw new IOException("the client is gone");
            }
        }

        void end() throws IOException {
            if (filled > 0) {
                send();
            }
            if (left != 0) {
                throw new IllegalStateException("the state was written out differently the second time");
            }
            client.onCompleted();
        }

        void fail(Throwable failure) {
            if (!client.isCancelled()) {
                client.onError(failure);
            }
        }
    }
}
