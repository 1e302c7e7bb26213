package dev.seaworthy.checker;

import dev.seaworthy.checker.search.Problem;
import dev.seaworthy.checker.search.Steps;
import dev.seaworthy.checker.time.Intervals;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * The steps of a model in numbers. States are interned: the model is asked once for each state and kind as long as the
 * answer is remembered, which is for ever in small searches.
 */
final class ModelSteps<S> implements Steps {
    private static final int ANSWERS_MIN = 1 << 8;
    private static final int ANSWERS_MAX = 1 << 18;
    private static final long NOTHING = -1;

    private final Model<S> model;
    private final Numbering<S> states = new Numbering<>();
    private final ArrayList<Operation> examples = new ArrayList<>();
    private boolean[] readOnly = new boolean[0];
    private long stateBytes;

    /** By the hash of (state, kind): which they are, and the state after. */
    private long[] questions = new long[0];

    private int[] answers = new int[0];
    private int misses;

    ModelSteps(Model<S> model) {
        this.model = model;
        states.of(model.initial());
        resize(ANSWERS_MIN);
    }

    /** The operations of a partition as a problem for a search; number {@code i} is at place {@code i}. */
    Problem problemOf(History history, Partition partition) {
        int size = partition.size();
        long[] invokedAt = new long[size];
        long[] completedAt = new long[size];
        int[] kinds = new int[size];
        Numbering<Object> kindNumbers = new Numbering<>();
        for (int i = 0; i < size; i++) {
            Operation operation = history.operation(partition.index(i));
            invokedAt[i] = operation.invocation();
            completedAt[i] = operation.completion();
            kinds[i] = kindNumbers.of(model.kindOf(operation));
            if (kinds[i] == examples.size()) {
                examples.add(operation);
            }
        }
        readOnly = new boolean[examples.size()];
        for (int kind = 0; kind < readOnly.length; kind++) {
            readOnly[kind] = model.isReadOnly(examples.get(kind));
        }
        return new Problem(new Intervals(invokedAt, completedAt), kinds, this);
    }

    S state(int number) {
        return states.get(number);
    }

    @Override
    public int initial() {
        return 0;
    }

    @Override
    public int kinds() {
        return examples.size();
    }

    @Override
    public int step(int state, int kind) {
        long question = (long) state << Integer.SIZE | kind;
        int slot = slot(question);
        if (questions[slot] == question) {
            return answers[slot];
        }
        S before = states.get(state);
        S after = model.step(before, examples.get(kind));
        int answer = IMPOSSIBLE;
        if (after != null) {
            int known = states.size();
            answer = after.equals(before) ? state : states.of(after);
            stateBytes += answer == known ? model.memoryBytes(after) : 0;
        }
        if (++misses > questions.length && questions.length < ANSWERS_MAX) {
            resize(2 * questions.length);
            slot = slot(question);
        }
        questions[slot] = question;
        answers[slot] = answer;
        return answer;
    }

    private int slot(long question) {
        long mixed = question * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & questions.length - 1;
    }

    private void resize(int size) {
        long[] oldQuestions = questions;
        int[] oldAnswers = answers;
        questions = new long[size];
        answers = new int[size];
        Arrays.fill(questions, NOTHING);
        misses = 0;
        for (int i = 0; i < oldQuestions.length; i++) {
            if (oldQuestions[i] != NOTHING) {
                int slot = slot(oldQuestions[i]);
                questions[slot] = oldQuestions[i];
                answers[slot] = oldAnswers[i];
            }
        }
    }

    @Override
    public boolean isReadOnly(int kind) {
        return readOnly[kind];
    }

    @Override
    public long memoryBytes() {
        return stateBytes + states.memoryBytes() + (long) questions.length * (Long.BYTES + Integer.BYTES);
    }
}
