package dev.seaworthy.sim.testing;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.sim.client.ClientOperation;
import dev.seaworthy.sim.client.HistoryRecorder;
import dev.seaworthy.sim.client.Specification;
import dev.seaworthy.sim.oracle.ViolationSink;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The committed log, carried out a second time by the model: every command must be answered as the model allows at its
 * place in the log, and every query as it allows after the index that the state which answered it had applied.
 *
 * <p>That finds a wrong answer when it is given, without a search, and names the state it should have come from. What
 * is left to the checker is that the order of the log respects which call had ended before which began. Not thread
 * safe.
 *
 * @param <S> the model's state of one partition
 */
final class ModelReplay<S> implements Specification {
    private final Model<S> model;
    private final ViolationSink sink;
    private final TreeMap<Integer, TreeMap<Long, UserOperation>> begun = new TreeMap<>();

    /** By partition, the state after each index that changed it. */
    private final Map<Object, TreeMap<Long, S>> states = new LinkedHashMap<>();

    ModelReplay(Model<S> model, ViolationSink sink) {
        this.model = model;
        this.sink = sink;
    }

    @Override
    public Model<?> model() {
        return model;
    }

    @Override
    public void invoked(ClientOperation operation) {
        begun.computeIfAbsent(operation.client(), client -> new TreeMap<>())
                .put(operation.number(), (UserOperation) operation);
    }

    @Override
    public void executed(long index, int client, long number, byte[] command, byte[] result) {
        UserOperation asked = begun.get(client).get(number);
        UserOperation.Told told;
        try {
            told = asked.told(result);
        } catch (IllegalArgumentException e) {
            sink.report(HistoryRecorder.VALID_ANSWER, "the answer to " + asked + " makes no sense: " + e.getMessage());
            return;
        }
        Operation operation = completed(asked, told);
        S before = stateAt(operation, index);
        S after = model.step(before, operation);
        if (after == null) {
            wrong(asked + ", carried out at index " + index + ",", told, before);
        } else if (!after.equals(before)) {
            states.computeIfAbsent(model.partitionOf(operation), partition -> new TreeMap<>())
                    .put(index, after);
        }
    }

    @Override
    public void answered(ClientOperation operation, long index, Object answer) {
        // The same answer as the first replica to carry it out gave, or State Machine Safety is broken.
    }

    @Override
    public void read(ClientOperation operation, long appliedIndex, Object answer) {
        UserOperation asked = (UserOperation) operation;
        UserOperation.Told told = (UserOperation.Told) answer;
        Operation completed = completed(asked, told);
        S state = stateAt(completed, appliedIndex);
        if (model.step(state, completed) == null) {
            wrong(asked + ", answered from index " + appliedIndex + ",", told, state);
        }
    }

    private S stateAt(Operation operation, long index) {
        TreeMap<Long, S> ofPartition = states.get(model.partitionOf(operation));
        Map.Entry<Long, S> last = ofPartition == null ? null : ofPartition.floorEntry(index);
        return last == null ? model.initial() : last.getValue();
    }

    private Operation completed(UserOperation asked, UserOperation.Told told) {
        Operation operation = new Operation(
                0, asked.client(), asked.function(), asked.key(), asked.input(), told.value(), 0, 1, Outcome.OK);
        model.objectionTo(operation).ifPresent(objection -> {
            throw new IllegalArgumentException(
                    "the model " + model.name() + " does not understand " + asked + ": " + objection);
        });
        return operation;
    }

    private void wrong(String what, UserOperation.Told told, S state) {
        sink.report(
                AS_SPECIFIED, what + " was answered " + told.value() + ", though there " + model.describeState(state));
    }
}
