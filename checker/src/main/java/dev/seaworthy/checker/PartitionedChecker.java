package dev.seaworthy.checker;

import dev.seaworthy.checker.search.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Judges a history partition by partition (Herlihy and Wing: a history is linearizable if each object's part of it is),
 * and joins what comes out.
 *
 * <p>Small partitions come first, so that one hard key does not keep a simple contradiction on another from being
 * found. There are two rounds. In the first every partition gets a share of the budget by its size; in the second, what
 * is still undecided shares what is left. A partition after one that was refuted is not looked at. So the result is the
 * same whoever works and in whatever order.
 */
final class PartitionedChecker implements LinearizabilityChecker {
    private static final long VISITS_FIRST = 20_000;
    private static final long VISITS_PER_OPERATION = 8;

    private final String name;
    private final List<PartitionDecider> deciders;
    private final Workers workers;
    private final BooleanSupplier isOver;

    /** A checker that asks the deciders one after the other until one knows. */
    PartitionedChecker(String name, List<PartitionDecider> deciders, Workers workers, BooleanSupplier isOver) {
        this.name = name;
        this.deciders = List.copyOf(deciders);
        this.workers = workers;
        this.isOver = isOver;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <S> CheckResult check(History history, Model<S> model, Budget budget) {
        return new Run<>(history, model, budget).result();
    }

    /** One history. */
    private final class Run<S> {
        private final History history;
        private final Model<S> model;
        private final Budget budget;
        private final Limits limits;
        private final List<Partition> partitions;
        private final PartitionResult[] results;
        private final FirstRefuted firstRefuted;
        private long visited;

        Run(History history, Model<S> model, Budget budget) {
            this.history = history;
            this.model = model;
            this.budget = budget;
            limits = new Limits(budget.rememberedMax(), budget.memoryMaxBytes(), isOver);
            partitions = Partition.allOf(history, model);
            results = new PartitionResult[partitions.size()];
            firstRefuted = new FirstRefuted(results.length);
        }

        CheckResult result() {
            if (partitions.size() > 1) {
                round(all(), firstShares());
            }
            List<Integer> open = open();
            if (!open.isEmpty() && firstRefuted.get() == results.length) {
                round(open, equalShares(open));
            }
            return join();
        }

        private List<Integer> all() {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < results.length; i++) {
                all.add(i);
            }
            return all;
        }

        private List<Integer> open() {
            List<Integer> open = all();
            open.removeIf(i -> results[i] != null && results[i].verdict() != Verdict.UNKNOWN);
            return open;
        }

        private long[] firstShares() {
            double total = 0;
            for (Partition partition : partitions) {
                total += partition.size();
            }
            long[] shares = new long[results.length];
            for (int i = 0; i < shares.length; i++) {
                int size = partitions.get(i).size();
                long bySize = (long) (budget.visitedMax() * (size / total));
                shares[i] = Math.min(bySize, VISITS_FIRST + VISITS_PER_OPERATION * size);
            }
            return shares;
        }

        private long[] equalShares(List<Integer> open) {
            long[] shares = new long[results.length];
            for (int i : open) {
                shares[i] = (budget.visitedMax() - visited) / open.size();
            }
            return shares;
        }

        private void round(List<Integer> which, long[] shares) {
            List<Runnable> tasks = new ArrayList<>();
            for (int i : which) {
                tasks.add(() -> {
                    if (i < firstRefuted.get()) {
                        results[i] = decide(partitions.get(i), shares[i]);
                        firstRefuted.note(i, results[i].verdict());
                    }
                });
            }
            workers.runAll(tasks);
            for (int i : which) {
                visited += i <= firstRefuted.get() ? results[i].visited() : 0;
            }
        }

        private PartitionResult decide(Partition partition, long visitedMax) {
            PartitionResult result = null;
            long spent = 0;
            for (int i = 0; i < deciders.size(); i++) {
                // What comes later needs something to begin with.
                boolean last = i == deciders.size() - 1;
                long share = last ? visitedMax - spent : (visitedMax - spent) / 2;
                result = deciders.get(i).decide(history, partition, model, share, limits);
                spent += result.visited();
                if (result.verdict() != Verdict.UNKNOWN) {
                    break;
                }
            }
            return result.withVisited(spent);
        }

        private CheckResult join() {
            int refuted = firstRefuted.get();
            if (refuted < results.length) {
                PartitionResult result = results[refuted];
                return CheckResult.notLinearizable(history, result.algorithm(), visited, result.conflict());
            }
            for (PartitionResult result : results) {
                if (result.verdict() == Verdict.UNKNOWN) {
                    return CheckResult.unknown(history, result.algorithm(), visited, result.reason());
                }
            }
            return CheckResult.linearizable(history, algorithms(), visited, joinOrders());
        }

        /** The names of all that had a part in it. */
        private String algorithms() {
            StringBuilder text = new StringBuilder();
            for (PartitionDecider decider : deciders) {
                for (PartitionResult result : results) {
                    if (result.algorithm().equals(decider.name())) {
                        text.append(text.length() == 0 ? "" : " and ").append(decider.name());
                        break;
                    }
                }
            }
            return text.length() == 0 ? name : text.toString();
        }

        private Linearization joinOrders() {
            List<int[]> orders = new ArrayList<>();
            for (PartitionResult result : results) {
                orders.add(result.order());
            }
            return Linearization.ofPartitions(history, orders);
        }
    }

    /** The lowest number of a partition that was refuted so far. May be used by several threads at once. */
    private static final class FirstRefuted {
        private int number;

        FirstRefuted(int none) {
            number = none;
        }

        synchronized int get() {
            return number;
        }

        synchronized void note(int partition, Verdict verdict) {
            if (verdict == Verdict.NOT_LINEARIZABLE) {
                number = Math.min(number, partition);
            }
        }
    }
}
