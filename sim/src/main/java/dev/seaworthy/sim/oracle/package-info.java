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
 * <table>
 *   <caption>Properties</caption>
 *   <tr><th>property</th><th>broken when</th><th>oracle</th></tr>
 *   <tr><td>ElectionSafety</td><td>a term has two leaders, or one that was elected twice</td><td>{@code ElectionOracle}</td></tr>
 *   <tr><td>LeaderAppendOnly</td><td>a leader removes or replaces an entry of its own log</td><td>{@code LogOracle}</td></tr>
 *   <tr><td>LogMatching</td><td>two entries of equal index and term differ in predecessor, kind or payload; or an entry comes from
 *       nowhere</td><td>{@code LogOracle}</td></tr>
 *   <tr><td>LeaderCompleteness</td><td>a leader lacks an entry committed in an earlier term</td><td>{@code CommitOracle}</td></tr>
 *   <tr><td>CommitIsMonotonic</td><td>a commitIndex goes back</td><td>{@code CommitOracle}</td></tr>
 *   <tr><td>StateMachineSafety</td><td>two replicas commit or apply different entries at one index, or in another order, or come to
 *       different answers or states</td><td>{@code CommitOracle}, {@code ApplyOracle}</td></tr>
 *   <tr><td>PersistBeforeSend</td><td>a message promises what the sender's disk does not hold</td><td>{@code PromiseOracle}</td></tr>
 *   <tr><td>OneVotePerTerm</td><td>a node votes for two candidates in one term</td><td>{@code VoteOracle}</td></tr>
 *   <tr><td>TermIsMonotonic</td><td>the term on a disk goes back</td><td>{@code VoteOracle}</td></tr>
 *   <tr><td>DurableOnQuorum</td><td>a committed or acknowledged entry is not on a majority of disks</td><td>{@code QuorumOracle}</td></tr>
 *   <tr><td>ReadIndex</td><td>a linearizable read misses what was committed before it was asked</td><td>{@code ReadOracle}</td></tr>
 *   <tr><td>ExactlyOnce</td><td>a client's command changes the state twice</td><td>{@code SessionOracle}</td></tr>
 *   <tr><td>Halt</td><td>a replica finds an invariant of its own broken</td><td>{@code Oracles}</td></tr>
 *   <tr><td>Liveness</td><td>a healed cluster does not come to rest in time</td><td>{@code LivenessOracle}</td></tr>
 * </table>
 *
 * <p>Every event costs amortised constant time and, as long as all is well, no garbage: nodes and log indexes address
 * arrays, and an entry is a number in the {@code EntryTree}. Nodes are numbered from 1, as in the scenario.
 */
package dev.seaworthy.sim.oracle;
