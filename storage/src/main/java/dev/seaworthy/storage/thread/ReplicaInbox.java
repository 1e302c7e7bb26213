package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.host.Replica;
import java.util.function.Consumer;

/**
 * Takes what a replica is to be told, for the replica's own thread to tell it, in the order in which it was taken.
 * Called by several threads; never blocks and never throws.
 */
@FunctionalInterface
public interface ReplicaInbox {
    /** Keeps the input until the replica's thread calls it with the replica, followed by {@link Replica#run}. */
    void add(Consumer<Replica> input);
}
