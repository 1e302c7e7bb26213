/**
 * The replicated key-value store as a state machine: byte strings to byte strings, in unsigned order of keys.
 *
 * <p>One revision counts the changes of the whole store: every put, every delete of a present key and every successful
 * compare-and-set raises it by one; nothing else does. Each key carries, as in etcd, the revision that created it, the
 * revision that last changed it, and its version: how many changes it has seen since it was created. A deleted key
 * forgets all three.
 *
 * <p>Every answer tells the store's revision and the value that was there, also the answer to a change: whoever reads a
 * history of operations and answers knows what each of them saw.
 *
 * <p>Nothing a client sends makes this throw; bytes that mean nothing are answered
 * {@link dev.seaworthy.kv.KvReply.Status#MALFORMED}. Repeated commands are applied again: wrap the machine in
 * {@link dev.seaworthy.engine.session.SessionedStateMachine} to have each applied once.
 *
 * <p>The pairs are in a {@link dev.seaworthy.engine.session.SortedTree}, which never changes: a snapshot is captured by
 * keeping a reference, at once and at no cost, and written out by another thread while commands go on. Copying the
 * store would stop the replica for as long as that takes, and marking pages or pairs as shared until they are written
 * makes every change depend on whether a snapshot is under way. The price is paid evenly instead: a change makes about
 * log2(keys) nodes of 32 bytes, 640 bytes for a million keys, a read makes none; and what has been replaced since a
 * capture stays in memory until its view has been written.
 *
 * <p>Limits: all state is in memory; no ranges, leases, transactions or watches, and no past revisions.
 *
 * <p>Start reading at {@link dev.seaworthy.kv.KvStateMachine}; the bytes are described in
 * {@link dev.seaworthy.kv.KvCodec}.
 */
package dev.seaworthy.kv;
