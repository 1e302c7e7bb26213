package dev.seaworthy.sim.network;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.kernel.LongCounter;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what becomes of each message: whether it is lost, arrives once or arrives twice, and when.
 *
 * <p>Every decision is drawn by the link, by what identifies the message, and by how many messages of that identity the
 * link has carried before; so it does not depend on what else is under way. Not thread safe.
 */
public final class SimNetwork {
    private static final int DELIVERIES_MAX = 3;

    // The last number of a draw's key: one per decision about a copy of a message. There is room for sixteen.
    private static final int OCCURRENCE_SHIFT = 4;
    private static final int COPY_SHIFT = 2;
    private static final int BASE = 0;
    private static final int TAIL = 1;
    private static final int CAUGHT = 2;
    private static final int STORM = 3;

    /** Late enough to come in another term, or to who has been down meanwhile. */
    private static final long STALE_ELECTION_TIMEOUTS = 5;

    private final NetworkSpec spec;
    private final Draws draws;
    private final int nodes;
    private final int endpoints;
    private final long electionTimeoutMaxNanos;
    private final Cuts cuts;
    private final List<Storm> storms = new ArrayList<>();
    private final LongCounter occurrences = new LongCounter();
    private final long[] lastDeliveryNanos;
    private final long healNanos;
    private final Narrows narrows;
    private final Connections connections;
    private final long[] deliveryNanos = new long[DELIVERIES_MAX];
    private final boolean[] damaged = new boolean[DELIVERIES_MAX];
    private final MessageCounts counts = new MessageCounts();

    /**
     * The network of a scenario, with no fault on. Its clients are the endpoints after its nodes, and its operator is
     * the one after them.
     */
    public SimNetwork(Scenario scenario, Draws draws) {
        this.spec = scenario.network();
        this.draws = draws;
        this.nodes = scenario.nodes();
        this.endpoints = nodes + scenario.workload().clients() + 1;
        this.electionTimeoutMaxNanos = scenario.limits().electionTimeoutMaxNanos();
        this.cuts = new Cuts(endpoints);
        this.lastDeliveryNanos = new long[(endpoints + 1) * (endpoints + 1)];
        this.healNanos = scenario.healNanos();
        this.narrows = new Narrows(endpoints);
        this.connections = new Connections(endpoints);
    }

    /** Whether a fault of this kind is the network's concern. */
    public static boolean concerns(FaultKind kind) {
        return switch (kind) {
            case PARTITION, LOSS, DUPLICATION, DELAY, CLOG, BANDWIDTH, BIT_FLIP, RESET, STALE -> true;
            case CRASH,
                    KILL,
                    PAUSE,
                    SLOW_DISK,
                    STALL_DISK,
                    WIPE,
                    LOSE_SUFFIX,
                    UPGRADE,
                    BIT_ROT,
                    HOLE,
                    READ_ERROR,
                    WRITE_ERROR,
                    FULL_DISK,
                    CLOCK_JUMP,
                    REBOOT,
                    SUSPEND -> false;
        };
    }

    /**
     * Begins a partition or storm.
     *
     * @param nowNanos when it begins, in virtual nanoseconds
     * @param fault what begins
     * @param node the node it concerns, from 1; 0 for a storm on all links and for a partition whose shape is not about
     *     one node
     * @throws IllegalArgumentException where the fault is not the network's concern, or the node does not fit it
     * @throws IllegalStateException where it is on already
     */
    public void begin(long nowNanos, Fault fault, int node) {
        if (!concerns(fault.kind()) || node < 0 || node > nodes) {
            throw new IllegalArgumentException(
                    "the network cannot begin fault " + fault.id() + ", " + fault.kind() + " at node " + node);
        }
        boolean isOn = fault.kind() == FaultKind.PARTITION
                ? !cuts.begin(fault.id(), Partition.of(fault, node, nodes, draws))
                : storms.stream().anyMatch(storm -> storm.faultId() == fault.id());
        if (isOn) {
            throw new IllegalStateException("fault " + fault.id() + " is on already");
        }
        if (fault.kind() == FaultKind.RESET) {
            connections.reset(node);
        }
        if (fault.kind() != FaultKind.PARTITION) {
            long endNanos = Math.min(nowNanos + fault.forNanos(), healNanos);
            storms.add(Storm.of(fault, node, endNanos, electionTimeoutMaxNanos, draws));
        }
    }

    /** Ends a partition or storm; nothing happens where it is not on. */
    public void end(Fault fault) {
        cuts.end(fault.id());
        storms.removeIf(storm -> storm.faultId() == fault.id());
    }

    /** Ends every partition and storm. What the scenario's network does without faults goes on. */
    public void endAll() {
        cuts.endAll();
        storms.clear();
    }

    /** Whether a message that is sent from one endpoint to another now is cut off. */
    public boolean isCut(int from, int to) {
        return cuts.cut(from, to);
    }

    /**
     * Decides about a message.
     *
     * @param nowNanos when it is sent, in virtual nanoseconds
     * @param from the endpoint that sends it
     * @param to the endpoint that it is for
     * @param identity what the message is, as 64 bits: equal ones are told apart by the order in which the link carries
     *     them
     * @param bytes how long it is
     * @return how often it arrives: 0 to 3 times; {@link #deliveryNanos} tells when
     */
    public int route(long nowNanos, int from, int to, long identity, int bytes) {
        long link = link(from, to);
        // Counted even if the message gets nowhere, so that a fault does not change which draw is whose.
        long occurrence = occurrences.increment(Digest.mix(identity + Digest.mix(link)));
        if (cuts.cut(from, to)) {
            counts.cut++;
            return 0;
        }
        if (draws.chance(
                stormPpm(FaultKind.LOSS, spec.lossPpm(), from, to), Concern.LOSS, link, identity, occurrence)) {
            counts.lost++;
            return 0;
        }
        long sentNanos = narrows.sent(nowNanos, from, to, bytes, storms);
        if (sentNanos == Narrows.DROPPED) {
            counts.dropped++;
            return 0;
        }
        int copies = deliver(sentNanos, from, to, identity, occurrence);
        for (int i = 0; i < copies; i++) {
            damaged[i] = draws.chance(
                    stormPpm(FaultKind.BIT_FLIP, 0, from, to), Concern.BIT_FLIP, link, identity, occurrence << 2 | i);
        }
        return copies;
    }

    /** When the copies of a message that is neither lost nor cut off arrive; returns how many there are. */
    private int deliver(long sentNanos, int from, int to, long identity, long occurrence) {
        int link = link(from, to);
        deliveryNanos[0] = arrival(sentNanos, from, to, identity, occurrence, 0);
        int copies = 1;
        int duplicationPpm = stormPpm(FaultKind.DUPLICATION, spec.duplicationPpm(), from, to);
        if (draws.chance(duplicationPpm, Concern.DUPLICATION, link, identity, occurrence)) {
            counts.duplicated++;
            deliveryNanos[copies++] = arrival(sentNanos, from, to, identity, occurrence, 1);
        }
        if (draws.chance(stormPpm(FaultKind.STALE, 0, from, to), Concern.STALE, link, identity, occurrence << 1)) {
            counts.stale++;
            // What a connection of old has kept comes when it comes, whatever order the new one keeps.
            deliveryNanos[copies++] = sentNanos
                    + electionTimeoutMaxNanos
                    + draws.below(
                            STALE_ELECTION_TIMEOUTS * electionTimeoutMaxNanos,
                            Concern.STALE,
                            link,
                            identity,
                            occurrence << 1 | 1);
        }
        return copies;
    }

    /**
     * When copy {@code i} of the message last asked about arrives, in virtual nanoseconds. The second may come before
     * the first.
     */
    public long deliveryNanos(int i) {
        return deliveryNanos[i];
    }

    /** Whether bits of copy {@code i} of the message last asked about change on its way. */
    public boolean isDamaged(int i) {
        return damaged[i];
    }

    /** Which connection a link is now: another one after each {@link FaultKind#RESET}. */
    public int connection(int from, int to) {
        return connections.of(from, to);
    }

    /** Something that was under way on a connection that is no more did not arrive. */
    public void lostWithItsConnection() {
        counts.reset++;
    }

    /** How many messages met with what. */
    public MessageCounts counts() {
        return counts;
    }

    private long arrival(long nowNanos, int from, int to, long identity, long occurrence, int copy) {
        int link = link(from, to);
        long key = occurrence << OCCURRENCE_SHIFT | (long) copy << COPY_SHIFT;
        long delay = spec.delayMinNanos()
                + draws.exponential(spec.delayMeanNanos(), Concern.NETWORK_DELAY, link, identity, key | BASE);
        if (draws.chance(spec.tailPpm(), Concern.NETWORK_DELAY, link, identity, key | TAIL)) {
            delay += spec.tailNanos();
        }
        for (int i = 0; i < storms.size(); i++) {
            delay += stormDelay(storms.get(i), from, to, identity, key);
        }
        long at = nowNanos + delay;
        for (int i = 0; i < storms.size(); i++) {
            Storm storm = storms.get(i);
            if (storm.kind() == FaultKind.CLOG && storm.concerns(from, to)) {
                counts.clogged++;
                at = Math.max(at, storm.endNanos() + delay);
            }
        }
        if (spec.inOrder()) {
            at = Math.max(at, lastDeliveryNanos[link]);
            lastDeliveryNanos[link] = at;
        }
        return at;
    }

    private long stormDelay(Storm storm, int from, int to, long identity, long key) {
        if (storm.kind() != FaultKind.DELAY || !storm.concerns(from, to)) {
            return 0;
        }
        // The fault's id is mixed in so that two storms at once do not pick the same messages.
        long what = Digest.mix(identity ^ Digest.mix(storm.faultId()));
        int link = link(from, to);
        return draws.chance(storm.ppm(), Concern.NETWORK_DELAY, link, what, key | CAUGHT)
                ? draws.between(1, storm.delayMaxNanos(), Concern.NETWORK_DELAY, link, what, key | STORM)
                : 0;
    }

    /** The probability that at least one of several independent causes catches a message. */
    private int stormPpm(FaultKind kind, int withoutFaultsPpm, int from, int to) {
        long spared = (long) Draws.CERTAIN_PPM - withoutFaultsPpm;
        for (int i = 0; i < storms.size(); i++) {
            Storm storm = storms.get(i);
            if (storm.kind() == kind && storm.concerns(from, to)) {
                spared = spared * (Draws.CERTAIN_PPM - storm.ppm()) / Draws.CERTAIN_PPM;
            }
        }
        return (int) (Draws.CERTAIN_PPM - spared);
    }

    private int link(int from, int to) {
        return from * (endpoints + 1) + to;
    }
}
