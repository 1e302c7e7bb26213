package dev.seaworthy.sim.testing;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.Optional;

/** The model of a state machine of which nothing is known: every answer is right. */
final class AnyAnswer implements Model<Boolean> {
    @Override
    public String name() {
        return "any-answer";
    }

    @Override
    public Boolean initial() {
        return Boolean.TRUE;
    }

    @Override
    public Boolean step(Boolean state, Operation operation) {
        return state;
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return false;
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        return Optional.empty();
    }
}
