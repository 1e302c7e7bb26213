/**
 * The key-value store for clients: etcd's protocol, version 3, in front of a {@link dev.seaworthy.node.RaftNode} that
 * drives a {@link dev.seaworthy.kv.KvStateMachine}.
 *
 * <p>Every member serves everything. Writes go to the leader, forwarded where a client asked another member; reads are
 * linearizable on any member, or local where the client says {@code serializable}.
 *
 * <p>What an answer means is exact. A mutation that was certainly not executed fails with a code that invites another
 * attempt (UNAVAILABLE, RESOURCE_EXHAUSTED); one of which nobody knows fails with UNKNOWN, never with UNAVAILABLE or
 * DEADLINE_EXCEEDED, which client libraries repeat by themselves. Between members, and for clients of ours, a trailer
 * says the same: {@link dev.seaworthy.service.Certainty}.
 *
 * <p>Who takes part changes while it serves: {@link dev.seaworthy.service.MembershipChanges}. The whole state leaves as
 * a stream, and begins other clusters: {@link dev.seaworthy.service.Backup}.
 *
 * <p>What clients may take of a member's memory is bounded, and what is above is refused at once: requests that wait
 * ({@link dev.seaworthy.service.Waiting}), answers that nobody reads ({@link dev.seaworthy.service.UnreadAnswers}),
 * connections and messages ({@link dev.seaworthy.service.Doors}).
 *
 * <p>Not there: watches, leases, users, locks and elections; their methods are answered UNIMPLEMENTED.
 *
 * <p>Start reading at {@link dev.seaworthy.service.KvServer}.
 */
package dev.seaworthy.service;
