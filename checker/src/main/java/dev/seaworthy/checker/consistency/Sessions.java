package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.consistency.ValueAction.Kind;
import dev.seaworthy.checker.consistency.ValueOrder.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The session guarantees of registers and maps whose values tell which write was seen. Linear in the history.
 *
 * <p>For each key, values are put in an order as far as processes show it: what a process wrote comes after what it
 * wrote and saw before. To that, monotonic reads add that of two values a process saw, the later is not the older one,
 * and read your writes that what it sees after its own write is not older than that. A promise is broken if its order
 * goes in a circle. What was written by several operations, or nobody knows whether it took effect in its turn, orders
 * nothing; where that was left out, nothing broken means nothing known.
 */
final class Sessions {
    /** A value of a key. */
    private record Version(Object key, Object value) {}

    /** What a process has done to a key so far; nodes, or -1. */
    private static final class Past {
        int seen = -1;
        int written = -1;
        /** A helper after everything seen. */
        int known = -1;
    }

    private record Session(long process, Object key) {}

    /** What the tables here and the order of values take for each operation, slightly rounded up. */
    private static final long BYTES_PER_OPERATION = 800;

    /** More than these say less. */
    private static final int STEPS_MAX = 4;

    private final Model<?> model;
    private final LinkedHashMap<Version, Operation> authors = new LinkedHashMap<>();
    private final LinkedHashSet<Version> ambiguous = new LinkedHashSet<>();
    /** Keys whose values come about in ways that the values do not tell, as by appending. */
    private final LinkedHashSet<Object> opaque = new LinkedHashSet<>();

    private final LinkedHashMap<Version, Integer> nodes = new LinkedHashMap<>();
    private final Map<Integer, Version> versions = new LinkedHashMap<>();
    private final ValueOrder writes = new ValueOrder();
    private final List<Edge> reads = new ArrayList<>();
    private final List<Edge> ownWrites = new ArrayList<>();
    private Operation fromNowhere;
    private boolean someLeftOut;

    Sessions(History history, Model<?> model) {
        this.model = model;
        for (Operation operation : history.operations()) {
            findAuthor(operation);
        }
        LinkedHashMap<Session, Past> pasts = new LinkedHashMap<>();
        for (Operation operation : history.operations()) {
            if (!operation.isFail()) {
                Object key = model.partitionOf(operation);
                follow(operation, key, pasts.computeIfAbsent(new Session(operation.process(), key), s -> new Past()));
            }
        }
    }

    /** How much memory it takes to follow as many operations; roughly. */
    static long memoryBytes(long operations) {
        return BYTES_PER_OPERATION * operations;
    }

    private void findAuthor(Operation operation) {
        if (operation.isFail()) {
            return;
        }
        if (ValueAction.of(operation).kind() == Kind.OTHER && !model.isReadOnly(operation)) {
            opaque.add(model.partitionOf(operation));
        }
        Object produced = ValueAction.of(operation).produced();
        if (produced != null) {
            Version version = new Version(model.partitionOf(operation), produced);
            boolean isInitial = produced.equals(model.initial());
            if (isInitial || authors.put(version, operation) != null) {
                ambiguous.add(version);
            }
        }
    }

    private void follow(Operation operation, Object key, Past past) {
        ValueAction action = ValueAction.of(operation);
        boolean isKnown = operation.isOk();
        someLeftOut |= isKnown && (action.kind() == Kind.OTHER || action.kind() == Kind.REFUSED);
        if (action.kind() == Kind.OTHER || action.kind() == Kind.REFUSED) {
            return;
        }
        if (action.required() != null && isKnown) {
            see(operation, node(key, action.required(), operation), past);
        }
        if (action.produced() != null) {
            write(operation, node(key, action.produced(), operation), past, isKnown);
        }
    }

    /** The node of a value; -1 if nobody can tell which write it is of. */
    private int node(Object key, Object value, Operation user) {
        Version version = new Version(key, value);
        if (ambiguous.contains(version) || opaque.contains(key)) {
            someLeftOut = true;
            return -1;
        }
        boolean isInitial = value.equals(model.initial());
        if (!isInitial && !authors.containsKey(version)) {
            fromNowhere = fromNowhere == null ? user : fromNowhere;
            return -1;
        }
        Integer known = nodes.get(version);
        if (known != null) {
            return known;
        }
        int node = writes.addNode();
        nodes.put(version, node);
        versions.put(node, version);
        if (!isInitial) {
            Version initial = new Version(key, model.initial());
            if (!ambiguous.contains(initial)) {
                writes.add(node(key, model.initial(), user), node, authors.get(version));
            }
        }
        return node;
    }

    private void see(Operation operation, int value, Past past) {
        if (value < 0) {
            return;
        }
        if (past.seen >= 0 && past.seen != value) {
            reads.add(new Edge(reads.size(), past.seen, value, operation));
        }
        if (past.written >= 0 && past.written != value) {
            ownWrites.add(new Edge(ownWrites.size(), past.written, value, operation));
        }
        if (past.seen != value) {
            int helper = writes.addNode();
            if (past.known >= 0) {
                writes.add(past.known, helper, operation);
            }
            writes.add(value, helper, operation);
            past.known = helper;
        }
        past.seen = value;
    }

    private void write(Operation operation, int value, Past past, boolean isKnown) {
        if (value < 0) {
            return;
        }
        if (past.written >= 0) {
            writes.add(past.written, value, operation);
        }
        if (past.known >= 0) {
            writes.add(past.known, value, operation);
        }
        past.written = isKnown ? value : past.written;
    }

    /** Whether the promise of this level is kept. */
    LevelResult judge(Level level) {
        if (fromNowhere != null) {
            return LevelResult.no(level, tell(fromNowhere) + ", which nobody wrote.", List.of(fromNowhere));
        }
        List<Edge> promised =
                level == Level.MONOTONIC_READS ? reads : level == Level.READ_YOUR_WRITES ? ownWrites : List.<Edge>of();
        List<Edge> cycle = writes.cycleWith(promised);
        if (!cycle.isEmpty()) {
            return broken(level, cycle);
        }
        return someLeftOut
                ? LevelResult.unknown(level, "not every value tells which write it came from")
                : LevelResult.yes(level);
    }

    private LevelResult broken(Level level, List<Edge> cycle) {
        List<Edge> shown = new ArrayList<>(cycle);
        for (int turn = 0; turn < cycle.size() && !mayBegin(shown); turn++) {
            shown.add(shown.remove(0));
        }
        if (!mayBegin(shown)) {
            return brokenAlone(level, shown);
        }
        List<String> steps = new ArrayList<>();
        LinkedHashSet<Operation> operations = new LinkedHashSet<>();
        int begin = 0;
        for (int i = 0; i < shown.size(); i++) {
            if (i + 1 == shown.size() || isTurn(shown.get(i), shown.get(i + 1))) {
                steps.add(step(shown.get(begin), shown.get(i)));
                operations.add(shown.get(begin).witness());
                operations.add(shown.get(i).witness());
                begin = i + 1;
            }
        }
        if (steps.size() <= STEPS_MAX) {
            return LevelResult.no(level, String.join("; but ", steps) + '.', List.copyOf(operations));
        }
        String told = String.join("; but ", steps.subList(0, STEPS_MAX));
        int more = steps.size() - STEPS_MAX;
        return LevelResult.no(level, told + "; and so on, in " + more + " more steps back to the first.", List.of());
    }

    /** Broken by what one process did: it came back to something that it had left. */
    private LevelResult brokenAlone(Level level, List<Edge> cycle) {
        List<Edge> shown = new ArrayList<>(cycle);
        for (int turn = 0; turn < cycle.size() && !wentBack(shown); turn++) {
            shown.add(shown.remove(0));
        }
        int last = shown.size() - 1;
        while (last > 0 && !versions.containsKey(shown.get(last).from())) {
            last--;
        }
        Edge first = shown.get(0);
        Edge end = shown.get(shown.size() - 1);
        String sentence = last == 0
                ? step(first, end) + '.'
                : step(first, shown.get(last - 1)) + "; but " + step(shown.get(last), end) + '.';
        return LevelResult.no(level, sentence, List.of(first.witness(), end.witness()));
    }

    private boolean wentBack(List<Edge> shown) {
        int first = shown.get(0).witness().index();
        return versions.containsKey(shown.get(0).from())
                && first <= shown.get(shown.size() - 1).witness().index();
    }

    private boolean mayBegin(List<Edge> shown) {
        Edge last = shown.get(shown.size() - 1);
        return versions.containsKey(shown.get(0).from()) && isTurn(last, shown.get(0));
    }

    /** Whether something else shows the next edge: another process, or the nature of things. */
    private boolean isTurn(Edge edge, Edge next) {
        boolean same = edge.witness().process() == next.witness().process();
        return versions.containsKey(edge.to()) && (!same || isFromInitial(edge) || isFromInitial(next));
    }

    private boolean isFromInitial(Edge edge) {
        Version from = versions.get(edge.from());
        return from != null
                && !authors.containsKey(from)
                && edge.witness().equals(authors.get(versions.get(edge.to())));
    }

    /** How a process showed that one value came before another. */
    private String step(Edge first, Edge last) {
        Version from = versions.get(first.from());
        Operation witness = last.witness();
        String who = "process " + witness.process();
        String what = model.describe(witness) + " (#" + witness.index() + ')';
        Operation author = authors.get(from);
        if (isFromInitial(last)) {
            return words(from.value()) + " was there only before " + what + " by " + who;
        }
        boolean isOwn = author != null && author.process() == witness.process() && author.index() < witness.index();
        if (isOwn) {
            return who + " had done " + model.describe(author) + " (#" + author.index() + ") before its " + what;
        }
        boolean isSeen = first.witness().index() < witness.index();
        return who + " had seen " + words(from.value())
                + (isSeen && !versions.containsKey(first.to())
                        ? " (#" + first.witness().index() + ')'
                        : "")
                + " before its " + what;
    }

    private String tell(Operation operation) {
        return "process " + operation.process() + " saw " + model.describe(operation) + " (#" + operation.index() + ')';
    }

    private static String words(Object value) {
        if (value.equals(Keyword.ABSENT)) {
            return "nothing there";
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
