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
 *   <li>ElectedByQuorum: a leader has no quorum of votes in its own configuration ({@code ElectionOracle})
 *   <li>LeaderAppendOnly: a leader removes or replaces an entry of its own log ({@code LogOracle})
 *   <li>LogMatching: two entries of equal index and term differ in predecessor, kind, time or payload
 *       ({@code LogOracle})
 *   <li>ClusterTime: time runs backwards along a log ({@code LogOracle})
 *   <li>LeaderCompleteness: a leader lacks an entry committed in an earlier term ({@code CommitOracle})
 *   <li>CommitIsMonotonic: a commitIndex goes back ({@code CommitOracle})
 *   <li>StateMachineSafety: two replicas commit, apply or answer differently at one index ({@code CommitOracle,
 *       ApplyOracle})
 *   <li>SnapshotIsReplay: a state restored from a snapshot, or shown to a client, is not the one the entries lead to
 *       ({@code ApplyOracle})
 *   <li>Snapshot: a snapshot is not of the entry, time and configuration it claims; stands under a log before it is
 *       durable, or is dropped from there; or replaces what is newer ({@code SnapshotOracle})
 *   <li>PersistBeforeSend: a message promises what the sender's disk does not hold ({@code PromiseOracle})
 *   <li>OneVotePerTerm: a member votes for two candidates in one term ({@code VoteOracle})
 *   <li>TermIsMonotonic: term or incarnation on a disk goes back ({@code VoteOracle})
 *   <li>VoteDenied: a vote is denied for no reason of the paper ({@code DenialOracle})
 *   <li>Identity: somebody speaks under another member's name ({@code IdentityOracle})
 *   <li>DurableOnQuorum: a committed or acknowledged entry is not on the disks of a quorum ({@code QuorumOracle})
 *   <li>Recovery: a replica that has yet to get back what its disk lost votes or campaigns, or says too early that it
 *       has it ({@code RecoveryOracle})
 *   <li>Membership: a configuration follows another against the rules, or was not asked for ({@code MembershipOracle})
 *   <li>Transfer: leadership is handed over to who cannot lead, or the leader takes in what its successor would lack
 *       ({@code TransferOracle})
 *   <li>Capability: an older release is spoken to in words it does not know ({@code CapabilityOracle})
 *   <li>ReadIndex: a linearizable read misses what was committed before it was asked ({@code ReadOracle})
 *   <li>Lease: one is answered in a term that was over before it was asked ({@code ReadOracle})
 *   <li>MinIndex: a local read is older than it asked for ({@code ReadOracle})
 *   <li>ExactlyOnce: a client's command changes the state twice ({@code SessionOracle})
 *   <li>SessionsBounded: more sessions or answers are kept than allowed ({@code SessionOracle})
 *   <li>PeerContract: a replica of ours says what no replica can say ({@code EffectWatch})
 *   <li>Halt: a replica finds an invariant of its own broken ({@code EffectWatch})
 *   <li>Liveness: a healed cluster does not come to rest in time ({@code LivenessOracle})
 * </ul>
 *
 * <p>A disk can be wiped, and can lose what it had acknowledged: that is the world's doing, and {@code Losses} keeps
 * account of it, so that nobody is blamed for what the world took and for nothing else.
 *
 * <p>Every event costs amortised constant time and, as long as all is well, no garbage: nodes and log indexes address
 * arrays, an entry is a number in the {@code EntryTree}, and a set of members is the bits of a long. Only what happens
 * rarely costs more: a start, an election, a change of the configuration, a loss. Nodes are numbered from 1, as in the
 * scenario.
 */
package dev.seaworthy.sim.oracle;
