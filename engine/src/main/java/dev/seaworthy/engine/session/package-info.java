/**
 * Exactly-once for any state machine (thesis §6.3).
 *
 * <p>A client that hears nothing of its command must send it again, and the log may then hold it twice. So a client
 * takes an id, numbers its commands, and {@link dev.seaworthy.engine.session.SessionedStateMachine} keeps for every
 * client the number of its last command and the answer to it. A repeated command gets the old answer and is not applied
 * again. The table is part of the replicated state: it changes only with the log and is in every snapshot.
 *
 * <p>What a client promises:
 *
 * <ul>
 *   <li>its id is its own for all time, drawn at random from 63 bits or given out by the cluster's operator;
 *   <li>its sequence numbers ascend, beginning at 1 or above; gaps do no harm;
 *   <li>it sends a new number only when it no longer cares for the answers to smaller ones: from then on those that
 *       have not been applied never will be. One command at a time, that is.
 * </ul>
 *
 * <p>Limits: sessions never expire and their number is not bounded. The table, and with it every snapshot, grows by one
 * cached answer for each client that ever sent a command. Snapshots hold at most 2 GiB.
 *
 * <p>Queries pass through: they change nothing and may be repeated freely.
 *
 * <p>{@link dev.seaworthy.engine.session.Digested} and {@link dev.seaworthy.engine.session.SetDigest} let two replicas'
 * states be compared without comparing, or even walking, the states themselves.
 */
package dev.seaworthy.engine.session;
