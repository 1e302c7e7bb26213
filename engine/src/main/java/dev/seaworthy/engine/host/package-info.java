/**
 * The host of a core: the loop that production and simulation run line for line, and the ports through which it meets
 * the world.
 *
 * <p>{@link dev.seaworthy.engine.host.Replica} drains its inbox into the core and then flushes once: one batch to the
 * {@link dev.seaworthy.engine.host.LogStore}, the messages that may leave to the
 * {@link dev.seaworthy.engine.host.Transport}, newly committed entries to the
 * {@link dev.seaworthy.engine.host.StateMachine}, outcomes to whoever asked. Everything that can wait is a port; the
 * loop itself never blocks and never looks at a clock.
 *
 * <p>Outcomes are exact. A proposal is committed, refused (certainly not executed) or unknown; a read is answered or
 * failed.
 *
 * <p>Kept in memory: the end of the log, as much of it as is not yet durable and applied, and beyond that what
 * {@link dev.seaworthy.engine.host.ReplicaOptions#logCacheBytesMax} allows. Snapshots of the state machine take the
 * place of the log's beginning.
 *
 * <p>To embed it, a runtime gives it the {@link dev.seaworthy.engine.host.Ports} and calls the replica, all in one
 * thread.
 */
package dev.seaworthy.engine.host;
