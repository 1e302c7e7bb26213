package dev.seaworthy.checker.record;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.checker.OutsideTheWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notes calls as they happen: when each began, when it ended, and how. For any number of threads, each of which is a
 * process of its own; a thread has one call under way at a time.
 *
 * <p>Noting costs two increments of a counter that all threads share, and an allocation. That can hide races that are
 * over within nanoseconds; nothing that it does record is wrong.
 */
@OutsideTheWorld
public final class Recorder {
    private final AtomicLong now = new AtomicLong();
    private final AtomicLong processes = new AtomicLong();
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Caller> process = ThreadLocal.withInitial(Caller::new);

    /** The calling thread, until one of its calls is of unknown outcome. */
    @OutsideTheWorld
    private final class Caller {
        private long number = processes.getAndIncrement();
        private boolean busy;
    }

    /** A call that began; the rest is written by the thread that makes it, and read when it is noted as ended. */
    private static final class Call {
        private final long process;
        private final String function;
        private final String key;
        private final Object input;
        private final long invocation;
        private Object output;
        private volatile long completion = Operation.NEVER;
        private Outcome outcome = Outcome.INFO;

        Call(long process, String function, String key, Object input, long invocation) {
            this.process = process;
            this.function = function;
            this.key = key;
            this.input = input;
            this.invocation = invocation;
        }

        void end(Object answer, Outcome known, long time) {
            output = answer;
            outcome = known;
            completion = time;
        }
    }

    /**
     * Makes a call of no key in particular, and notes it; see {@link #call(String, String, Object, Callable)}.
     *
     * @throws Exception what the call throws
     */
    public <T> T call(String function, Object input, Callable<T> call) throws Exception {
        return call(function, null, input, call);
    }

    /**
     * Makes a call and notes it with its answer. A call that throws is of unknown outcome, unless it throws
     * {@link NoEffectException}: then it had none.
     *
     * @param function what is asked, in the words of the model: {@code read}, {@code put}, …
     * @param key what it is about, where the model has keys; else null
     * @param input the argument
     * @return what the call returns
     * @throws IllegalStateException if this thread has another call under way
     * @throws Exception what the call throws
     */
    public <T> T call(String function, String key, Object input, Callable<T> call) throws Exception {
        Caller caller = process.get();
        if (caller.busy) {
            throw new IllegalStateException("a call within a call: " + function);
        }
        caller.busy = true;
        Call noted = new Call(caller.number, function, key, Values.plain(input), now.getAndIncrement());
        calls.add(noted);
        boolean isKnown = false;
        try {
            T answer = call.call();
            noted.end(Values.plain(answer), Outcome.OK, now.getAndIncrement());
            isKnown = true;
            return answer;
        } catch (NoEffectException without) {
            noted.end(null, Outcome.FAIL, now.getAndIncrement());
            isKnown = true;
            throw without;
        } finally {
            caller.busy = false;
            if (!isKnown) {
                caller.number = processes.getAndIncrement();
            }
        }
    }

    /** What was noted so far. Calls under way are of unknown outcome in it. */
    public History history() {
        List<Call> begun = new ArrayList<>(calls);
        begun.sort((a, b) -> Long.compare(a.invocation, b.invocation));
        List<Operation> operations = new ArrayList<>(begun.size());
        for (Call call : begun) {
            long completion = call.completion;
            boolean ended = completion != Operation.NEVER;
            operations.add(new Operation(
                    operations.size(),
                    call.process,
                    call.function,
                    call.key,
                    call.input,
                    ended ? call.output : null,
                    call.invocation,
                    completion,
                    ended ? call.outcome : Outcome.INFO));
        }
        return History.of(operations);
    }
}
