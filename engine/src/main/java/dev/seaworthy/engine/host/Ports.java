package dev.seaworthy.engine.host;

/**
 * Where a replica meets the world; all called by the replica's thread.
 *
 * @param store its log's disk
 * @param snapshots its snapshots' disk
 * @param transport its network
 * @param stateMachine what the log drives
 * @param observer who watches
 */
public record Ports(
        LogStore store,
        SnapshotStore snapshots,
        Transport transport,
        StateMachine stateMachine,
        ReplicaObserver observer) {}
