/**
 * The key-value store with the list of those who keep it: names and addresses of the members, replicated like the keys,
 * so that a joining node, a restarted one and every client learn of them.
 *
 * <p>Who takes part is the configuration's business, which is an entry of the log of its own; here stands only how each
 * is called and where it is found. A member that has a record and is not in the configuration is none. The records are
 * not keys: no revision counts their changes, and no range shows them.
 *
 * <p>Node ids are given out here and never twice, also where the member is long gone.
 *
 * <p>Start reading at {@link dev.seaworthy.kv.members.ServedStateMachine}.
 */
package dev.seaworthy.kv.members;
