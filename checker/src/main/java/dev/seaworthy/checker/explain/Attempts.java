package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Tries all orders of a few operations and remembers those that went furthest. What stays as unknown as it was before
 * is not placed.
 */
final class Attempts<S> {
    private static final int ATTEMPTS_MAX = 6;
    private static final int TRIED_MAX = 20_000;

    private record Node<S>(S state, BitSet placed) {}

    private record Tried<S>(S start, List<Integer> order, List<S> states, int completed) {}

    private final SubHistory<S> part;
    private final Model<S> model;
    private final Reductions<S> words;
    private final List<Tried<S>> furthest = new ArrayList<>();
    private final LinkedHashSet<Node<S>> seen = new LinkedHashSet<>();
    private final ArrayDeque<Integer> order = new ArrayDeque<>();
    private final ArrayDeque<S> states = new ArrayDeque<>();
    private int tried;

    Attempts(SubHistory<S> part, Model<S> model, Reductions<S> words) {
        this.part = part;
        this.model = model;
        this.words = words;
    }

    /** The furthest, best first, naming the operations as {@code originals} has them at their index. */
    List<Attempt> find(List<Operation> originals) {
        if (!part.isFew()) {
            return List.of();
        }
        for (S start : part.states()) {
            seen.clear();
            go(start, start, new BitSet());
        }
        List<Attempt> attempts = new ArrayList<>();
        for (Tried<S> end : furthest) {
            attempts.add(toAttempt(end, originals));
        }
        return attempts;
    }

    private void go(S start, S state, BitSet placed) {
        if (tried > TRIED_MAX || !seen.add(new Node<>(state, (BitSet) placed.clone()))) {
            return;
        }
        tried++;
        boolean stuck = true;
        for (int i : turns(placed)) {
            S next = step(state, i);
            if (next != null) {
                stuck = false;
                placed.set(i);
                order.addLast(i);
                states.addLast(next);
                go(start, next, placed);
                placed.clear(i);
                order.removeLast();
                states.removeLast();
            }
        }
        if (stuck) {
            remember(start, placed);
        }
    }

    private S step(S state, int i) {
        Operation operation = part.operations().get(i);
        S next = model.step(state, operation);
        return operation.isInfo() && state.equals(next) ? null : next;
    }

    /** What is not placed and need not wait for anything that is not placed. */
    private List<Integer> turns(BitSet placed) {
        List<Operation> operations = part.operations();
        List<Integer> turns = new ArrayList<>();
        for (int i = placed.nextClearBit(0); i < operations.size(); i = placed.nextClearBit(i + 1)) {
            boolean waits = false;
            for (int j = placed.nextClearBit(0); j < operations.size(); j = placed.nextClearBit(j + 1)) {
                waits |= operations.get(j).precedes(operations.get(i));
            }
            if (!waits) {
                turns.add(i);
            }
        }
        return turns;
    }

    private void remember(S start, BitSet placed) {
        int completed = 0;
        for (int i = placed.nextSetBit(0); i >= 0; i = placed.nextSetBit(i + 1)) {
            completed += part.operations().get(i).isOk() ? 1 : 0;
        }
        List<Integer> now = new ArrayList<>(order);
        for (Tried<S> other : furthest) {
            if (other.order.equals(now) && (now.isEmpty() ? other.start.equals(start) : true)) {
                return;
            }
        }
        int at = furthest.size();
        while (at > 0 && furthest.get(at - 1).completed < completed) {
            at--;
        }
        furthest.add(at, new Tried<>(start, now, new ArrayList<>(states), completed));
        if (furthest.size() > ATTEMPTS_MAX) {
            furthest.remove(ATTEMPTS_MAX);
        }
    }

    private Attempt toAttempt(Tried<S> end, List<Operation> originals) {
        BitSet placed = new BitSet();
        List<Attempt.Step> steps = new ArrayList<>();
        for (int i = 0; i < end.order.size(); i++) {
            placed.set(end.order.get(i));
            Operation operation = part.operations().get(end.order.get(i));
            steps.add(new Attempt.Step(originals.get(operation.index()), words.describe(end.states.get(i))));
        }
        List<Operation> blocked = new ArrayList<>();
        Operation stuck = null;
        for (int i : turns(placed)) {
            Operation operation = part.operations().get(i);
            if (operation.isOk()) {
                blocked.add(originals.get(operation.index()));
                stuck = stuck == null || operation.completion() < stuck.completion() ? operation : stuck;
            }
        }
        return new Attempt(words.describe(end.start), steps, originals.get(stuck.index()), blocked);
    }
}
