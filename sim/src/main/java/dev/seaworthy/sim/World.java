package dev.seaworthy.sim;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.engine.core.ClockBound;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.ReplicaOptions;
import dev.seaworthy.engine.trace.TraceEvent;
import dev.seaworthy.sim.client.HistoryRecorder;
import dev.seaworthy.sim.client.Subject;
import dev.seaworthy.sim.disk.DiskTimes;
import dev.seaworthy.sim.disk.Platters;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.kernel.EventQueue;
import dev.seaworthy.sim.network.SimNetwork;
import dev.seaworthy.sim.oracle.DurableView;
import dev.seaworthy.sim.oracle.Oracles;
import dev.seaworthy.sim.oracle.ViolationSink;
import dev.seaworthy.sim.scenario.ReplicaSpec;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.TriggerEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the parts of one run share: time, chance, network, disks, oracles, and the timeline. Not thread safe. */
final class World implements ViolationSink {
    private final Scenario scenario;
    private final Subject subject;
    private final TraceSink trace;
    private final Platters platters;
    private final RunSink recorder;
    private final Draws draws;
    private final EventQueue queue = new EventQueue();
    private final SimNetwork network;
    private final DiskTimes diskTimes;
    private final Oracles oracles;
    private final HistoryRecorder history;
    private final FaultInjector faults;
    private final OperatorDesk desk;
    private final List<SimNode> nodes = new ArrayList<>();
    private final Digest hash = new Digest();
    private long frames;
    private Violation violation;

    World(Scenario scenario, Subject subject, TraceSink trace) {
        this(scenario, subject, trace, Platters.NONE);
    }

    World(Scenario scenario, Subject subject, TraceSink trace, Platters platters) {
        this.scenario = scenario;
        this.subject = subject;
        this.trace = trace;
        this.platters = platters;
        recorder = trace instanceof RunSink events ? events : null;
        draws = new Draws(scenario.seed());
        network = new SimNetwork(scenario, draws);
        diskTimes = new DiskTimes(scenario, draws);
        oracles = new Oracles(new Disks(), initialConfiguration(), this);
        history = new HistoryRecorder(subject.specification(this), draws, Budget.SMALL, this);
        faults = new FaultInjector(this);
        desk = new OperatorDesk(this);
        for (int id = 1; id <= scenario.nodes(); id++) {
            SimNode node = new SimNode(id, this);
            nodes.add(node);
            node.format(id <= scenario.voters() ? initialConfiguration() : Configuration.NONE);
        }
    }

    Scenario scenario() {
        return scenario;
    }

    /**
     * How a replica is told to be.
     *
     * @param incarnation how often the member's process was started
     */
    ReplicaOptions options(Member member, int incarnation, int capabilities) {
        int id = (int) member.nodeId();
        ReplicaSpec spec = scenario.replica();
        CoreOptions core = new CoreOptions(
                member,
                scenario.limits(),
                draws.bits(Concern.CORE, id, incarnation, 0),
                scenario.machines().get(id - 1).electionPriority(),
                spec.hasLeases() ? new ClockBound(spec.leaseDriftPpm()) : null,
                capabilities);
        return new ReplicaOptions(core, spec.snapshotEntries(), spec.logCacheBytesMax());
    }

    /** What is put to the test. */
    Subject subject() {
        return subject;
    }

    /** The current virtual time, in nanoseconds. */
    long now() {
        return queue.atNanos();
    }

    Draws draws() {
        return draws;
    }

    /** What the disks stand on. */
    Platters platters() {
        return platters;
    }

    EventQueue queue() {
        return queue;
    }

    SimNetwork network() {
        return network;
    }

    DiskTimes diskTimes() {
        return diskTimes;
    }

    Oracles oracles() {
        return oracles;
    }

    HistoryRecorder history() {
        return history;
    }

    FaultInjector faults() {
        return faults;
    }

    OperatorDesk desk() {
        return desk;
    }

    /** A moment of the protocol has come for a node: faults and actions may be waiting for it. */
    void happened(TriggerEvent event, int node) {
        faults.happened(event, node);
        desk.happened(event, node);
    }

    List<SimNode> nodes() {
        return nodes;
    }

    SimNode node(int id) {
        return nodes.get(id - 1);
    }

    /** What every event adds to: equal for equal runs only. */
    Digest hash() {
        return hash;
    }

    /** The configuration the disks of the first members are initialised with: all of them vote. */
    private Configuration initialConfiguration() {
        List<Member> voters = new ArrayList<>();
        for (int id = 1; id <= scenario.voters(); id++) {
            voters.add(SimNode.firstMember(id));
        }
        return Configuration.ofVoters(voters);
    }

    /** Hands a frame to the network. */
    void sendFrame(int from, int to, ByteBuffer frame, long identity) {
        int copies = network.route(now(), from, to, identity, frame.remaining());
        long number = ++frames;
        if (recorder != null) {
            String fate = copies > 0 ? "arrives" : network.isCut(from, to) ? "cut" : "lost";
            tell(
                    "n" + from,
                    null,
                    Facts.of(
                            "frame",
                            "frame",
                            number,
                            "to",
                            to,
                            "fate",
                            fate,
                            "at",
                            copies > 0 ? network.deliveryNanos(0) : -1L,
                            "again",
                            copies > 1 ? network.deliveryNanos(1) : -1L));
        }
        if (copies != 1) {
            trace(
                    "net",
                    () -> (copies > 1 ? "repeats" : network.isCut(from, to) ? "cuts off" : "loses") + " what n" + from
                            + " just sent to n" + to);
        }
        long flight = FrameFlight.of(from, network.connection(from, to), number);
        for (int i = 0; i < copies; i++) {
            boolean damaged = network.isDamaged(i);
            ByteBuffer bytes = damaged ? FrameFlight.damaged(frame, draws, identity, now() + i) : frame.duplicate();
            queue.schedule(
                    network.deliveryNanos(i),
                    EventKind.FRAME,
                    to,
                    damaged ? flight | FrameFlight.DAMAGED : flight,
                    bytes);
        }
    }

    /** The first violation ends the run; later ones prove nothing. */
    @Override
    public void report(String property, String story) {
        if (violation == null) {
            violation = new Violation(property, story, now());
            trace("oracle", () -> property + " is broken: " + story);
        }
    }

    /** The property broken; null as long as none is. */
    Violation violation() {
        return violation;
    }

    boolean isTraced() {
        return trace != null;
    }

    /** Whether somebody wants to know more of this run than the timeline says. */
    boolean isRecorded() {
        return recorder != null;
    }

    /** Tells who records the run what happened; who reads the timeline gets the line, if there is one. */
    void tell(String place, String what, TraceEvent event) {
        if (recorder != null) {
            recorder.event(now(), place, what, event.json());
        } else if (trace != null && what != null) {
            trace.line(now(), place, what);
        }
    }

    /** The run is over: who records it gets the history. */
    void tellHistory() {
        if (recorder != null) {
            recorder.judged(history.history(), history.numbers());
        }
    }

    /** Writes a line to the timeline, if anyone reads it. */
    void trace(String place, Supplier<String> what) {
        if (trace != null) {
            trace.line(now(), place, what.get());
        }
    }

    /** What would be left on each disk if the power failed now. */
    private final class Disks implements DurableView {
        @Override
        public int nodes() {
            return scenario.nodes();
        }

        @Override
        public Member member(int node) {
            return node(node).member();
        }

        @Override
        public HardState hardState(int node) {
            return node(node).storage().durableHardState();
        }

        @Override
        public LogStart start(int node) {
            return node(node).storage().durableStart();
        }

        @Override
        public long termAt(int node, long index) {
            return node(node).storage().durableTermAt(index);
        }
    }
}
