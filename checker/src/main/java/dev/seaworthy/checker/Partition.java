package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** The operations of one independent part of the object that a linearization has to speak of, by their indexes. */
final class Partition {
    private final Object key;
    private int[] indexes = new int[8];
    private int size;

    private Partition(Object key) {
        this.key = key;
    }

    /**
     * The partitions of a history, small ones first.
     *
     * @throws IllegalArgumentException if the model does not know an operation
     */
    static List<Partition> allOf(History history, Model<?> model) {
        LinkedHashMap<Object, Partition> byKey = new LinkedHashMap<>();
        Partition latest = null;
        for (int i = 0; i < history.size(); i++) {
            Operation operation = history.operation(i);
            if (!Relevance.mayMatter(operation, model)) {
                continue;
            }
            Object key = model.partitionOf(operation);
            if (latest == null || !latest.key.equals(key)) {
                latest = byKey.computeIfAbsent(key, Partition::new);
            }
            latest.add(i);
        }
        List<Partition> partitions = new ArrayList<>(byKey.values());
        partitions.sort((a, b) -> Integer.compare(a.size, b.size));
        return partitions;
    }

    private void add(int index) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * size);
        }
        indexes[size++] = index;
    }

    Object key() {
        return key;
    }

    int size() {
        return size;
    }

    /** The index in the history of the operation that was invoked {@code place}-th, from 0. */
    int index(int place) {
        return indexes[place];
    }

    @Override
    public String toString() {
        return key.equals("")
                ? "a partition of " + size + " operations"
                : "partition " + key + " of " + size + " operations";
    }
}
