package dev.seaworthy.checker;

import dev.seaworthy.checker.Refutation.Rule;
import dev.seaworthy.checker.search.Limits;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/** Refutes what saw a value that nothing can have brought there, where the model knows it. Never accepts anything. */
final class OriginDecider implements PartitionDecider {
    static final String NAME = "origins";

    /** What models remember for each operation, slightly rounded up. */
    private static final long BYTES_PER_OPERATION = 96;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public <S> PartitionResult decide(
            History history, Partition partition, Model<S> model, long visitedMax, Limits limits) {
        long needed = BYTES_PER_OPERATION * partition.size();
        if (needed > limits.memoryMaxBytes()) {
            return PartitionResult.unknown(NAME, Sentences.needsMemory(needed, limits, partition), 0);
        }
        Optional<Operation> impossible = model.fromNowhere(operations(history, partition));
        if (impossible.isEmpty()) {
            return PartitionResult.unknown(NAME, "nothing was seen that cannot have been there", 0);
        }
        Refutation refutation = new Refutation(Rule.NEVER_WRITTEN, List.of(impossible.get()), List.of());
        String sentence = new Sentences(model).of(refutation);
        return PartitionResult.notLinearizable(
                NAME, new Conflict(partition.key(), refutation.one(), sentence, refutation), 0);
    }

    private static List<Operation> operations(History history, Partition partition) {
        return new AbstractList<>() {
            @Override
            public Operation get(int place) {
                return history.operation(partition.index(place));
            }

            @Override
            public int size() {
                return partition.size();
            }
        };
    }
}
