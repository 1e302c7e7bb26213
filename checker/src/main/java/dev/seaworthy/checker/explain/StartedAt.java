package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.Optional;

/** A model in every respect but the state it begins with. */
record StartedAt<S>(Model<S> model, S initial) implements Model<S> {
    @Override
    public String name() {
        return model.name();
    }

    @Override
    public S step(S state, Operation operation) {
        return model.step(state, operation);
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return model.isReadOnly(operation);
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        return model.objectionTo(operation);
    }
}
