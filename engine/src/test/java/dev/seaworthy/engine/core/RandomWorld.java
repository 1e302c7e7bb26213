package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A small cluster whose steps a property draws: any order, loss and repetition of messages, any progress of clocks and
 * disks.
 */
final class RandomWorld {
    enum Kind {
        PASS,
        TIMER,
        DELIVER,
        REPEAT,
        DROP,
        PROPOSE,
        READ,
        PERSIST,
        FLUSH,
        CHANGE,
        TRANSFER,
        SNAPSHOT,
        RECEIVED
    }

    /** What happens next, to which node, and a number that says more. */
    record Step(Kind kind, int node, int number) {}

    final List<CoreHarness> nodes = new ArrayList<>();
    private final List<Message> network = new ArrayList<>();

    static RandomWorld of(int count) {
        RandomWorld world = new RandomWorld();
        for (int i = 1; i <= count; i++) {
            world.nodes.add(CoreHarness.started(i, count));
        }
        return world;
    }

    /** A world in the same state, of forks. */
    RandomWorld fork() {
        RandomWorld copy = new RandomWorld();
        for (CoreHarness node : nodes) {
            copy.nodes.add(node.fork());
        }
        copy.network.addAll(network);
        return copy;
    }

    void take(Step step) {
        CoreHarness node = nodes.get(step.node());
        switch (step.kind()) {
            case PASS -> nodes.forEach(each -> each.pass(step.number()));
            case TIMER -> node.timeOut();
            case DELIVER -> deliver(step.number(), true);
            case REPEAT -> deliver(step.number(), false);
            case DROP -> drop(step.number());
            case PROPOSE -> node.propose(step.number());
            case READ -> node.read();
            case PERSIST -> node.persist(Math.max(0, node.issued() - step.number() % 3));
            case FLUSH -> node.flush();
            case CHANGE -> change(node, step.number());
            case TRANSFER -> node.core.onTransfer(node.now, step.number() % 4);
            case SNAPSHOT -> {
                if (node.core.commitIndex() > 0) {
                    node.core.onSnapshotSaved(node.now, StoryWorld.snapshot(node.core, 150));
                }
            }
            case RECEIVED -> received(node, step.number());
        }
        node.drain();
        for (CoreHarness each : nodes) {
            network.addAll(each.left);
            each.left.clear();
        }
    }

    private static void change(CoreHarness node, int number) {
        Configuration now = node.core.configuration();
        if (!now.isJoint()) {
            Member member = CoreHarness.member(number % 3 + 1);
            Configuration target =
                    number % 2 == 0 || now.voters().size() < 2 ? now.withVoter(member) : now.withLearner(member);
            node.core.onChangeMembership(node.now, new MembershipChange(node.core.configurationIndex(), target));
        }
    }

    /** The host answers for the snapshot that has arrived whole, if one has. */
    private static void received(CoreHarness node, int number) {
        List<Effect.FinishSnapshot> finished = node.effects(Effect.FinishSnapshot.class);
        if (!finished.isEmpty()) {
            node.effects.removeAll(finished);
            node.core.onSnapshotReceived(
                    node.now, finished.get(finished.size() - 1).snapshot(), number % 4 > 0);
        }
    }

    private void deliver(int number, boolean remove) {
        if (!network.isEmpty()) {
            int at = number % network.size();
            Message message = remove ? network.remove(at) : network.get(at);
            nodes.get((int) message.to().nodeId() - 1).receive(message);
        }
    }

    private void drop(int number) {
        if (!network.isEmpty()) {
            network.remove(number % network.size());
        }
    }

    static Arbitrary<List<Step>> steps(int count, int most) {
        Arbitrary<Kind> kind = Arbitraries.frequency(
                Tuple.of(2, Kind.PASS),
                Tuple.of(2, Kind.TIMER),
                Tuple.of(20, Kind.DELIVER),
                Tuple.of(2, Kind.REPEAT),
                Tuple.of(1, Kind.DROP),
                Tuple.of(4, Kind.PROPOSE),
                Tuple.of(2, Kind.READ),
                Tuple.of(10, Kind.PERSIST),
                Tuple.of(6, Kind.FLUSH),
                Tuple.of(2, Kind.CHANGE),
                Tuple.of(1, Kind.TRANSFER),
                Tuple.of(1, Kind.SNAPSHOT),
                Tuple.of(2, Kind.RECEIVED));
        return Combinators.combine(
                        kind,
                        Arbitraries.integers().between(0, count - 1),
                        Arbitraries.integers().between(0, 100).withoutEdgeCases())
                .as(Step::new)
                .list()
                .ofMinSize(most / 2)
                .ofMaxSize(most);
    }
}
