package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What is known of the order in which values replaced each other: a graph whose edges say "before". Nodes are values,
 * and helpers that stand for everything a process had seen until some point.
 */
final class ValueOrder {
    /**
     * One value came before another, or before a helper.
     *
     * @param number of the edge in its graph
     * @param witness the operation that shows it
     */
    record Edge(int number, int from, int to, Operation witness) {}

    private static final int TRIES_MAX = 10;

    private final ArrayList<List<Edge>> edges = new ArrayList<>();
    private int count;

    int addNode() {
        edges.add(new ArrayList<>(2));
        return edges.size() - 1;
    }

    void add(int from, int to, Operation witness) {
        edges.get(from).add(new Edge(count++, from, to, witness));
    }

    /** The cycle there would be with these edges too, whose numbers do not count; else empty. */
    List<Edge> cycleWith(List<Edge> more) {
        more.forEach(edge -> add(edge.from, edge.to, edge.witness));
        List<Edge> cycle = cycle();
        for (Edge edge : more) {
            List<Edge> there = edges.get(edge.from);
            there.remove(there.size() - 1);
        }
        count -= more.size();
        return cycle;
    }

    /** The edges of a cycle in which few processes take part, if there is any cycle; else empty. */
    private List<Edge> cycle() {
        int[] before = peeled();
        BitSet between = between(before);
        List<Edge> best = List.of();
        int bestChanges = Integer.MAX_VALUE;
        int tries = 0;
        for (int node = onCycle(before); node >= 0 && tries < TRIES_MAX; tries++) {
            List<Edge> cycle = shortestThrough(node, between);
            int changes = changes(cycle);
            if (changes < bestChanges) {
                best = cycle;
                bestChanges = changes;
            }
            node = next(cycle, node);
        }
        return best;
    }

    /** Another node of a cycle than the one it was looked for from. */
    private static int next(List<Edge> cycle, int node) {
        int at = cycle.get(cycle.size() / 2).to;
        return at == node ? -1 : at;
    }

    /** How often it is another process that shows the next edge. */
    private static int changes(List<Edge> cycle) {
        int changes = 0;
        Edge last = cycle.get(cycle.size() - 1);
        for (Edge edge : cycle) {
            changes += edge.witness.process() == last.witness.process() ? 0 : 1;
            last = edge;
        }
        return changes;
    }

    /**
     * For each node how many edges lead to it from what is on a cycle or follows one: takes away what nothing precedes,
     * until only that is left.
     */
    private int[] peeled() {
        int[] before = new int[edges.size()];
        edges.forEach(list -> list.forEach(edge -> before[edge.to]++));
        ArrayDeque<Integer> free = new ArrayDeque<>();
        for (int node = 0; node < before.length; node++) {
            if (before[node] == 0) {
                free.add(node);
            }
        }
        while (!free.isEmpty()) {
            for (Edge edge : edges.get(free.remove())) {
                if (--before[edge.to] == 0) {
                    free.add(edge.to);
                }
            }
        }
        return before;
    }

    /** Of what is left with something before it, what also has something after it: cycles, and ways between them. */
    private BitSet between(int[] before) {
        int[] from = new int[before.length + 1];
        int[] after = new int[before.length];
        BitSet left = new BitSet(before.length);
        for (int node = 0; node < before.length; node++) {
            if (before[node] > 0) {
                left.set(node);
                after[node] = edges.get(node).size();
                edges.get(node).forEach(edge -> from[edge.to + 1]++);
            }
        }
        for (int node = 0; node < before.length; node++) {
            from[node + 1] += from[node];
        }
        int[] predecessors = new int[from[before.length]];
        int[] next = from.clone();
        ArrayDeque<Integer> ends = new ArrayDeque<>();
        for (int node = left.nextSetBit(0); node >= 0; node = left.nextSetBit(node + 1)) {
            for (Edge edge : edges.get(node)) {
                predecessors[next[edge.to]++] = node;
            }
            if (after[node] == 0) {
                ends.add(node);
            }
        }
        while (!ends.isEmpty()) {
            int end = ends.remove();
            left.clear(end);
            for (int i = from[end]; i < from[end + 1]; i++) {
                if (--after[predecessors[i]] == 0) {
                    ends.add(predecessors[i]);
                }
            }
        }
        return left;
    }

    /** A node on a cycle, or -1. Everything left has a predecessor that is left: going back often enough finds one. */
    private int onCycle(int[] before) {
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
        for (int step = 0; at >= 0 && step < before.length; step++) {
            at = predecessor[at];
        }
        return at;
    }

    /** How a search came to an edge: by another before it, or null at its beginning. */
    private record Reached(Edge edge, Reached by) {}

    /** The cycle through the node that changes processes least often; what one process shows in a row costs nothing. */
    private List<Edge> shortestThrough(int node, BitSet between) {
        BitSet seen = new BitSet(count);
        ArrayDeque<Reached> pending = new ArrayDeque<>();
        edges.get(node).forEach(edge -> pending.add(new Reached(edge, null)));
        while (true) {
            Reached reached = pending.remove();
            if (seen.get(reached.edge.number) || !between.get(reached.edge.to)) {
                continue;
            }
            seen.set(reached.edge.number);
            if (reached.edge.to == node) {
                return path(reached);
            }
            for (Edge edge : edges.get(reached.edge.to)) {
                if (edge.witness.process() == reached.edge.witness.process()) {
                    pending.addFirst(new Reached(edge, reached));
                } else {
                    pending.addLast(new Reached(edge, reached));
                }
            }
        }
    }

    private static List<Edge> path(Reached end) {
        ArrayDeque<Edge> path = new ArrayDeque<>();
        for (Reached at = end; at != null; at = at.by) {
            path.addFirst(at.edge);
        }
        return List.copyOf(path);
    }
}
