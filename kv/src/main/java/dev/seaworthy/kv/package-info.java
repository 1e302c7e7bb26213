/**
 * The replicated key-value store as a state machine, with etcd's data model: byte strings to byte strings, in unsigned
 * order of keys, and every past state that has not been compacted.
 *
 * <p>One revision counts the changes of the whole store, from 1 for the empty one: every command that changes something
 * raises it by one, however many keys it changes; nothing else does. Each key carries the revision that created it, the
 * revision that last changed it, and its version: how many changes it has seen since it was created. A deleted key
 * forgets all three. A {@link dev.seaworthy.kv.Range} reads any revision from the last {@link dev.seaworthy.kv.Compact
 * compaction} on; a {@link dev.seaworthy.kv.Transaction} compares and then does one of two lists of operations in one
 * revision.
 *
 * <p>Nothing a client sends makes this throw: bytes that mean nothing, and what exceeds
 * {@link dev.seaworthy.kv.KvLimits}, is answered {@link dev.seaworthy.kv.KvReply.Reason#MALFORMED}. Repeated commands
 * are applied again: wrap the machine in {@link dev.seaworthy.engine.session.SessionedStateMachine} to have each
 * applied once.
 *
 * <p>The state is two {@link dev.seaworthy.engine.session.SortedTree}s, which never change: the pairs that are present,
 * and the pairs that were, each with the revision that ended it. A snapshot is captured by keeping references to them,
 * at once and at no cost, and written out by another thread while commands go on. A write makes about log2(keys) nodes
 * of 32 bytes in the first tree and, where it replaces or removes a pair, log2(past pairs) in the second; a read of the
 * newest state makes none. What is replaced stays in memory until it is compacted, and until the views that show it
 * have been written.
 *
 * <p>The changes since the compaction are also a queue in order of revisions. It makes compaction cheap (log2(past
 * pairs) for each pair dropped), it gives the digest of an earlier revision by undoing the later ones, and it is what a
 * watch would follow. The digest of the newest state is kept up with every change and costs nothing to ask for.
 *
 * <p>{@link dev.seaworthy.kv.KvReference} is the same store as plainly as possible; the real one is held against it by
 * tests and by the simulator.
 *
 * <p>Limits: all state is in memory; the count of a range walks it; no leases and no watches.
 *
 * <p>Start reading at {@link dev.seaworthy.kv.KvStateMachine}; the bytes are described in
 * {@link dev.seaworthy.kv.KvCodec}.
 */
package dev.seaworthy.kv;
