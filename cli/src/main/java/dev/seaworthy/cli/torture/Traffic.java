package dev.seaworthy.cli.torture;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.record.Recorder;
import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that write and read the same few keys, each a thread, and note what they were told. One in four talks to
 * whichever node answers, the others each to one node and no other, whatever happens to it. Two in four only read: a
 * client that writes to a leader without followers waits, and a leader that was deposed and does not know it gives
 * itself away by what it still answers.
 */
public final class Traffic {
    private static final int KEYS = 6;
    private static final int GROUP = 4;

    private final List<HostPort> endpoints;
    private final int clients;
    private final long seed;
    private final Recovery recovery;
    private final Recorder recorder = new Recorder();
    private final Keys keys = new Keys(KEYS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param endpoints where each node listens for clients
     * @param clients how many there are
     * @param seed what their choices are drawn from
     */
    public Traffic(TreeMap<Long, HostPort> endpoints, int clients, long seed, Recovery recovery) {
        this.endpoints = List.copyOf(endpoints.values());
        this.clients = clients;
        this.seed = seed;
        this.recovery = recovery;
    }

    /** Sends them out. */
    public void start() throws IOException {
        for (int i = 0; i < clients; i++) {
            TortureClient client = new TortureClient(i, endpointsOf(i), seed, keys, recorder, recovery, answered);
            Thread thread = new Thread(() -> run(client), "torture-client-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Whether a client never writes. */
    static boolean isReader(int client) {
        return client % 2 == 0;
    }

    private void run(TortureClient client) {
        try {
            client.run(over::get);
        } catch (RuntimeException bug) {
            failure.compareAndSet(null, bug);
        }
    }

    private List<HostPort> endpointsOf(int client) {
        if (isReader(client)) {
            return List.of(endpoints.get(client / 2 % endpoints.size()));
        }
        if (client % GROUP == 1) {
            return List.of(endpoints.get(client / GROUP % endpoints.size()));
        }
        List<HostPort> all = new ArrayList<>(endpoints);
        Collections.rotate(all, client);
        return all;
    }

    /**
     * Calls them back, and waits for each to end its last operation.
     *
     * @throws IllegalStateException if one of them failed by a fault of its own
     */
    public void stop() throws InterruptedException {
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a client failed: " + failure.get(), failure.get());
        }
    }

    /** How many operations have been answered so far. */
    public long answered() {
        return answered.get();
    }

    /** What they saw. */
    public History history() {
        return recorder.history();
    }
}
