package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.OperationKind;
import java.util.Optional;

/**
 * A lock: {@code acquire} succeeds only where nobody holds it, {@code release} only where somebody does. It does not
 * matter who. Inputs and outputs are ignored; each key is a lock of its own. The state says whether it is held.
 */
final class Mutex implements Model<Boolean> {
    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Object partitionOf(Operation operation) {
        return Keys.partitionOf(operation);
    }

    @Override
    public Boolean step(Boolean held, Operation operation) {
        boolean acquires = operation.function().equals("acquire");
        if (acquires == held) {
            return operation.isInfo() ? held : null;
        }
        return acquires;
    }

    @Override
    public Object kindOf(Operation operation) {
        return OperationKind.byAnyone(operation);
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return false;
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        String function = operation.function();
        return function.equals("acquire") || function.equals("release")
                ? Optional.empty()
                : Optional.of("a mutex knows :acquire and :release, not :" + function);
    }

    @Override
    public String describeState(Boolean held) {
        return held ? "the mutex is held" : "the mutex is free";
    }
}
