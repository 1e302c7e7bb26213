package dev.seaworthy.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import dev.seaworthy.engine.wire.FrameCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is spared first when a queue is full, for every message there is. */
class FrameRankTest {
    private static final Member FROM = new Member(1, 100);
    private static final Member TO = new Member(2, 200);
    private static final EntryId LAST = new EntryId(3, 7);

    static Message.AppendEntries append(int entries, int payloadBytes) {
        List<LogEntry> all = new java.util.ArrayList<>();
        for (int i = 1; i <= entries; i++) {
            all.add(new LogEntry(i, 1, EntryKind.COMMAND, 1, new byte[payloadBytes]));
        }
        return new Message.AppendEntries(FROM, TO, 3, EntryId.ZERO, 0, 0, -1, new EntryBatch(all));
    }

    private static FrameRank rank(Message message) {
        return FrameRank.of(FrameCodec.encode(message, Capabilities.ALL)[0]);
    }

    @Test
    void heartbeatsGoFirst() {
        assertEquals(FrameRank.HEARTBEAT, rank(append(0, 0)));
    }

    @Test
    void whatAcknowledgesIsAcknowledgedAgain() {
        assertEquals(FrameRank.ACKNOWLEDGEMENT, rank(new Message.AppendEntriesReply(FROM, TO, 3, true, 7, LAST, 0, 0)));
        assertEquals(
                FrameRank.ACKNOWLEDGEMENT, rank(new Message.InstallSnapshotReply(FROM, TO, 3, LAST, 10, false, 0)));
    }

    @Test
    void dataIsSentAgain() {
        assertEquals(FrameRank.DATA, rank(append(1, 5)));
        SnapshotMeta snapshot = new SnapshotMeta(LAST, 1, 1, Configuration.ofVoters(List.of(FROM, TO)), 4, 5, 6);
        assertEquals(
                FrameRank.DATA,
                rank(new Message.InstallSnapshot(FROM, TO, 3, snapshot, 0, new SnapshotChunk(new byte[4]))));
    }

    @Test
    void whatIsSentOnceStaysLongest() {
        List<Message> once = List.of(
                new Message.PreVote(FROM, TO, 3, LAST),
                new Message.PreVoteReply(FROM, TO, 3, true),
                new Message.RequestVote(FROM, TO, 3, LAST, false),
                new Message.RequestVoteReply(FROM, TO, 3, true),
                new Message.TimeoutNow(FROM, TO, 3, LAST),
                new Message.ReadIndex(FROM, TO, 3, 1, 2),
                new Message.ReadIndexReply(FROM, TO, 3, 1, 2, 3));
        for (Message message : once) {
            assertEquals(FrameRank.ONCE, rank(message), message.toString());
        }
    }
}
