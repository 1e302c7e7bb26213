package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.OperationKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A queue, at first empty: {@code enqueue} puts its input at the end, {@code dequeue} takes the first value, or sees
 * nil or {@code :absent} if there is none. Each key is a queue of its own. The state lists the values, first in first.
 */
final class FifoQueue implements Model<List<Object>> {
    @Override
    public String name() {
        return "fifo-queue";
    }

    @Override
    public List<Object> initial() {
        return List.of();
    }

    @Override
    public Object partitionOf(Operation operation) {
        return Keys.partitionOf(operation);
    }

    @Override
    public List<Object> step(List<Object> state, Operation operation) {
        if (operation.function().equals("enqueue")) {
            ArrayList<Object> longer = new ArrayList<>(state.size() + 1);
            longer.addAll(state);
            longer.add(operation.input());
            return Collections.unmodifiableList(longer);
        }
        Object first = state.isEmpty() ? Keyword.ABSENT : state.get(0);
        if (operation.isOk() && !Keyword.absentIfNull(operation.output()).equals(first)) {
            return null;
        }
        return state.isEmpty() ? state : Collections.unmodifiableList(new ArrayList<>(state.subList(1, state.size())));
    }

    @Override
    public Object kindOf(Operation operation) {
        return OperationKind.byAnyone(operation);
    }

    @Override
    public long memoryBytes(List<Object> state) {
        return 64 + 4L * state.size();
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return operation.function().equals("dequeue")
                && operation.isOk()
                && Keyword.absentIfNull(operation.output()).equals(Keyword.ABSENT);
    }

    @Override
    public Optional<Operation> fromNowhere(List<Operation> operations) {
        LinkedHashSet<Object> enqueued = new LinkedHashSet<>();
        enqueued.add(Keyword.ABSENT);
        for (Operation operation : operations) {
            if (operation.function().equals("enqueue")) {
                enqueued.add(operation.input());
            }
        }
        for (Operation operation : operations) {
            if (operation.function().equals("dequeue")
                    && operation.isOk()
                    && !enqueued.contains(Keyword.absentIfNull(operation.output()))) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        switch (operation.function()) {
            case "enqueue":
                return Keyword.absentIfNull(operation.input()).equals(Keyword.ABSENT)
                        ? Optional.of("an enqueue needs a value other than nil and :absent")
                        : Optional.empty();
            case "dequeue":
                return Optional.empty();
            default:
                return Optional.of("a fifo-queue knows :enqueue and :dequeue, not :" + operation.function());
        }
    }

    @Override
    public String describeState(List<Object> state) {
        return state.isEmpty() ? "the queue is empty" : "the queue holds " + state;
    }
}
