/**
 * The simulated network: it decides whether, when and how often a message arrives.
 *
 * <p>Start with {@link dev.seaworthy.sim.network.SimNetwork}, which is asked once per message.
 * {@link dev.seaworthy.sim.network.Partition} says which links a partition cuts, {@link dev.seaworthy.sim.network.Cuts}
 * keeps count where several partitions overlap, {@link dev.seaworthy.sim.network.Storm} is a time in which more
 * messages are lost, repeated or late.
 *
 * <p>Endpoints are numbered: the nodes from 1, after them the clients. A cut concerns messages that are sent while it
 * lasts; what is on its way already still arrives, however stale. Messages themselves are not seen here, only what
 * identifies them.
 */
package dev.seaworthy.sim.network;
