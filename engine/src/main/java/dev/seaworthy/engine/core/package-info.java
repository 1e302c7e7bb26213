/**
 * The consensus core: one replica's Raft state as plain data, and the rules that change it.
 *
 * <p>What it is. {@link dev.seaworthy.engine.core.RaftCore} takes events, each with the time, and emits effects. It has
 * no clock, thread, lock, I/O, logger or callback, and never sees a payload byte: of each entry it knows index, term,
 * kind and size. Its whole state can be copied, encoded, digested and compared.
 *
 * <p>What it does not do. It stores nothing, sends nothing and applies nothing; {@code engine.host} does, in the order
 * of the effects.
 *
 * <p>How it is divided: by families of rules over one shared {@link dev.seaworthy.engine.core.CoreState}.
 *
 * <ul>
 *   <li>{@link dev.seaworthy.engine.core.Transitions}: who may become what; the only owner of term, vote and role.
 *   <li>{@link dev.seaworthy.engine.core.Elections}: PreVote, votes, stickiness, quorum step-down.
 *   <li>{@link dev.seaworthy.engine.core.Replication}: AppendEntries from both sides;
 *       {@link dev.seaworthy.engine.core.Progress} per member.
 *   <li>{@link dev.seaworthy.engine.core.Commitment}: what is committed, and which reads are linearizable.
 *   <li>{@link dev.seaworthy.engine.core.Durability}: which writes are on the disk, and what must wait for them.
 *   <li>{@link dev.seaworthy.engine.core.Quorum}, {@link dev.seaworthy.engine.core.RaftLog}: arithmetic that knows
 *       nothing of the flow.
 * </ul>
 *
 * <p>What always holds, and is asserted after every event where assertions are on: see
 * {@link dev.seaworthy.engine.core.Invariants}.
 *
 * <p>Where to start reading: {@code RaftCore.onMessage}, where the rule of terms stands, once. References are to the
 * extended Raft paper (§) and to Ongaro's thesis.
 */
package dev.seaworthy.engine.core;
