/**
 * A replica in production: {@link dev.seaworthy.node.RaftNode} gives it its threads, its disk and its network, and
 * turns its outcomes into futures.
 *
 * <p>It decides nothing: what happens is what {@link dev.seaworthy.engine.host.Replica} does, the same that the
 * simulator runs. What is added here is what the simulator's world provides there:
 *
 * <ul>
 *   <li>{@link dev.seaworthy.node.ReplicaLoop}: calls the replica, on the network's thread, and has the monotonic
 *       clock.
 *   <li>{@link dev.seaworthy.node.Inbox}: where all other threads leave what the replica is to be told.
 *   <li>{@link dev.seaworthy.node.Requests}: who waits for an outcome; bounded, and each told exactly one.
 *   <li>{@link dev.seaworthy.node.Callbacks}: where users' code runs, so that it never holds up the replica.
 *   <li>{@link dev.seaworthy.node.transport}: frames over TCP.
 * </ul>
 *
 * <p>Start reading at {@link dev.seaworthy.node.RaftNode}.
 */
package dev.seaworthy.node;
