package dev.seaworthy.cli.torture;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.util.TreeMap;

/** The nodes, as whoever torments them sees them. Any thread. */
public interface Victims {
    /** Where each node listens for clients. */
    TreeMap<Long, HostPort> clients();

    /** Starts a node that does not run. */
    void start(long node);

    /** Ends a node as kill -9 does. */
    void kill(long node) throws InterruptedException;

    /**
     * Stops a node as kill -STOP does; it goes on by itself.
     *
     * @param millis after how long
     */
    void pause(long node, long millis) throws IOException;

    /** Leaves a node's file system hardly any room. */
    void fill(long node) throws IOException;

    /** Gives it back. */
    void free(long node) throws IOException;

    /** Whether its process is there, stopped or not. */
    boolean isRunning(long node);
}
