package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.OperationKind;
import dev.seaworthy.checker.RegisterAction;
import dev.seaworthy.checker.RegisterLike;
import java.util.Optional;

/**
 * One register: {@code read} and {@code write}, and {@code cas} if it is a cas-register.
 *
 * <p>Operations with a key are about the register of that key; each key is a partition.
 *
 * <p>A completed read of nil saw the register unset. The state is the value, or {@link Keyword#ABSENT}.
 */
final class Register implements RegisterLike<Object> {
    private final boolean hasCas;
    private final Object initial;

    Register(boolean hasCas, Object initial) {
        this.hasCas = hasCas;
        this.initial = Keyword.absentIfNull(initial);
    }

    @Override
    public String name() {
        return hasCas ? "cas-register" : "register";
    }

    @Override
    public Object initial() {
        return initial;
    }

    @Override
    public Object partitionOf(Operation operation) {
        return Keys.partitionOf(operation);
    }

    @Override
    public RegisterAction actionOf(Operation operation) {
        switch (operation.function()) {
            case "read":
                return RegisterAction.read(Keyword.absentIfNull(operation.output()));
            case "write":
                return RegisterAction.write(Keyword.absentIfNull(operation.input()));
            case "cas":
                return CompareAndSet.actionOf(operation);
            default:
                return RegisterAction.other();
        }
    }

    @Override
    public Object step(Object state, Operation operation) {
        switch (operation.function()) {
            case "read":
                boolean possible = operation.isInfo()
                        || Keyword.absentIfNull(operation.output()).equals(state);
                return possible ? state : null;
            case "write":
                return Keyword.absentIfNull(operation.input());
            case "cas":
                return CompareAndSet.step(state, operation);
            default:
                throw new IllegalArgumentException(name() + " has no function " + operation.function());
        }
    }

    @Override
    public Object kindOf(Operation operation) {
        return OperationKind.byAnyone(operation);
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return isRead(operation) || operation.function().equals("cas") && CompareAndSet.isRefused(operation);
    }

    private static boolean isRead(Operation operation) {
        return operation.function().equals("read");
    }

    @Override
    public Optional<String> objectionTo(Operation operation) {
        switch (operation.function()) {
            case "read":
                return Optional.empty();
            case "write":
                return objectionToWrite(operation);
            case "cas":
                if (hasCas) {
                    return CompareAndSet.objectionTo(operation);
                }
                break;
            default:
                break;
        }
        return Optional.of("a " + name() + " knows " + (hasCas ? ":read, :write and :cas" : ":read and :write")
                + ", not :" + operation.function());
    }

    /** Which of the two was written would be a guess, and a verdict by it one too. */
    private static Optional<String> objectionToWrite(Operation operation) {
        Object output = operation.output();
        boolean isAnotherValue = output != null
                && operation.input() != null
                && output.getClass() == operation.input().getClass()
                && !output.equals(operation.input());
        return isAnotherValue
                ? Optional.of("a write of " + operation.input() + " cannot be answered with " + output
                        + ": the answer repeats what was written, or is nil")
                : Optional.empty();
    }

    @Override
    public String describe(Operation operation) {
        if (isRead(operation) && operation.isOk()) {
            return "read → " + (operation.output() == null ? "nil" : operation.output());
        }
        return RegisterLike.super.describe(operation);
    }

    @Override
    public String describeState(Object state) {
        return state.equals(Keyword.ABSENT) ? "the register is not set" : "the value is " + state;
    }
}
