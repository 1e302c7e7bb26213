package dev.seaworthy.sim;

import dev.seaworthy.checker.History;

/**
 * Receives the timeline of a run together with what its lines mean, for programs. A run that is recorded is the same
 * run, with the same hash. Called by the run's thread, in the order in which things happen.
 *
 * <p>Shared by simulators in different class loaders: it speaks in types of the JDK and of the checker only.
 */
public interface RunSink extends TraceSink {
    /**
     * Something happened.
     *
     * @param atNanos virtual time
     * @param place where, as in {@link #line}
     * @param what the line of the timeline about it; null where the timeline does not speak of it
     * @param json what happened, as {@link dev.seaworthy.engine.trace.TraceEvent} writes it
     */
    void event(long atNanos, String place, String what, String json);

    /**
     * The run is over, and the clients' history is judged.
     *
     * @param history what was judged
     * @param numbers for each of its operations, by index, the number by which the events of the run name it
     */
    void judged(History history, int[] numbers);
}
