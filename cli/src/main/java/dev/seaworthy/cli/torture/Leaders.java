package dev.seaworthy.cli.torture;

import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks nodes whether they lead. One thread at a time. */
final class Leaders implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final TreeMap<Long, HostPort> addresses;
    private final Map<Long, KvClient> clients = new TreeMap<>();
    private long last;

    Leaders(TreeMap<Long, HostPort> addresses) throws IOException {
        this.addresses = addresses;
        for (Map.Entry<Long, HostPort> entry : addresses.entrySet()) {
            clients.put(entry.getKey(), new KvClient(List.of(entry.getValue()), Optional.empty(), PATIENCE));
        }
    }

    /** Who says that it leads, in the latest term; 0 where nobody does. */
    long now() {
        long leader = 0;
        long term = 0;
        // Whoever led last comes first: it is most likely still the one, and a later term would overrule it.
        for (long node : lastFirst()) {
            Optional<StatusResponse> status = status(node);
            if (status.isPresent()
                    && status.get().getLeader() == node
                    && status.get().getRaftTerm() > term) {
                leader = node;
                term = status.get().getRaftTerm();
            }
        }
        last = leader;
        return leader;
    }

    private List<Long> lastFirst() {
        List<Long> order = new ArrayList<>(addresses.keySet());
        if (order.remove(Long.valueOf(last))) {
            order.add(0, last);
        }
        return order;
    }

    private Optional<StatusResponse> status(long node) {
        try {
            return Optional.of(clients.get(node)
                    .askAt(addresses.get(node), MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance()));
        } catch (KvClientException silent) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        clients.values().forEach(KvClient::close);
    }
}
