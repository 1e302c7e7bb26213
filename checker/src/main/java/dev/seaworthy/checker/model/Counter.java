package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.OperationKind;
import java.util.Optional;

/**
 * A number, at first 0: {@code add} changes it by a whole number, which may be negative, {@code read} sees it. An add
 * whose output is a number saw the sum, unless such answers only repeat the question. Each key is a counter of its own.
 */
final class Counter implements Model<Long> {
    private final boolean answersRepeat;

    /** {@code answersRepeat}: what an add is answered is what was added, and tells nothing. */
    Counter(boolean answersRepeat) {
        this.answersRepeat = answersRepeat;
    }

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Object partitionOf(Operation operation) {
        return Keys.partitionOf(operation);
    }

    @Override
    public Long step(Long state, Operation operation) {
        if (isRead(operation)) {
            return operation.isInfo() || state.equals(operation.output()) ? state : null;
        }
        Long sum = state + (Long) operation.input();
        return answersRepeat || operation.output() == null || operation.output().equals(sum) ? sum : null;
    }

    @Override
    public Object kindOf(Operation operation) {
        return OperationKind.byAnyone(operation);
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return isRead(operation) || operation.input().equals(0L);
    }

    private static boolean isRead(Operation operation) {
        return operation.function().equals("read");
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        switch (operation.function()) {
            case "read":
                return operation.isOk() && !(operation.output() instanceof Long)
                        ? Optional.of("a read of a counter sees a whole number, not " + operation.output())
                        : Optional.empty();
            case "add":
                if (!(operation.input() instanceof Long)) {
                    return Optional.of("an add needs a whole number, not " + operation.input());
                }
                return operation.output() == null || operation.output() instanceof Long
                        ? Optional.empty()
                        : Optional.of("an add is answered with nil or the sum, not with " + operation.output());
            default:
                return Optional.of("a counter knows :add and :read, not :" + operation.function());
        }
    }

    @Override
    public String describeState(Long state) {
        return "the count is " + state;
    }
}
