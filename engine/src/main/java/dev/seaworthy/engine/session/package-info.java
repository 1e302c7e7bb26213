/**
 * Exactly-once for any state machine (thesis §6.3), and what state machines are made of.
 *
 * <p>A client that hears nothing of its command must send it again, and the log may then hold it twice. So a client
 * opens a session, numbers its commands, and {@link dev.seaworthy.engine.session.SessionedStateMachine} keeps for every
 * client the answers it may still ask for. A repeated command gets the old answer and is not executed again. The table
 * of sessions is part of the replicated state: it changes only with the log and is in every snapshot.
 *
 * <p><b>Opening.</b> A client id is the index of the log entry that opened the session, so no two sessions ever have
 * the same, and none comes back once it is gone: a command that was delayed until its session had ended can never be
 * taken for a new one. Whoever hears nothing of an {@link dev.seaworthy.engine.session.SessionCommand.Open} sends
 * another one; the session that nobody uses expires.
 *
 * <p><b>What a client promises.</b> A sequence number stands for one command for ever. With each command it says which
 * is the first sequence it still wants an answer to; answers to smaller ones are forgotten, and of those not executed
 * yet none will be. It may have several commands on their way,
 * {@link dev.seaworthy.engine.session.SessionLimits#outstandingMax} from the first unanswered one on, which may be
 * executed in any order; where order matters it waits. Gaps do no harm. A client that does one thing at a time says
 * each time that it wants no answer but this one.
 *
 * <p><b>What a client may conclude.</b>
 *
 * <pre>
 *  APPLIED, REPEATED  executed once; the result is the command's own
 *  OVERRUN            not executed; send it again when older ones are answered
 *  MALFORMED          not executed; the fault is the sender's
 *  EXPIRED            not executed by this attempt, nor by any that the log holds behind it; if all others were refused
 *                     for certain, not at all, else it may have been: the outcome stays unknown
 *  STALE              a late copy of what the client has given up or has the answer to
 * </pre>
 *
 * <p>To send a command again under a new session after EXPIRED is to risk executing it twice; a client may do so only
 * where no other attempt can have been executed, or where twice does no harm.
 *
 * <p><b>Bounds.</b> {@link dev.seaworthy.engine.session.SessionLimits} bounds the sessions, the answers of each and the
 * bytes of all answers. Where there is no room, the client that has been silent longest loses its session; an answer
 * larger than all the room costs its own client the session too. A session also ends after a time of silence. All of
 * this goes by the log alone: silence is measured in cluster time from entry to entry, never by a clock, and is as old
 * on a replica that was restored from a snapshot as on one that has seen everything. Cluster time stands still without
 * a leader, so no session ends because the cluster was down. The limits cannot be changed in a living cluster.
 *
 * <p>Who may open sessions may, by opening many, end those of others: it is a service's own affair whom it lets in.
 *
 * <p>Queries pass through: they change nothing and may be repeated freely.
 *
 * <p><b>For state machines.</b> {@link dev.seaworthy.engine.session.SortedTree} is a map whose state is captured by
 * keeping a reference, {@link dev.seaworthy.engine.session.SnapshotInput} reads snapshots that may be damaged, and
 * {@link dev.seaworthy.engine.session.Digested} and {@link dev.seaworthy.engine.session.SetDigest} let two replicas'
 * states be compared without comparing, or even walking, the states themselves.
 */
package dev.seaworthy.engine.session;
