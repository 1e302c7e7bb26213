package dev.seaworthy.embedding;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.RoleName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Three replicas in one thread on virtual time. Whatever takes time is an event; the same run is the same each time.
 */
final class VirtualWorld {
    private record Event(long atNanos, long number, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
    private final List<VirtualNode> nodes = new ArrayList<>();
    private long scheduled;
    private long nowNanos;

    VirtualWorld(int snapshotEntries) {
        Configuration all = Configuration.ofVoters(List.of(new Member(1, 1), new Member(2, 2), new Member(3, 3)));
        for (Member member : all.voters()) {
            nodes.add(new VirtualNode(this, member, snapshotEntries, all));
        }
        for (VirtualNode node : nodes) {
            node.start();
        }
    }

    long nowNanos() {
        return nowNanos;
    }

    VirtualNode node(long nodeId) {
        return nodes.get((int) nodeId - 1);
    }

    void after(long nanos, Runnable what) {
        events.add(new Event(nowNanos + nanos, scheduled++, what));
    }

    /** Lets time pass until something is so. */
    void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Event next = events.remove();
            nowNanos = next.atNanos();
            next.what().run();
        }
    }

    VirtualNode leader() {
        runUntil(() -> nodes.stream().anyMatch(VirtualWorld::leads));
        return nodes.stream().filter(VirtualWorld::leads).findFirst().orElseThrow();
    }

    private static boolean leads(VirtualNode node) {
        return node.isUp() && node.replica().core().role() == RoleName.LEADER;
    }
}
