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
 *   <li>{@link dev.seaworthy.engine.core.Elections}: PreVote, votes, stickiness, step-down without quorum or disk.
 *   <li>{@link dev.seaworthy.engine.core.Replication}: AppendEntries from both sides;
 *       {@link dev.seaworthy.engine.core.Progress} per member.
 *   <li>{@link dev.seaworthy.engine.core.Commitment}: what is committed, which reads are linearizable, and whether a
 *       lease answers them; {@link dev.seaworthy.engine.core.Reads} on a leader,
 *       {@link dev.seaworthy.engine.core.AskedReads} elsewhere.
 *   <li>{@link dev.seaworthy.engine.core.Membership}: changes of who takes part;
 *       {@link dev.seaworthy.engine.core.ConfigurationHistory} of what is in force where.
 *   <li>{@link dev.seaworthy.engine.core.Snapshots}: where the log begins, and how a member gets what is compacted.
 *   <li>{@link dev.seaworthy.engine.core.Transfers}: handing the leadership over.
 *   <li>{@link dev.seaworthy.engine.core.Durability}: which writes are on the disk, and what must wait for them.
 *   <li>{@link dev.seaworthy.engine.core.Quorum}, {@link dev.seaworthy.engine.core.ConfigurationChange},
 *       {@link dev.seaworthy.engine.core.RaftLog}: arithmetic that knows nothing of the flow.
 * </ul>
 *
 * <p>Who is who: a {@link dev.seaworthy.engine.core.Member} is a node on a disk. A disk that has lost term and vote is
 * gone, and its node's next one is another member. A disk that has lost acknowledged entries only is the same member in
 * a new incarnation, {@linkplain dev.seaworthy.engine.core.HardState#recovering recovering} until a leader has given it
 * everything again: till then it neither votes nor campaigns.
 *
 * <p>Old and new: {@link dev.seaworthy.engine.core.Capabilities} travel with every message. What two members need is
 * used once both have said that they understand it; learners and joint configurations, which all have to understand,
 * once no member is known not to.
 *
 * <p>Errors are data. A message that makes no sense is dropped with a {@link dev.seaworthy.engine.core.Reason}; a
 * request that cannot be met is refused with one; a state of our own that cannot be ends in
 * {@link dev.seaworthy.engine.core.Effect.Halt} with a {@link dev.seaworthy.engine.core.HaltCode} and evidence, after
 * which nothing is taken in any more.
 *
 * <p>What always holds is checked after every event, in production too: see
 * {@link dev.seaworthy.engine.core.Invariants}.
 *
 * <p>Where to start reading: {@code RaftCore.onMessage}, where the rule of terms stands, once. References are to the
 * extended Raft paper (§) and to Ongaro's thesis.
 */
package dev.seaworthy.engine.core;
