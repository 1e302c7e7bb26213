package dev.seaworthy.checker;

import dev.seaworthy.checker.time.StableSort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Decides any history of any model by search: Wing and Gong's, with Lowe's memory of configurations, one partition at a
 * time (Herlihy and Wing: a history is linearizable if each object's part of it is).
 *
 * <p>The smallest partition is searched first, so that one hard key does not keep a simple contradiction on another
 * from being found. All share one budget of visited configurations; the memory is given back after each.
 *
 * <p>Stateless; may be used by any thread.
 */
public final class WingGongLowe implements LinearizabilityChecker {
    /** The name that results carry. */
    public static final String NAME = "wing-gong-lowe";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public <S> CheckResult check(History history, Model<S> model, Budget budget) {
        long visited = 0;
        List<Operation[]> orders = new ArrayList<>();
        for (Partition partition : partitionsOf(history, model)) {
            Operation[] operations = partition.operations.toArray(new Operation[0]);
            Search<S> search = new Search<>(operations, model, budget.rememberedMax());
            Search.End end = search.run(budget.visitedMax() - visited);
            visited += search.visited();
            if (end == Search.End.EXHAUSTED) {
                return CheckResult.notLinearizable(history, NAME, visited, search.conflict(partition.key));
            }
            if (end == Search.End.OUT_OF_BUDGET) {
                return CheckResult.unknown(history, NAME, visited, gaveUp(partition, budget));
            }
            orders.add(search.order());
        }
        return CheckResult.linearizable(history, NAME, visited, join(history, orders));
    }

    private static String gaveUp(Partition partition, Budget budget) {
        String where = partition.key.equals("") ? "a partition" : "partition " + partition.key;
        return "the budget of " + budget.visitedMax() + " configurations was spent, on " + where + " of "
                + partition.operations.size() + " operations";
    }

    private record Partition(Object key, List<Operation> operations) {}

    private static List<Partition> partitionsOf(History history, Model<?> model) {
        LinkedHashMap<Object, Partition> byKey = new LinkedHashMap<>();
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            Operation operation = history.operation(i);
            if (!Relevance.mayMatter(operation, model)) {
                continue;
            }
            Object key = model.partitionOf(operation);
            Partition partition = byKey.get(key);
            if (partition == null) {
                partition = new Partition(key, new ArrayList<>());
                byKey.put(key, partition);
                partitions.add(partition);
            }
            partition.operations.add(operation);
        }
        partitions.sort((a, b) -> Integer.compare(a.operations.size(), b.operations.size()));
        return partitions;
    }

    /**
     * One order of all from an order of each partition. Every operation is given a moment: the latest invocation among
     * it and its predecessors in its partition. As that is never after its own completion, the order of moments
     * respects real time across partitions too.
     */
    private static Linearization join(History history, List<Operation[]> orders) {
        int count = 0;
        for (Operation[] order : orders) {
            count += order.length;
        }
        int[] joined = new int[count];
        long[] moments = new long[history.size()];
        int place = 0;
        for (Operation[] order : orders) {
            long moment = Long.MIN_VALUE;
            for (Operation operation : order) {
                moment = Math.max(moment, operation.invocation());
                moments[operation.index()] = moment;
                joined[place++] = operation.index();
            }
        }
        StableSort.sort(joined, count, moments, new int[count]);
        return new Linearization(history, joined);
    }
}
