package dev.seaworthy.sim;

/** Receives the readable timeline of a run. */
public interface TraceSink {

    /**
     * One line of the timeline.
     *
     * @param atNanos virtual time
     * @param place where it happened, e.g. {@code n2}, {@code c1}, {@code net}
     * @param what what happened, in one line
     */
    void line(long atNanos, String place, String what);
}
