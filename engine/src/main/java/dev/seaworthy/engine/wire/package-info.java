/**
 * What replicas put on the wire: every {@link dev.seaworthy.engine.core.Message} as one frame of bytes.
 *
 * <p>All numbers are big-endian. A frame is a head of 36 bytes, a body that depends on the type, and, after an
 * AppendEntries, payloads:
 *
 * <pre>
 *  offset  bytes  field
 *       0      4  length: how many bytes follow this field
 *       4      4  CRC32C over every byte that follows this field
 *       8      1  version: 1
 *       9      1  type: 1 PreVote, 2 PreVoteReply, 3 RequestVote, 4 RequestVoteReply,
 *                 5 AppendEntries, 6 AppendEntriesReply
 *      10      2  capability bits: 0 today; a reader ignores the ones it does not know
 *      12      8  from, a node id
 *      20      8  to, a node id
 *      28      8  term
 *      36         body
 *
 *  PreVote, RequestVote            last.term 8, last.index 8
 *  PreVoteReply, RequestVoteReply  granted 1 (0 or 1)
 *  AppendEntriesReply              success 1 (0 or 1), index 8, hint.term 8, hint.index 8, readSequence 8
 *  AppendEntries                   prev.term 8, prev.index 8, leaderCommit 8, readSequence 8, count 4,
 *                                  count times (term 8, kind 1, payload size 4),
 *                                  the payloads, one after the other, to the end of the frame
 * </pre>
 *
 * <p>The bytes of version 1 never change; a test holds one frame of each type against committed bytes.
 *
 * <p>Refused as malformed: another version or type, a wrong checksum, missing or trailing bytes, node ids below 1,
 * other numbers below 0 or above {@value dev.seaworthy.engine.wire.FrameCodec#NUMBER_MAX}, a place in the log with only
 * one of term and index 0, entry terms below 1 or falling from one entry to the next, a no-op with a payload, a
 * configuration entry without a configuration. Nothing is allocated on the word of a number before that number was held
 * against the bytes that are there.
 *
 * <p>Not judged here: whether the message makes sense to its receiver (a term too old, an index out of reach, a sender
 * that is no member). That is the core's, which has a {@link dev.seaworthy.engine.core.Reason} for each. The checksum
 * finds damage, not malice: frames are not authenticated.
 *
 * <p>Start reading at {@link dev.seaworthy.engine.wire.FrameCodec}.
 */
package dev.seaworthy.engine.wire;
