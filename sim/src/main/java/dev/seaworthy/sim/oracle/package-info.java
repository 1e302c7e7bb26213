/**
 * What must hold in every run, whatever goes wrong: the properties of the paper's figure 3 and what durability, reads,
 * sessions and liveness add to them.
 *
 * <p>An oracle watches from outside. It is told everything a replica does and keeps <em>ghost state</em>: what an
 * observer who sees all nodes at once would know. It never asks the code under test what it believes, and it reads the
 * disks, not what the code says of them.
 *
 * <p>{@link dev.seaworthy.sim.oracle.Oracles} is the door: the simulation tells it each event, and it passes the first
 * broken property on to a {@link dev.seaworthy.sim.oracle.ViolationSink}. Behind it stands one class per family of
 * properties:
 *
 * <ul>
 *   <li>ElectionSafety: a term has two leaders, or one that was elected twice ({@code ElectionOracle})
 *   <li>LeaderAppendOnly: a leader removes or replaces an entry of its own log ({@code LogOracle})
 *   <li>LogMatching: two entries of equal index and term differ in predecessor, kind or payload ({@code LogOracle})
 *   <li>LeaderCompleteness: a leader lacks an entry committed in an earlier term ({@code CommitOracle})
 *   <li>CommitIsMonotonic: a commitIndex goes back ({@code CommitOracle})
 *   <li>StateMachineSafety: two replicas commit, apply or answer differently at one index ({@code CommitOracle,
 *       ApplyOracle})
 *   <li>PersistBeforeSend: a message promises what the sender's disk does not hold ({@code PromiseOracle})
 *   <li>OneVotePerTerm: a node votes for two candidates in one term ({@code VoteOracle})
 *   <li>TermIsMonotonic: the term on a disk goes back ({@code VoteOracle})
 *   <li>DurableOnQuorum: a committed or acknowledged entry is not on a majority of disks ({@code QuorumOracle})
 *   <li>ReadIndex: a linearizable read misses what was committed before it was asked ({@code ReadOracle})
 *   <li>ExactlyOnce: a client's command changes the state twice ({@code SessionOracle})
 *   <li>PeerContract: a replica of ours says what no replica can say ({@code Oracles})
 *   <li>Halt: a replica finds an invariant of its own broken ({@code Oracles})
 *   <li>Liveness: a healed cluster does not come to rest in time ({@code LivenessOracle})
 * </ul>
 *
 * <p>Every event costs amortised constant time and, as long as all is well, no garbage: nodes and log indexes address
 * arrays, and an entry is a number in the {@code EntryTree}. Nodes are numbered from 1, as in the scenario.
 */
package dev.seaworthy.sim.oracle;
