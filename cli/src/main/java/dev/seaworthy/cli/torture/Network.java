package dev.seaworthy.cli.torture;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What lies between the nodes: of every node to every other one a way of its own to each of its two doors. Clients do
 * not go through it. Faults may overlap; each ends by itself. Any thread.
 */
public final class Network implements AutoCloseable {
    private final TreeSet<Long> nodes;
    private final Map<Long, Map<Long, Direction>> directions = new TreeMap<>();
    private final Map<Long, TreeMap<Long, Relay>> toPeers = new TreeMap<>();
    private final Map<Long, TreeMap<Long, Relay>> toClients = new TreeMap<>();
    private final LinkedHashMap<Fault, List<Cut>> cuts = new LinkedHashMap<>();

    /** What a fault does to a direction. */
    private record Cut(long from, long to, boolean held, boolean closed, int delayMillis) {}

    /**
     * Makes it.
     *
     * @param peers where each node listens for the others
     * @param clients where each node listens for clients
     * @throws IOException where there are no ports
     */
    public Network(Map<Long, HostPort> peers, Map<Long, HostPort> clients) throws IOException {
        nodes = new TreeSet<>(peers.keySet());
        for (long from : nodes) {
            directions.put(from, new TreeMap<>());
            nodes.forEach(to -> directions.get(from).put(to, new Direction()));
        }
        try {
            for (long from : nodes) {
                toPeers.put(from, new TreeMap<>());
                toClients.put(from, new TreeMap<>());
                for (long to : nodes) {
                    if (to != from) {
                        relay(toPeers, from, to, peers);
                        relay(toClients, from, to, clients);
                    }
                }
            }
        } catch (IOException noPorts) {
            close();
            throw noPorts;
        }
    }

    private void relay(Map<Long, TreeMap<Long, Relay>> ways, long from, long to, Map<Long, HostPort> targets)
            throws IOException {
        Relay relay = new Relay(targets.get(to), direction(from, to), direction(to, from));
        ways.get(from).put(to, relay);
        relay.start();
    }

    private Direction direction(long from, long to) {
        return directions.get(from).get(to);
    }

    /** Where this node calls each other one's door for members. */
    public TreeMap<Long, HostPort> peerRoutes(long node) {
        return addresses(toPeers.get(node));
    }

    /** Where this node calls each other one's door for clients. */
    public TreeMap<Long, HostPort> clientRoutes(long node) {
        return addresses(toClients.get(node));
    }

    private static TreeMap<Long, HostPort> addresses(TreeMap<Long, Relay> relays) {
        TreeMap<Long, HostPort> addresses = new TreeMap<>();
        relays.forEach((to, relay) -> addresses.put(to, relay.address()));
        return addresses;
    }

    /**
     * Begins with a partition.
     *
     * @param victim whom it meets
     */
    synchronized void begin(Fault fault, long victim) {
        List<Cut> made = new ArrayList<>();
        TreeSet<Long> side = sideOf(fault, victim);
        for (long inside : side) {
            for (long outside : nodes) {
                if (!side.contains(outside)) {
                    boolean delayed = fault.form() == Form.SLOW;
                    boolean held = !delayed && !fault.closing();
                    if (fault.form() != Form.MUTE) {
                        made.add(new Cut(outside, inside, held, fault.closing(), fault.delayMillis()));
                    }
                    if (fault.form() != Form.DEAF) {
                        made.add(new Cut(inside, outside, held, fault.closing(), fault.delayMillis()));
                    }
                }
            }
        }
        cuts.put(fault, made);
        settle();
    }

    /** The victim, and whoever stays with it. */
    TreeSet<Long> sideOf(Fault fault, long victim) {
        TreeSet<Long> side = new TreeSet<>();
        long next = victim;
        for (int i = 0; i <= fault.beside(); i++) {
            side.add(next);
            next = next == nodes.last() ? nodes.first() : nodes.higher(next);
        }
        return side;
    }

    synchronized void end(Fault fault) {
        cuts.remove(fault);
        settle();
    }

    /** Ends all partitions. */
    public synchronized void heal() {
        cuts.clear();
        settle();
    }

    private void settle() {
        for (long from : nodes) {
            for (long to : nodes) {
                boolean held = false;
                boolean closed = false;
                int delay = 0;
                for (List<Cut> made : cuts.values()) {
                    for (Cut cut : made) {
                        if (cut.from() == from && cut.to() == to) {
                            held |= cut.held();
                            closed |= cut.closed();
                            delay = Math.max(delay, cut.delayMillis());
                        }
                    }
                }
                direction(from, to).be(held, closed, delay);
                if (closed) {
                    breakAll(from, to);
                    breakAll(to, from);
                }
            }
        }
    }

    private void breakAll(long from, long to) {
        toPeers.get(from).get(to).breakAll();
        toClients.get(from).get(to).breakAll();
    }

    @Override
    public void close() {
        toPeers.values().forEach(it -> it.values().forEach(Relay::close));
        toClients.values().forEach(it -> it.values().forEach(Relay::close));
    }
}
