package dev.seaworthy.cli.torture;

import com.google.protobuf.ByteString;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.record.NoEffectException;
import dev.seaworthy.checker.record.Recorder;
import dev.seaworthy.etcd.Compare;
import dev.seaworthy.etcd.DeleteRangeRequest;
import dev.seaworthy.etcd.DeleteRangeResponse;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.RequestOp;
import dev.seaworthy.etcd.TxnRequest;
import dev.seaworthy.etcd.TxnResponse;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One client of the traffic: one operation after the other, values that nobody else ever writes. One thread. */
final class TortureClient {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int PAUSE_MILLIS_MOST = 14;
    /** After a failure, so that a node that is not there does not fill the history. */
    private static final int REST_MILLIS = 40;

    private static final int GET_PERCENT = 25;
    private static final int PUT_PERCENT = 45;
    private static final int CAS_PERCENT = 20;
    private static final Keyword ACTUAL = new Keyword("actual");

    private final int number;
    private final Random random;
    private final Keys keys;
    private final Recorder recorder;
    private final Recovery recovery;
    private final AtomicLong answered;
    private final KvClient client;
    private int written;

    TortureClient(
            int number,
            List<HostPort> endpoints,
            long seed,
            Keys keys,
            Recorder recorder,
            Recovery recovery,
            AtomicLong answered)
            throws IOException {
        this.number = number;
        this.keys = keys;
        this.recorder = recorder;
        this.recovery = recovery;
        this.answered = answered;
        random = new Random(seed * 1_000 + number);
        client = new KvClient(endpoints, Optional.empty(), PATIENCE);
    }

    /** Goes on until it is over. */
    void run(BooleanSupplier isOver) {
        try (client) {
            while (!isOver.getAsBoolean()) {
                boolean known = one();
                int millis = random.nextInt(PAUSE_MILLIS_MOST + 1) + (known ? 0 : REST_MILLIS);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }
    }

    /** Whether it was answered. */
    private boolean one() {
        int slot = random.nextInt(keys.slots());
        String key = keys.take(slot);
        int percent = Traffic.isReader(number) ? 0 : random.nextInt(100);
        if (percent < GET_PERCENT) {
            return noted("get", key, null, false, () -> get(slot, key));
        }
        if (percent < GET_PERCENT + PUT_PERCENT) {
            String value = nextValue();
            return noted("put", key, value, true, () -> put(slot, key, value));
        }
        if (percent < GET_PERCENT + PUT_PERCENT + CAS_PERCENT) {
            String expected = keys.lastSeen(slot, key);
            List<Object> pair = pair(Keyword.absentIfNull(expected), nextValue());
            return noted("cas", key, pair, true, () -> compareAndSet(slot, key, pair));
        }
        return noted("delete", key, null, true, () -> delete(slot, key));
    }

    private String nextValue() {
        return number + "." + written++;
    }

    private static List<Object> pair(Object first, Object second) {
        List<Object> pair = new ArrayList<>();
        pair.add(first);
        pair.add(second);
        return pair;
    }

    /**
     * Makes a call and notes what it came to; what nobody knows stays open for ever, but for reads: they do nothing.
     */
    private boolean noted(String function, String key, Object input, boolean write, Callable<Object> call) {
        long from = System.nanoTime();
        try {
            Object unused = recorder.call(function, key, input, () -> {
                try {
                    return call.call();
                } catch (KvClientException e) {
                    if (!write || e.kind() != KvClientException.Kind.UNKNOWN) {
                        throw new NoEffectException(e.getMessage());
                    }
                    throw e;
                }
            });
            if (write) {
                recovery.written(from, System.nanoTime());
            }
            answered.incrementAndGet();
            return true;
        } catch (NoEffectException | KvClientException notDone) {
            return false;
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Object get(int slot, String key) {
        RangeResponse response = client.ask(
                KVGrpc.getRangeMethod(),
                RangeRequest.newBuilder().setKey(bytes(key)).build());
        String value = valueOf(response);
        keys.saw(slot, key, value);
        return value;
    }

    private Object put(int slot, String key, String value) {
        PutResponse unused = client.change(
                KVGrpc.getPutMethod(),
                PutRequest.newBuilder()
                        .setKey(bytes(key))
                        .setValue(bytes(value))
                        .build());
        keys.saw(slot, key, value);
        return null;
    }

    private Object delete(int slot, String key) {
        DeleteRangeResponse response = client.change(
                KVGrpc.getDeleteRangeMethod(),
                DeleteRangeRequest.newBuilder()
                        .setKey(bytes(key))
                        .setPrevKv(true)
                        .build());
        keys.saw(slot, key, null);
        return response.getPrevKvsCount() == 0
                ? Keyword.ABSENT
                : response.getPrevKvs(0).getValue().toStringUtf8();
    }

    private Object compareAndSet(int slot, String key, List<Object> pair) {
        Compare.Builder compare = Compare.newBuilder().setKey(bytes(key)).setResult(Compare.CompareResult.EQUAL);
        if (pair.get(0) instanceof String expected) {
            compare.setTarget(Compare.CompareTarget.VALUE).setValue(bytes(expected));
        } else {
            compare.setTarget(Compare.CompareTarget.CREATE).setCreateRevision(0);
        }
        String next = (String) pair.get(1);
        TxnResponse response = client.change(
                KVGrpc.getTxnMethod(),
                TxnRequest.newBuilder()
                        .addCompare(compare)
                        .addSuccess(RequestOp.newBuilder()
                                .setRequestPut(PutRequest.newBuilder()
                                        .setKey(bytes(key))
                                        .setValue(bytes(next))))
                        .addFailure(RequestOp.newBuilder()
                                .setRequestRange(RangeRequest.newBuilder().setKey(bytes(key))))
                        .build());
        if (response.getSucceeded()) {
            keys.saw(slot, key, next);
            return pair;
        }
        String actual = valueOf(response.getResponses(0).getResponseRange());
        keys.saw(slot, key, actual);
        return pair(ACTUAL, Keyword.absentIfNull(actual));
    }

    private static String valueOf(RangeResponse response) {
        return response.getKvsCount() == 0
                ? null
                : response.getKvs(0).getValue().toStringUtf8();
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
