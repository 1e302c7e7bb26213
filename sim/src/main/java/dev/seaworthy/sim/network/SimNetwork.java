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
    private static final int DELIVERIES_MAX = 2;

    // The last number of a draw's key: one per decision about a copy of a message. There is room for sixteen.
    private static final int OCCURRENCE_SHIFT = 4;
    private static final int COPY_SHIFT = 2;
    private static final int BASE = 0;
    private static final int TAIL = 1;
    private static final int CAUGHT = 2;
    private static final int STORM = 3;

    private final NetworkSpec spec;
    private final Draws draws;
    private final int nodes;
    private final int endpoints;
    private final long electionTimeoutMaxNanos;
    private final Cuts cuts;
    private final List<Storm> storms = new ArrayList<>();
    private final LongCounter occurrences = new LongCounter();
    private final long[] lastDeliveryNanos;
    private final long[] deliveryNanos = new long[DELIVERIES_MAX];
    private long lost;
    private long duplicated;
    private long cut;

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
    }

    /** Whether a fault of this kind is the network's concern. */
    public static boolean concerns(FaultKind kind) {
        return switch (kind) {
            case PARTITION, LOSS, DUPLICATION, DELAY -> true;
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
                    FULL_DISK -> false;
        };
    }

    /**
     * Begins a partition or storm.
     *
     * @param fault what begins
     * @param node the node it concerns, from 1; 0 for a storm on all links and for a partition whose shape is not about
     *     one node
     * @throws IllegalArgumentException where the fault is not the network's concern, or the node does not fit it
     * @throws IllegalStateException where it is on already
     */
    public void begin(Fault fault, int node) {
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
        if (fault.kind() != FaultKind.PARTITION) {
            storms.add(Storm.of(fault, node, electionTimeoutMaxNanos, draws));
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
     * @return how often it arrives: 0, 1 or 2; {@link #deliveryNanos} tells when
     */
    public int route(long nowNanos, int from, int to, long identity) {
        long link = link(from, to);
        // Counted even if the message gets nowhere, so that a fault does not change which draw is whose.
        long occurrence = occurrences.increment(Digest.mix(identity + Digest.mix(link)));
        if (cuts.cut(from, to)) {
            cut++;
            return 0;
        }
        if (draws.chance(
                stormPpm(FaultKind.LOSS, spec.lossPpm(), from, to), Concern.LOSS, link, identity, occurrence)) {
            lost++;
            return 0;
        }
        deliveryNanos[0] = arrival(nowNanos, from, to, identity, occurrence, 0);
        int duplicationPpm = stormPpm(FaultKind.DUPLICATION, spec.duplicationPpm(), from, to);
        if (!draws.chance(duplicationPpm, Concern.DUPLICATION, link, identity, occurrence)) {
            return 1;
        }
        duplicated++;
        deliveryNanos[1] = arrival(nowNanos, from, to, identity, occurrence, 1);
        return DELIVERIES_MAX;
    }

    /**
     * When copy {@code i} of the message last asked about arrives, in virtual nanoseconds. The second may come before
     * the first.
     */
    public long deliveryNanos(int i) {
        return deliveryNanos[i];
    }

    /** How many messages were lost by chance. */
    public long messagesLost() {
        return lost;
    }

    /** How many messages arrived twice. */
    public long messagesDuplicated() {
        return duplicated;
    }

    /** How many messages were sent over a link that was cut. */
    public long messagesCut() {
        return cut;
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
