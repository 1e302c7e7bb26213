package dev.seaworthy.sim.client;

import java.util.function.Supplier;

/** What the world does for clients. */
public interface ClientWorld {
    /**
     * Takes a request to a node, or loses it; at whatever time, but not twice: a node's refusal says that the request
     * was not executed, and a second copy of it would make that a lie.
     */
    void send(int node, ClientRequest request);

    /**
     * Calls {@link Client#onWake} with this token at a time in virtual nanoseconds, not before now. Earlier calls stay
     * as they are.
     */
    void wakeAt(int client, long atNanos, long token);

    /**
     * A client turns to an operation: for those who watch.
     *
     * @param recorded its number in the history; -1 where it is not part of it
     */
    default void began(ClientOperation operation, int recorded) {}

    /**
     * A client is done with an operation: for those who watch.
     *
     * @param recorded its number in the history; -1 where it is not part of it
     * @param outcome what it knows of it, in words
     * @param index the index of the log that the answer goes with; 0 where there is none
     */
    default void ended(ClientOperation operation, int recorded, Supplier<String> outcome, long index) {}
}
