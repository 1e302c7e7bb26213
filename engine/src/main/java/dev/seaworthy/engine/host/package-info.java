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
 * <p>Outcomes are exact. A proposal or a change of membership is committed, refused (certainly not executed) or
 * unknown; a read is answered or failed; a transfer handed over or failed. Each listener is told once, by the replica's
 * thread.
 *
 * <p>Time: the host stamps every entry that its core appends as leader with cluster time. It goes on with the leader's
 * own clock from the time of the log's last entry, and never backwards, so that state machines may go by it.
 *
 * <p>Kept in memory: the end of the log, as much of it as is not yet durable and applied, and beyond that what
 * {@link dev.seaworthy.engine.host.ReplicaOptions#logCacheBytesMax} allows. Older entries and pieces of snapshots that
 * a follower needs are read from the disk meanwhile, and leave when they have been read.
 *
 * <p>Snapshots of the state machine take the place of the log's beginning. One is captured every
 * {@link dev.seaworthy.engine.host.ReplicaOptions#snapshotEntries} applied entries, written out by the
 * {@link dev.seaworthy.engine.host.SnapshotStore} while commands go on, and counts once it is durable. An installed one
 * replaces the state machine's state before anything else is applied.
 *
 * <p>A replica halts when a write failed, when the state machine threw, or when the core found its own state
 * impossible: nothing leaves any more, and whoever waits is told. The process goes on, and so do its other replicas.
 *
 * <p>To embed it, a runtime gives it the {@link dev.seaworthy.engine.host.Ports} and calls the replica, all in one
 * thread.
 */
package dev.seaworthy.engine.host;
