package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.consistency.ValueAction.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Looks for an order that explains a history if only each process's own order counts.
 *
 * <p>Depth first; a configuration is what has been placed, and the states of the partitions. An operation that never
 * changes a state is placed as soon as it fits. Among the others, what completed first is tried first, as the order is
 * rarely far from that of real time. An operation of unknown outcome may be placed at any time after what its process
 * had completed before it, or never; it does not hold up what its process did next.
 *
 * <p>Where values tell which write was seen, a value is not replaced while someone is still to see it: it cannot come
 * back. That is what keeps the search short. In general the question is hard (NP-complete), and the budget ends it.
 *
 * <p>The budget's configurations are counted as those of a short history: one costs more the more there is to copy and
 * to look at. Its memory bounds everything held here, the states on the way among them.
 */
final class SequentialSearch<S> {
    private static final int LOOK_UP_EVERY = 16;
    /** So many words copied, or candidates looked at, are as much work as a configuration of a short history. */
    private static final int WORK_PER_VISIT = 64;
    /** What the tables here take for each operation, slightly rounded up. */
    private static final long BYTES_PER_OPERATION = 400;

    private static final int BYTES_PER_CONFIGURATION = 160;
    private static final int BYTES_PER_CHOICE = 64;

    private record Configuration(BitSet placed, List<Object> states) {}

    /** What may come next after so many placed operations, and how much of it was tried. */
    private static final class Choice {
        final int[] candidates;
        final int depth;
        int next;

        Choice(List<Integer> candidates, int depth) {
            this.candidates = candidates.stream().mapToInt(Integer::intValue).toArray();
            this.depth = depth;
        }

        long memoryBytes() {
            return BYTES_PER_CHOICE + (long) Integer.BYTES * candidates.length;
        }
    }

    private final Model<S> model;
    private final Budget budget;
    private final BooleanSupplier isOver;
    private final List<Operation> operations = new ArrayList<>();
    /** For each operation the one of its process that has to come before, or -1. */
    private final int[] waitsFor;
    /** For each operation the first that waits for it, and the next that waits for the same one; or -1. */
    private final int[] firstWaiting;

    private final int[] nextWaiting;
    /** What is not placed and whose process has come to it. */
    private final TreeSet<Integer> turns = new TreeSet<>();

    private final int[] partition;
    private final List<S> states = new ArrayList<>();
    private final BitSet placed = new BitSet();
    private final List<Integer> order = new ArrayList<>();
    private final List<S> statesBefore = new ArrayList<>();
    private final LinkedHashSet<Configuration> seen = new LinkedHashSet<>();
    private final Pending pending;
    private final long configurationBytes;
    private int completedLeft;
    private long spent;
    private long nextLook = LOOK_UP_EVERY;
    /** What is held at present, in bytes; roughly. */
    private long held;
    /** What of it are configurations entered. */
    private long seenBytes;

    SequentialSearch(History history, Model<S> model, Budget budget, BooleanSupplier isOver) {
        this.model = model;
        this.budget = budget;
        this.isOver = isOver;
        for (Operation operation : history.operations()) {
            if (operation.isOk() || operation.isInfo() && !model.isReadOnly(operation)) {
                operations.add(operation);
            }
        }
        operations.sort((a, b) -> Long.compare(a.completion(), b.completion()));
        waitsFor = new int[operations.size()];
        partition = new int[operations.size()];
        numberPartitions();
        findOrderOfProcesses(history);
        pending = new Pending(operations, partition, model);
        firstWaiting = nobody();
        nextWaiting = nobody();
        for (int i = 0; i < operations.size(); i++) {
            if (waitsFor[i] < 0) {
                turns.add(i);
            } else {
                nextWaiting[i] = firstWaiting[waitsFor[i]];
                firstWaiting[waitsFor[i]] = i;
            }
        }
        configurationBytes = operations.size() / Byte.SIZE + 8L * states.size() + BYTES_PER_CONFIGURATION;
        held = memoryBytes(history.size());
        for (Operation operation : operations) {
            completedLeft += operation.isOk() ? 1 : 0;
        }
    }

    /** How much memory a search over as many operations takes before it begins; roughly. */
    static long memoryBytes(long operations) {
        return BYTES_PER_OPERATION * operations;
    }

    private int[] nobody() {
        int[] nobody = new int[operations.size()];
        Arrays.fill(nobody, -1);
        return nobody;
    }

    private void numberPartitions() {
        Map<Object, Integer> numbers = new LinkedHashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            Object key = model.partitionOf(operations.get(i));
            Integer number = numbers.putIfAbsent(key, numbers.size());
            partition[i] = number == null ? numbers.size() - 1 : number;
        }
        for (int i = 0; i < numbers.size(); i++) {
            states.add(model.initial());
        }
    }

    private void findOrderOfProcesses(History history) {
        int[] positions = new int[history.size()];
        for (int i = 0; i < operations.size(); i++) {
            positions[operations.get(i).index()] = i + 1;
        }
        Map<Long, Integer> latest = new LinkedHashMap<>();
        for (Operation operation : history.operations()) {
            int position = positions[operation.index()] - 1;
            if (position >= 0) {
                waitsFor[position] = latest.getOrDefault(operation.process(), -1);
                if (operation.isOk()) {
                    latest.put(operation.process(), position);
                }
            }
        }
    }

    LevelResult judge() {
        List<Choice> choices = new ArrayList<>();
        if (advance(choices)) {
            return LevelResult.yes(Level.SEQUENTIAL);
        }
        while (!choices.isEmpty()) {
            Choice choice = choices.get(choices.size() - 1);
            turnBack(choice.depth);
            if (choice.next == choice.candidates.length) {
                held -= choices.remove(choices.size() - 1).memoryBytes();
                continue;
            }
            Optional<String> end = limitReached();
            if (end.isPresent()) {
                return LevelResult.unknown(Level.SEQUENTIAL, end.get());
            }
            int operation = choice.candidates[choice.next++];
            place(operation, step(operation));
            if (isNew() && advance(choices)) {
                return LevelResult.yes(Level.SEQUENTIAL);
            }
        }
        return LevelResult.no(Level.SEQUENTIAL, "no order of all operations keeps each process's own.", List.of());
    }

    /** Why the search has to end without an answer, if so; else one configuration more may be entered. */
    private Optional<String> limitReached() {
        if (spent >= budget.visitedMax()) {
            return Optional.of("the budget of " + budget.visitedMax() + " configurations was spent");
        }
        if (held > budget.memoryMaxBytes()) {
            return Optional.of(Consistency.NO_MEMORY);
        }
        spent += 1 + operations.size() / Long.SIZE / WORK_PER_VISIT;
        if (spent >= nextLook) {
            nextLook = spent + LOOK_UP_EVERY;
            if (isOver.getAsBoolean()) {
                return Optional.of("the time allowed was over");
            }
        }
        return Optional.empty();
    }

    /** Places what is not a choice, and lists what is. True if everything has its place. */
    private boolean advance(List<Choice> choices) {
        List<Integer> candidates;
        boolean grew;
        do {
            grew = false;
            candidates = new ArrayList<>();
            spent += turns.size() / WORK_PER_VISIT;
            for (int operation : List.copyOf(turns)) {
                S after = step(operation);
                if (after == null) {
                    continue;
                }
                if (model.isReadOnly(operations.get(operation))) {
                    place(operation, after);
                    grew = true;
                } else if (pending.mayReplace(operation, partition[operation], states.get(partition[operation]))) {
                    candidates.add(operation);
                }
            }
        } while (grew);
        Choice choice = new Choice(candidates, order.size());
        held += choice.memoryBytes();
        choices.add(choice);
        return completedLeft == 0;
    }

    private S step(int operation) {
        S before = states.get(partition[operation]);
        S after = model.step(before, operations.get(operation));
        return operations.get(operation).isInfo() && before.equals(after) ? null : after;
    }

    private void place(int operation, S after) {
        order.add(operation);
        statesBefore.add(states.get(partition[operation]));
        states.set(partition[operation], after);
        held += stateBytes(operation, after);
        placed.set(operation);
        turns.remove(operation);
        for (int next = firstWaiting[operation]; next >= 0; next = nextWaiting[next]) {
            turns.add(next);
        }
        pending.done(operation);
        completedLeft -= operations.get(operation).isOk() ? 1 : 0;
    }

    private void turnBack(int depth) {
        while (order.size() > depth) {
            int operation = order.get(order.size() - 1);
            order.subList(order.size() - 1, order.size()).clear();
            held -= stateBytes(operation, states.get(partition[operation]));
            states.set(partition[operation], statesBefore.remove(statesBefore.size() - 1));
            placed.clear(operation);
            for (int next = firstWaiting[operation]; next >= 0; next = nextWaiting[next]) {
                turns.remove(next);
            }
            turns.add(operation);
            pending.undone(operation);
            completedLeft += operations.get(operation).isOk() ? 1 : 0;
        }
    }

    /** What the state that an operation left takes; one that never changes a state leaves what was there. */
    private long stateBytes(int operation, S after) {
        return model.isReadOnly(operations.get(operation)) ? 0 : model.memoryBytes(after);
    }

    /** Remembers where the latest choice led, as long as there is room. False if that was entered before. */
    private boolean isNew() {
        Configuration now = new Configuration((BitSet) placed.clone(), new ArrayList<>(states));
        int latest = order.get(order.size() - 1);
        long more = configurationBytes + stateBytes(latest, states.get(partition[latest]));
        // The other half is for the way itself: without it the search would not come to an end.
        boolean hasRoom = seen.size() < budget.rememberedMax() && seenBytes + more <= budget.memoryMaxBytes() / 2;
        if (!hasRoom) {
            return !seen.contains(now);
        }
        boolean isNew = seen.add(now);
        if (isNew) {
            seenBytes += more;
            held += more;
        }
        return isNew;
    }

    /** How many are still to see each value that cannot come back once it is replaced. */
    private static final class Pending {
        private record Version(int partition, Object value) {}

        private final int[] readersOf;
        private final Version[] required;
        private final boolean[] replaces;
        private final Map<Version, Integer> numbers = new LinkedHashMap<>();

        Pending(List<Operation> operations, int[] partition, Model<?> model) {
            required = new Version[operations.size()];
            replaces = new boolean[operations.size()];
            Map<Version, Integer> authors = new LinkedHashMap<>();
            boolean understood = ValueAction.isUnderstood(model);
            for (int i = 0; i < operations.size() && understood; i++) {
                ValueAction action = ValueAction.of(operations.get(i));
                understood = action.kind() != Kind.OTHER;
                replaces[i] = action.produced() != null;
                if (action.produced() != null) {
                    authors.merge(new Version(partition[i], action.produced()), 1, Integer::sum);
                }
            }
            readersOf = new int[operations.size()];
            for (int i = 0; i < operations.size() && understood; i++) {
                ValueAction action = ValueAction.of(operations.get(i));
                boolean certain = operations.get(i).isOk() && action.kind() != Kind.REFUSED;
                if (certain && action.required() != null) {
                    Version version = new Version(partition[i], action.required());
                    int others = action.required().equals(model.initial()) ? 1 : 0;
                    if (authors.getOrDefault(version, 0) + others <= 1) {
                        required[i] = version;
                        readersOf[numbers.computeIfAbsent(version, v -> numbers.size())]++;
                    }
                }
            }
        }

        void done(int operation) {
            if (required[operation] != null) {
                readersOf[numbers.get(required[operation])]--;
            }
        }

        void undone(int operation) {
            if (required[operation] != null) {
                readersOf[numbers.get(required[operation])]++;
            }
        }

        /** Whether what is there now stays, or nobody but the operation itself is still to see it. */
        boolean mayReplace(int operation, int partition, Object state) {
            Version there = new Version(partition, state);
            Integer number = numbers.get(there);
            return number == null
                    || !replaces[operation]
                    || readersOf[number] == (there.equals(required[operation]) ? 1 : 0);
        }
    }
}
