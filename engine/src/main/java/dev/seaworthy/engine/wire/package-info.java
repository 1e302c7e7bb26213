/**
 * What replicas put on the wire: every {@link dev.seaworthy.engine.core.Message} as one frame of bytes.
 *
 * <p>All numbers are big-endian. A frame is a head of 52 bytes, a body that depends on the type, and, after an
 * AppendEntries, payloads; after an InstallSnapshot, a piece of the snapshot:
 *
 * <pre>
 *  offset  bytes  field
 *       0      4  length: how many bytes follow this field
 *       4      4  CRC32C over every byte that follows this field
 *       8      1  version: 1
 *       9      1  type: 1 PreVote, 2 PreVoteReply, 3 RequestVote, 4 RequestVoteReply,
 *                 5 AppendEntries, 6 AppendEntriesReply, 7 InstallSnapshot, 8 InstallSnapshotReply,
 *                 9 TimeoutNow, 10 ReadIndex, 11 ReadIndexReply
 *      10      2  capability bits of the sender; a reader passes on the ones it does not know, and is not put off
 *      12     16  from: node id 8, disk id 8
 *      28     16  to: node id 8, disk id 8
 *      44      8  term
 *      52         body
 *
 *  PreVote               last.term 8, last.index 8
 *  PreVoteReply          granted 1
 *  RequestVote           last.term 8, last.index 8, transfer 1
 *  RequestVoteReply      granted 1
 *  AppendEntries         prev.term 8, prev.index 8, leaderCommit 8, readSequence 8, recovered 8 (-1: none), count 4,
 *                        count times (term 8, timeNanos 8, kind 1, payload size 4),
 *                        the payloads, one after the other, to the end of the frame
 *  AppendEntriesReply    success 1, index 8, hint.term 8, hint.index 8, readSequence 8, incarnation 8
 *  InstallSnapshot       last.term 8, last.index 8, timeNanos 8, configurationIndex 8, bytes 8, digest 16,
 *                        offset 8, configuration size 4, chunk size 4, the configuration, the chunk to the end of
 *                        the frame
 *  InstallSnapshotReply  last.term 8, last.index 8, offset 8, installed 1, incarnation 8
 *  TimeoutNow            last.term 8, last.index 8
 *  ReadIndex             boot 8, sequence 8
 *  ReadIndexReply        boot 8, sequence 8, readIndex 8
 * </pre>
 *
 * <p>Flags are 0 or 1. Disk ids, boots and digests are any 64 bits. Configurations are written as
 * {@link dev.seaworthy.engine.entry.ConfigurationCodec} does. The bytes of version 1 never change; a test holds one
 * frame of each type against committed bytes.
 *
 * <p>Refused as malformed: another version or type, a wrong checksum, missing or trailing bytes, node ids below 1,
 * other numbers below 0 or above {@value dev.seaworthy.engine.wire.FrameCodec#NUMBER_MAX}, a place in the log with only
 * one of term and index 0, entry terms below 1, entry terms or times that fall from one entry to the next, a no-op with
 * a payload, a configuration entry or snapshot without a configuration or with one in which nobody votes, a snapshot of
 * nothing or with a configuration from after its last entry, a piece that reaches beyond its snapshot's size. Nothing
 * is allocated on the word of a number before that number was held against the bytes that are there.
 *
 * <p>Not judged here: whether the message makes sense to its receiver (a term too old, an index out of reach, a sender
 * that is no member, a disk that is gone). That is the core's, which has a {@link dev.seaworthy.engine.core.Reason} for
 * each. The checksum finds damage, not malice: frames are not authenticated.
 *
 * <p>Start reading at {@link dev.seaworthy.engine.wire.FrameCodec}.
 */
package dev.seaworthy.engine.wire;
