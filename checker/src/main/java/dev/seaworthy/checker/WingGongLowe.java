package dev.seaworthy.checker;

import dev.seaworthy.checker.search.JustInTimeSearch.End;
import dev.seaworthy.checker.search.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Decides any history of any model by search: Wing and Gong's, with Lowe's memory of configurations, one partition at a
 * time (Herlihy and Wing: a history is linearizable if each object's part of it is).
 *
 * <p>The smallest partition is searched first, so that one hard key does not keep a simple contradiction on another
 * from being found. All share one budget of visited configurations; the memory is given back after each.
 *
 * <p>Keeps nothing between calls; may be used by any thread that may ask its {@code isOver}.
 */
public final class WingGongLowe implements LinearizabilityChecker {
    /** The name that results carry. */
    public static final String NAME = "wing-gong-lowe";

    private final BooleanSupplier isOver;

    /** A checker that goes on until its budget is spent. */
    public WingGongLowe() {
        this(() -> false);
    }

    /**
     * A checker that can be told to stop.
     *
     * @param isOver asked now and then; once it says yes, what is not decided stays UNKNOWN
     */
    public WingGongLowe(BooleanSupplier isOver) {
        this.isOver = isOver;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public <S> CheckResult check(History history, Model<S> model, Budget budget) {
        Limits limits = new Limits(budget.rememberedMax(), budget.memoryMaxBytes(), isOver);
        long visited = 0;
        List<int[]> orders = new ArrayList<>();
        for (Partition partition : Partition.allOf(history, model)) {
            long needed = Search.memoryBytes(partition.size());
            if (needed > limits.memoryMaxBytes()) {
                return CheckResult.unknown(history, NAME, visited, Sentences.needsMemory(needed, limits, partition));
            }
            Search<S> search = new Search<>(operations(history, partition), model, limits);
            End end = search.run(budget.visitedMax() - visited);
            visited += search.visited();
            if (end == End.EXHAUSTED) {
                return CheckResult.notLinearizable(history, NAME, visited, search.conflict(partition.key()));
            }
            if (end != End.FOUND) {
                String reason = Sentences.gaveUp(end, budget.visitedMax(), limits, search.isMemoryFull(), partition);
                return CheckResult.unknown(history, NAME, visited, reason);
            }
            orders.add(search.order());
        }
        return CheckResult.linearizable(history, NAME, visited, Linearization.ofPartitions(history, orders));
    }

    private static Operation[] operations(History history, Partition partition) {
        Operation[] operations = new Operation[partition.size()];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = history.operation(partition.index(i));
        }
        return operations;
    }
}
