package dev.seaworthy.sim;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.engine.trace.TraceEvent;
import dev.seaworthy.sim.client.AnswerWords;
import dev.seaworthy.sim.client.ClientOperation;
import dev.seaworthy.sim.client.ClientReply;
import dev.seaworthy.sim.client.ClientRequest;
import dev.seaworthy.sim.client.ClientWorld;
import dev.seaworthy.sim.client.Clients;
import dev.seaworthy.sim.client.Judgement;
import dev.seaworthy.sim.client.Store;
import dev.seaworthy.sim.client.Subject;
import dev.seaworthy.sim.disk.PlatterException;
import dev.seaworthy.sim.disk.Platters;
import dev.seaworthy.sim.kernel.EventQueue;
import dev.seaworthy.sim.operator.OperatorReply;
import dev.seaworthy.sim.operator.OperatorRequest;
import dev.seaworthy.sim.oracle.LivenessOracle;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.TriggerEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run of a scenario: nodes, clients, network, disks and faults in virtual time, watched by every oracle at every
 * event.
 *
 * <p>First the storm: faults strike and clients work until the heal time. Then the calm: everything is healed, and the
 * cluster must come to rest, with every operation answered and all replicas in the same state. At the end the clients'
 * history is judged.
 *
 * <p>Deterministic: the same scenario gives the same events, the same hash and the same result, on every JVM.
 */
public final class ScenarioRun {
    /** A run that takes more events than this does not come to rest. */
    private static final long EVENTS_MAX = 2_000_000;

    private static final long LOOK_EVERY_NANOS = 20_000_000;

    /** How long the requests and replies of clients are taken to be: they travel as objects. */
    private static final int REQUEST_BYTES = 120;

    private final Scenario scenario;
    private final World world;
    private final Clients clients;
    private final LivenessOracle liveness;
    private final LivenessOracle.Snapshot snapshot = new Snapshot();
    private final EventSink sink;
    private long events;
    private boolean settled;

    /**
     * A run that is yet to begin.
     *
     * @param subject what is put to the test
     * @param trace receives the timeline; null where none is wanted, which is faster
     */
    public ScenarioRun(Scenario scenario, Subject subject, TraceSink trace) {
        this(scenario, subject, trace, null, Platters.NONE);
    }

    private ScenarioRun(Scenario scenario, Subject subject, TraceSink trace, EventSink sink, Platters platters) {
        this.scenario = scenario;
        this.sink = sink;
        world = new World(scenario, subject, trace, platters);
        clients = new Clients(scenario, subject, world.draws(), new ClientNetwork(), world.history());
        liveness = new LivenessOracle(
                new LivenessOracle.Bounds(
                        scenario.nodes(),
                        scenario.limits().electionTimeoutMaxNanos(),
                        scenario.workload().retryNanos(),
                        scenario.healNanos(),
                        (long) scenario.replica().snapshotEntries()
                                + scenario.limits().trailingEntries()),
                world);
    }

    /**
     * Runs a scenario of the key-value store to its end, or to the first violation.
     *
     * @param trace receives the timeline; null where none is wanted, which is faster
     */
    public static RunResult run(Scenario scenario, TraceSink trace) {
        return run(scenario, trace, null);
    }

    /**
     * Runs a scenario to its end, or to the first violation.
     *
     * @param trace receives the timeline; null where none is wanted, which is faster
     * @param events is told of every event, after the lines of the timeline that it led to; null for nobody
     */
    public static RunResult run(Scenario scenario, TraceSink trace, EventSink events) {
        return new ScenarioRun(scenario, new Store(), trace, events, Platters.NONE).run();
    }

    /**
     * Runs a scenario with disks that stand on real stores: the same events and the same hash, as long as those come to
     * what the disks come to.
     *
     * @param trace receives the timeline; null where none is wanted
     * @throws PlatterException where one of them does not; if it is found out while a node starts, that is a violation
     */
    public static RunResult runOn(Platters platters, Scenario scenario, TraceSink trace) {
        return new ScenarioRun(scenario, new Store(), trace, null, platters).run();
    }

    /**
     * Runs to the end, or to the first violation. Once only.
     *
     * @throws RuntimeException whatever code under test, a workload or a model threw where nobody answers for it
     */
    public RunResult run() {
        for (SimNode node : world.nodes()) {
            node.start();
        }
        world.faults().start();
        world.desk().start();
        clients.start(0);
        world.queue().schedule(scenario.healNanos(), EventKind.LOOK, 0, 0, null);
        while (!settled && world.violation() == null && world.queue().next()) {
            step();
            if (events > EVENTS_MAX) {
                world.report(LivenessOracle.LIVENESS, "the run did not come to rest within " + EVENTS_MAX + " events");
            }
        }
        return result();
    }

    /** What the clients have seen so far, also of a run that ended in an exception. */
    public History history() {
        return world.history().history();
    }

    private void step() {
        EventQueue queue = world.queue();
        int kind = queue.kind();
        if (kind == EventKind.LOOK) {
            look();
            return;
        }
        int target = queue.target();
        if (dispatch(kind, target, queue.argument(), queue.payload())) {
            events++;
            world.hash().add(queue.atNanos()).add((long) kind << 32 | target).add(identity(kind, queue));
            if (kind <= EventKind.NODES_LAST) {
                hashNode(world.node(target));
            }
            if (sink != null) {
                String hash = world.hash().hex();
                sink.onEvent(events, queue.atNanos(), EventKind.name(kind), target, identity(kind, queue), hash);
            }
        }
    }

    /** Lets an event happen; false where it concerned something that is no more, and so was none. */
    private boolean dispatch(int kind, int target, long argument, Object payload) {
        switch (kind) {
            case EventKind.FRAME -> {
                return arrive(world.node(target), argument, (ByteBuffer) payload);
            }
            case EventKind.TIMER -> {
                return world.node(target).onTimer(argument);
            }
            case EventKind.DISK -> {
                return world.node(target).storage().work().onDone(payload);
            }
            case EventKind.REQUEST -> onRequest(world.node(target), (ClientRequest) payload);
            case EventKind.REPLY -> onReply(target, (int) argument, (ClientReply) payload);
            case EventKind.WAKE -> {
                return clients.client(target).onWake(world.now(), argument);
            }
            case EventKind.OPERATOR_REQUEST -> world.desk().onRequest(world.node(target), (OperatorRequest) payload);
            case EventKind.OPERATOR_REPLY -> world.desk().onReply((int) argument, (OperatorReply) payload);
            case EventKind.OPERATOR_WAKE -> {
                return world.desk().onWake(argument);
            }
            case EventKind.ACTION -> world.desk().begin((int) argument, target);
            case EventKind.FAULT_BEGIN -> {
                return world.faults().begin((int) argument, target);
            }
            case EventKind.FAULT_END -> {
                return world.faults().end((int) argument, target);
            }
            case EventKind.HEAL -> {
                world.faults().heal();
                world.desk().heal();
            }
            default -> throw new IllegalStateException("no event is of kind " + kind);
        }
        return true;
    }

    /** A frame arrives, unless the connection it was sent over is no more. */
    private boolean arrive(SimNode node, long flight, ByteBuffer frame) {
        int from = FrameFlight.from(flight);
        if (FrameFlight.connection(flight) != world.network().connection(from, node.id())) {
            world.network().lostWithItsConnection();
            world.trace("net", () -> "loses what n" + from + " sent to n" + node.id() + " over a connection of old");
            return false;
        }
        node.onFrame(frame, FrameFlight.isDamaged(flight), FrameFlight.number(flight));
        return true;
    }

    private static long identity(int kind, EventQueue queue) {
        // A frame is told by its checksum, which stands behind its length.
        return kind == EventKind.FRAME ? ((ByteBuffer) queue.payload()).getInt(Integer.BYTES) : queue.argument();
    }

    private void hashNode(SimNode node) {
        if (node.isUp()) {
            RaftCore core = node.core();
            world.hash()
                    .add(core.term())
                    .add(core.commitIndex())
                    .add(core.lastEntry().index())
                    .add(core.nextDeadlineNanos())
                    .add(node.appliedIndex());
        }
    }

    private void look() {
        settled = liveness.isSettled(world.now(), snapshot);
        if (!settled) {
            world.queue().schedule(world.now() + LOOK_EVERY_NANOS, EventKind.LOOK, 0, 0, null);
        }
    }

    private RunResult result() {
        for (SimNode node : world.nodes()) {
            if (node.isUp()) {
                node.core().digestTo(world.hash());
                world.hash()
                        .add(node.stateDigest().high())
                        .add(node.stateDigest().low());
            }
        }
        Judgement judgement = world.history().judge();
        if (judgement.verdict() == Verdict.UNKNOWN) {
            world.report("Undecided", "the checker could not decide the history: " + judgement.explanation());
        }
        world.tellHistory();
        RunResult result = new RunResult(
                scenario.seed(),
                world.hash().hex(),
                events,
                world.now(),
                world.oracles().elections(),
                world.oracles().committedIndex(),
                judgement.operations(),
                judgement.unknownOperations(),
                world.faults().counts(),
                Optional.ofNullable(world.violation()));
        if (world.isRecorded()) {
            world.tell("world", null, Facts.ended(result));
        }
        return result;
    }

    private void onReply(int client, int node, ClientReply reply) {
        if (world.isTraced()) {
            world.tell(
                    "c" + client,
                    "has from n" + node + ", operation " + reply.operation() + ", attempt " + reply.attempt() + ": "
                            + reply.words(),
                    Facts.of("replied", "client", client, "operation", reply.operation(), "attempt", reply.attempt()));
        }
        clients.client(client).onReply(world.now(), node, reply);
    }

    private void onRequest(SimNode node, ClientRequest request) {
        if (!node.isUp()) {
            return;
        }
        if (world.isTraced()) {
            world.tell(node.place(), "is asked by " + words(request), fact("asked", request));
        }
        switch (request.kind()) {
            case READ -> {
                if (node.isLeader()) {
                    world.happened(TriggerEvent.READ_STARTED, node.id());
                }
                node.replica().read(request.body(), outcome -> answer(node, request, outcome));
            }
            case LOCAL_READ ->
                node.replica().readAt(request.body(), request.minIndex(), outcome -> answer(node, request, outcome));
            case PROPOSAL -> node.replica().propose(request.body(), outcome -> answer(node, request, outcome));
        }
        node.run();
    }

    private void answer(SimNode node, ClientRequest request, ReadOutcome outcome) {
        if (outcome instanceof ReadOutcome.Answered answered) {
            tellServed(node, request, answered.appliedIndex());
        }
        reply(node, request, ClientReply.of(request, outcome));
    }

    private void tellServed(SimNode node, ClientRequest request, long appliedIndex) {
        if (request.kind() == ClientRequest.Kind.LOCAL_READ) {
            StateDigest state = node.stateDigest();
            world.oracles().localReadServed(node.id(), request.minIndex(), appliedIndex, state.high(), state.low());
            return;
        }
        world.oracles().readServed(node.id(), request.client(), request.operation(), appliedIndex);
        if (node.isLeader() && node.core().holdsLease()) {
            world.happened(TriggerEvent.LEASE_READ, node.id());
        }
    }

    private void answer(SimNode node, ClientRequest request, ProposalOutcome outcome) {
        if (outcome instanceof ProposalOutcome.Committed committed) {
            world.oracles().acknowledged(committed.id().index(), committed.id().term());
        }
        reply(node, request, ClientReply.of(request, outcome));
    }

    private static String words(ClientRequest request) {
        return "c" + request.client() + ", operation " + request.operation() + ", attempt " + request.attempt();
    }

    private static TraceEvent fact(String name, ClientRequest request, Object... more) {
        List<Object> fields = new ArrayList<>(
                List.of("client", request.client(), "operation", request.operation(), "attempt", request.attempt()));
        fields.addAll(List.of(more));
        return Facts.of(name, fields.toArray());
    }

    private void reply(SimNode node, ClientRequest request, ClientReply reply) {
        int copies = world.network()
                .route(world.now(), node.id(), endpoint(request.client()), identity(request), REQUEST_BYTES);
        if (world.isTraced()) {
            long at = copies > 0 ? world.network().deliveryNanos(0) : -1;
            String line = "answers " + words(request) + ": " + AnswerWords.of(request, reply);
            Object why = reply.reason() == null ? "" : reply.reason().name();
            world.tell(node.place(), line, fact("answers", request, "at", at, "why", why));
        }
        for (int i = 0; i < copies; i++) {
            world.queue()
                    .schedule(world.network().deliveryNanos(i), EventKind.REPLY, request.client(), node.id(), reply);
        }
    }

    private static long identity(ClientRequest request) {
        return request.operation() << 16 | request.attempt();
    }

    private int endpoint(int client) {
        return scenario.nodes() + client;
    }

    /** What the world does for clients. */
    private final class ClientNetwork implements ClientWorld {
        @Override
        public void send(int node, ClientRequest request) {
            if (request.kind() == ClientRequest.Kind.READ) {
                world.oracles().readInvoked(request.client(), request.operation());
            }
            // Requests travel on connections, which repeat nothing.
            int from = endpoint(request.client());
            int copies = world.network().route(world.now(), from, node, identity(request), REQUEST_BYTES);
            if (world.isTraced()) {
                long at = copies > 0 ? world.network().deliveryNanos(0) : -1;
                world.tell(
                        "c" + request.client(),
                        "asks n" + node + ", operation " + request.operation() + ", attempt " + request.attempt(),
                        fact("asks", request, "to", node, "at", at));
            }
            if (copies > 0) {
                world.queue()
                        .schedule(world.network().deliveryNanos(0), EventKind.REQUEST, node, request.client(), request);
            }
        }

        @Override
        public void began(ClientOperation operation, int recorded) {
            if (world.isTraced()) {
                world.tell(
                        "c" + operation.client(),
                        "begins " + operation,
                        Facts.of("begins", "number", recorded, "operation", operation.number(), "words", operation));
            }
        }

        @Override
        public void ended(ClientOperation operation, int recorded, Supplier<String> outcome, long index) {
            if (world.isTraced()) {
                String words = outcome.get();
                world.tell(
                        "c" + operation.client(),
                        "ends " + operation + ": " + words,
                        Facts.of(
                                "ends",
                                "number",
                                recorded,
                                "operation",
                                operation.number(),
                                "outcome",
                                words,
                                "index",
                                index));
            }
        }

        @Override
        public void wakeAt(int client, long atNanos, long token) {
            world.queue().schedule(atNanos, EventKind.WAKE, client, token, null);
        }
    }

    /** The cluster as the liveness oracle sees it. */
    private final class Snapshot implements LivenessOracle.Snapshot {
        @Override
        public int nodes() {
            return scenario.nodes();
        }

        @Override
        public int leader() {
            return world.oracles().leader();
        }

        @Override
        public int clients() {
            return clients.size();
        }

        @Override
        public long waitsSince(int client) {
            return clients.client(client).waitsSince();
        }

        @Override
        public boolean clientsDone() {
            return clients.areDone();
        }

        @Override
        public boolean mustRest(int node) {
            return world.oracles().isMember(node);
        }

        @Override
        public boolean recovering(int node) {
            return world.oracles().isRecovering(node);
        }

        @Override
        public long logEntries(int node) {
            return world.oracles().logEntries(node);
        }

        @Override
        public long operatorWaitsSince() {
            return world.desk().waitsSince();
        }

        @Override
        public boolean operatorDone() {
            return world.desk().isDone();
        }

        @Override
        public long committedIndex() {
            return world.oracles().committedIndex();
        }

        @Override
        public long appliedIndex(int node) {
            return world.node(node).appliedIndex();
        }

        @Override
        public long digestHigh(int node) {
            return world.node(node).isUp() ? world.node(node).stateDigest().high() : 0;
        }

        @Override
        public long digestLow(int node) {
            return world.node(node).isUp() ? world.node(node).stateDigest().low() : 0;
        }
    }
}
