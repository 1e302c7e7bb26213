package dev.seaworthy.sim.client;

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
}
