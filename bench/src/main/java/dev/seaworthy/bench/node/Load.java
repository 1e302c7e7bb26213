package dev.seaworthy.bench.node;

import com.google.protobuf.ByteString;
import dev.seaworthy.bench.machine.Machine;
import dev.seaworthy.bench.machine.Reading;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A fixed number of requests outstanding at any time, on keys drawn evenly. Whoever reads an answer from a connection
 * sends the next request. One thread calls this; the connections' threads do the work.
 */
final class Load {
    /** How many keys there are. */
    static final int KEYS = 10_000;

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long FAILURES_MAX = 1_000;
    private static final int DIGITS = 3;
    private static final CallOptions WHEN_CONNECTED = CallOptions.DEFAULT.withWaitForReady();
    private static final int PATIENCE_SECONDS = 15;
    private static final int FILLING_CLIENTS = 256;
    private static final ByteString[] NAMES = new ByteString[KEYS];

    static {
        for (int i = 0; i < KEYS; i++) {
            NAMES[i] = nameOf(i);
        }
    }

    private final Cell cell;
    private final List<? extends Channel> channels;
    private final ConcurrentHistogram nanos = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final LongAdder answered = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final CountDownLatch ended;
    private volatile boolean measuring;
    private volatile boolean stopped;
    private volatile Throwable failure;

    Load(Cell cell, List<? extends Channel> channels) {
        this.cell = cell;
        this.channels = channels;
        ended = new CountDownLatch(cell.clients());
    }

    /** Writes every key that load is drawn from once. */
    static void fill(Channel channel, int valueBytes) throws IOException {
        fill(List.of(channel), KEYS, valueBytes);
    }

    /** Writes so many keys once; what fails is written again. */
    static void fill(List<? extends Channel> channels, int keys, int valueBytes) throws IOException {
        AtomicInteger next = new AtomicInteger();
        Load load = new Load(new Cell(Workload.PUT, valueBytes, Math.min(keys, FILLING_CLIENTS)), channels);
        for (int i = 0; i < load.cell.clients(); i++) {
            load.new Client(i) {
                @Override
                ByteString nextKey() {
                    int key = next.getAndIncrement();
                    load.stopped |= key >= keys - 1;
                    return nameOf(Math.min(key, keys - 1));
                }

                @Override
                void failed(Throwable why) {
                    load.failure = why;
                    ask();
                }
            }.go();
        }
        load.drain();
    }

    private static ByteString nameOf(int key) {
        return ByteString.copyFrom(String.format(Locale.ROOT, "key-%08d", key), StandardCharsets.US_ASCII);
    }

    /**
     * Loads the servers.
     *
     * @param rampNanos how long before anything is measured
     * @param forNanos how long after that
     * @param all every process that the machine runs for this benchmark
     * @throws IOException where too many requests fail, or never end
     */
    Turn run(Servers servers, long rampNanos, long forNanos, List<Long> all) throws IOException {
        for (int i = 0; i < cell.clients(); i++) {
            new Client(i).go();
        }
        pause(rampNanos);
        failures.reset();
        List<Long> self = List.of(ProcessHandle.current().pid());
        Machine machineBefore = Machine.now();
        Reading allBefore = Reading.of(all);
        Reading selfBefore = Reading.of(self);
        Reading serversBefore = Reading.of(servers.pids());
        long begin = System.nanoTime();
        measuring = true;
        pause(forNanos);
        measuring = false;
        double seconds = (System.nanoTime() - begin) / 1e9;
        Reading spent = Reading.of(servers.pids()).since(serversBefore);
        double generator = Reading.of(self).since(selfBefore).cpuSeconds();
        double known = Reading.of(all).since(allBefore).cpuSeconds() + generator;
        Machine machine = Machine.now().since(machineBefore);
        stopped = true;
        drain();
        return new Turn(
                seconds,
                nanos.copy(),
                failures.sum(),
                spent,
                generator,
                Math.max(0, machine.busy() - known) / seconds,
                machine.stolenShare());
    }

    private void wrong(Throwable why) {
        failures.increment();
        failure = why;
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void drain() throws IOException {
        try {
            long before;
            do {
                before = answered.sum();
                if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    break;
                }
            } while (answered.sum() > before);
            if (ended.getCount() > 0) {
                throw new IOException("requests are not answered any more", failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (failures.sum() > FAILURES_MAX) {
            throw new IOException("too many requests fail", failure);
        }
    }

    /** One chain of requests. */
    private class Client {
        private final SplittableRandom random;
        private final Channel channel;
        private ByteString key;

        Client(int number) {
            random = new SplittableRandom(number);
            channel = channels.get(number % channels.size());
        }

        /** Which key is next. */
        ByteString nextKey() {
            return NAMES[random.nextInt(KEYS)];
        }

        final void go() {
            if (stopped || failures.sum() > FAILURES_MAX) {
                ended.countDown();
                return;
            }
            key = nextKey();
            ask();
        }

        final void ask() {
            boolean reads =
                    cell.workload() == Workload.GET || cell.workload() == Workload.MIXED && random.nextBoolean();
            if (reads) {
                call(
                        KVGrpc.getRangeMethod(),
                        RangeRequest.newBuilder().setKey(key).build());
            } else {
                byte[] value = new byte[cell.valueBytes()];
                random.nextBytes(value);
                PutRequest put = PutRequest.newBuilder()
                        .setKey(key)
                        .setValue(ByteString.copyFrom(value))
                        .build();
                call(KVGrpc.getPutMethod(), put);
            }
        }

        private <Q, R> void call(MethodDescriptor<Q, R> method, Q request) {
            long begin = System.nanoTime();
            ClientCalls.asyncUnaryCall(channel.newCall(method, WHEN_CONNECTED), request, new Answer<R>(this, begin));
        }

        void failed(Throwable why) {
            wrong(why);
            go();
        }

        private void ended(long begin) {
            answered.increment();
            if (measuring) {
                nanos.recordValue(Math.min(System.nanoTime() - begin, LONGEST_NANOS));
            }
            go();
        }
    }

    /** Waits for one answer. */
    private final class Answer<R> implements StreamObserver<R> {
        private final Client client;
        private final long begin;

        Answer(Client client, long begin) {
            this.client = client;
            this.begin = begin;
        }

        @Override
        public void onNext(R answer) {
            if (answer instanceof RangeResponse range
                    && (range.getKvsCount() != 1 || range.getKvs(0).getValue().size() != cell.valueBytes())) {
                wrong(new IOException("a read found " + range.getKvsCount() + " keys, or a value of another size"));
            }
        }

        @Override
        public void onError(Throwable why) {
            client.failed(why);
        }

        @Override
        public void onCompleted() {
            client.ended(begin);
        }
    }
}
