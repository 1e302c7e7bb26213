package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of the order in which values replaced each other: a graph whose edges say "before". Nodes are values,
 * and helpers that stand for everything a process had seen until some point.
 */
final class ValueOrder {
    /**
     * One value came before another, or before a helper.
     *
     * @param witness the operation that shows it
     */
    record Edge(int from, int to, Operation witness) {}

    private final ArrayList<List<Edge>> edges = new ArrayList<>();

    int addNode() {
        edges.add(new ArrayList<>(2));
        return edges.size() - 1;
    }

    void add(int from, int to, Operation witness) {
        edges.get(from).add(new Edge(from, to, witness));
    }

    /** A copy to which more can be added. */
    ValueOrder copy() {
        ValueOrder copy = new ValueOrder();
        edges.forEach(list -> copy.edges.add(new ArrayList<>(list)));
        return copy;
    }

    /** The edges of a cycle, the shortest through some node that is on one; empty if there is none. */
    List<Edge> cycle() {
        int node = onCycle();
        return node < 0 ? List.of() : shortestThrough(node);
    }

    /** A node on a cycle, or -1: takes away what nothing precedes, until only cycles and what follows them is left. */
    private int onCycle() {
        int[] before = new int[edges.size()];
        edges.forEach(list -> list.forEach(edge -> before[edge.to]++));
        ArrayDeque<Integer> free = new ArrayDeque<>();
        for (int node = 0; node < before.length; node++) {
            if (before[node] == 0) {
                free.add(node);
            }
        }
        int left = before.length;
        while (!free.isEmpty()) {
            left--;
            for (Edge edge : edges.get(free.remove())) {
                if (--before[edge.to] == 0) {
                    free.add(edge.to);
                }
            }
        }
        return left == 0 ? -1 : walkBack(before);
    }

    /** Everything left has a predecessor that is left: going back often enough ends on a cycle. */
    private int walkBack(int[] before) {
        int[] predecessor = new int[before.length];
        Arrays.fill(predecessor, -1);
        int at = -1;
        for (int node = 0; node < before.length; node++) {
            if (before[node] > 0) {
                for (Edge edge : edges.get(node)) {
                    predecessor[edge.to] = node;
                }
                at = node;
            }
        }
        for (int step = 0; step < before.length; step++) {
            at = predecessor[at];
        }
        return at;
    }

    private List<Edge> shortestThrough(int node) {
        Edge[] reachedBy = new Edge[edges.size()];
        ArrayDeque<Integer> pending = new ArrayDeque<>();
        pending.add(node);
        while (reachedBy[node] == null) {
            for (Edge edge : edges.get(pending.remove())) {
                if (reachedBy[edge.to] == null) {
                    reachedBy[edge.to] = edge;
                    pending.add(edge.to);
                }
            }
        }
        ArrayDeque<Edge> cycle = new ArrayDeque<>();
        int at = node;
        do {
            cycle.addFirst(reachedBy[at]);
            at = reachedBy[at].from;
        } while (at != node);
        return List.copyOf(cycle);
    }
}
