package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Operation;

/** The partitions of models that have one object for each key, and one for all operations without a key. */
final class Keys {
    private static final Object NO_KEY = "";

    private Keys() {}

    static Object partitionOf(Operation operation) {
        return operation.key() == null ? NO_KEY : operation.key();
    }
}
