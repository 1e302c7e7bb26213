package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some operations of one partition, in the order of their invocations and possibly with less known about them than in
 * the history they come from, and what is assumed of the state before them.
 *
 * @param operations with the indexes they have in the history they come from
 * @param start how much is assumed of the state before the first
 * @param states the states assumed possible; of ANY, one for each that makes a difference
 */
record SubHistory<S>(List<Operation> operations, Start.Kind start, List<S> states) {
    /** Up to this many operations, it can be told how each relates to each. */
    private static final int FEW_MAX = 64;

    SubHistory {
        operations = List.copyOf(operations);
        states = List.copyOf(states);
    }

    SubHistory<S> with(List<Operation> others) {
        return new SubHistory<>(others, start, states);
    }

    int size() {
        return operations.size();
    }

    /** Whether these are few enough to look at each with each; they are not if shrinking had to stop early. */
    boolean isFew() {
        return size() <= FEW_MAX;
    }

    /** When operations completed, ascending, each time once. */
    static long[] completions(List<Operation> operations) {
        long[] times = operations.stream()
                .filter(Operation::isOk)
                .mapToLong(Operation::completion)
                .sorted()
                .toArray();
        int count = 0;
        for (long time : times) {
            if (count == 0 || times[count - 1] != time) {
                times[count++] = time;
            }
        }
        return Arrays.copyOf(times, count);
    }

    /** The operations as a history of their own, numbered anew. */
    static History toHistory(List<Operation> operations) {
        List<Operation> numbered = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            numbered.add(renumbered(operation, numbered.size()));
        }
        return History.of(numbered);
    }

    private static Operation renumbered(Operation o, int index) {
        if (o.index() == index) {
            return o;
        }
        return new Operation(
                index,
                o.process(),
                o.function(),
                o.key(),
                o.input(),
                o.output(),
                o.invocation(),
                o.completion(),
                o.outcome());
    }

    /** The same call, of which nobody knows if and when it took effect. */
    static Operation opened(Operation o) {
        return new Operation(
                o.index(),
                o.process(),
                o.function(),
                o.key(),
                o.input(),
                null,
                o.invocation(),
                Operation.NEVER,
                Outcome.INFO);
    }

    /** The same call with the same answer, at other times. */
    static Operation moved(Operation o, long invocation, long completion) {
        return new Operation(
                o.index(),
                o.process(),
                o.function(),
                o.key(),
                o.input(),
                o.output(),
                invocation,
                completion,
                o.outcome());
    }
}
