package dev.seaworthy.sim;

/** Is told of every event of a run, after it has happened. Called by the thread that runs the simulation. */
public interface EventSink {
    /**
     * An event has happened.
     *
     * @param number the how-manieth of the run, from 1
     * @param atNanos when, in virtual nanoseconds
     * @param kind what kind of event
     * @param target to whom: a node, a client, or 0
     * @param identity what distinguishes it from others of its kind
     * @param hash 32 hexadecimal digits over this event and all before it
     */
    void onEvent(long number, long atNanos, String kind, int target, long identity, String hash);
}
