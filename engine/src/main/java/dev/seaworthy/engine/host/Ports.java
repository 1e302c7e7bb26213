package dev.seaworthy.engine.host;

/**
 * Where a replica meets the world; all called by the replica's thread.
 *
 * @param store its disk
 * @param transport its network
 * @param stateMachine what the log drives
 * @param observer who watches
 */
public record Ports(LogStore store, Transport transport, StateMachine stateMachine, ReplicaObserver observer) {}
