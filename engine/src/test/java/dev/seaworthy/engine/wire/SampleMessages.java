package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.Message.InstallSnapshot;
import dev.seaworthy.engine.core.Message.InstallSnapshotReply;
import dev.seaworthy.engine.core.Message.PreVote;
import dev.seaworthy.engine.core.Message.PreVoteReply;
import dev.seaworthy.engine.core.Message.ReadIndex;
import dev.seaworthy.engine.core.Message.ReadIndexReply;
import dev.seaworthy.engine.core.Message.RequestVote;
import dev.seaworthy.engine.core.Message.RequestVoteReply;
import dev.seaworthy.engine.core.Message.TimeoutNow;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message of each kind; AppendEntries as heartbeat and with an entry of every kind. */
final class SampleMessages {
    static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    static final byte[] PIECE = "a piece".getBytes(StandardCharsets.US_ASCII);

    private static final Member ONE = new Member(1, 0x0102030405060708L);
    private static final Member TWO = new Member(2, -1);
    private static final Member THREE = new Member(3, 33);
    private static final Configuration JOINT = new Configuration(List.of(ONE), List.of(ONE, TWO), List.of(TWO));
    private static final EntryId LAST = new EntryId(6, 41);

    private SampleMessages() {}

    static Map<String, Message> all() {
        Map<String, Message> samples = new LinkedHashMap<>();
        samples.put("PreVote", new PreVote(ONE, TWO, 7, LAST));
        samples.put("PreVoteReply", new PreVoteReply(TWO, ONE, 7, true));
        samples.put("RequestVote", new RequestVote(ONE, THREE, 8, LAST, true));
        samples.put("RequestVoteReply", new RequestVoteReply(THREE, ONE, 8, false));
        samples.put("Heartbeat", new AppendEntries(ONE, TWO, 8, LAST, 40, 5, -1, Entries.NONE));
        samples.put("AppendEntries", new AppendEntries(ONE, TWO, 8, LAST, 40, 5, 2, entriesAfter41()));
        samples.put("AppendEntriesReply", new AppendEntriesReply(TWO, ONE, 8, false, 41, new EntryId(5, 39), 5, 2));
        samples.put("InstallSnapshot", installSnapshot());
        samples.put("InstallSnapshotReply", new InstallSnapshotReply(TWO, ONE, 8, LAST, 107, true, 2));
        samples.put("TimeoutNow", new TimeoutNow(ONE, TWO, 8, LAST));
        samples.put("ReadIndex", new ReadIndex(TWO, ONE, 8, -77, 9));
        samples.put("ReadIndexReply", new ReadIndexReply(ONE, TWO, 8, -77, 9, 41));
        return samples;
    }

    static Message named(String name) {
        return all().get(name);
    }

    private static EntryBatch entriesAfter41() {
        return new EntryBatch(List.of(
                new LogEntry(42, 6, EntryKind.COMMAND, 1_000, HELLO),
                new LogEntry(43, 8, EntryKind.NOOP, 1_000, new byte[0]),
                new LogEntry(44, 8, EntryKind.CONFIGURATION, 2_000, ConfigurationCodec.encode(JOINT))));
    }

    /** The last 7 of 107 bytes. */
    private static InstallSnapshot installSnapshot() {
        SnapshotMeta snapshot = new SnapshotMeta(LAST, 3_000, 17, JOINT, 107, 0x1112131415161718L, -2);
        return new InstallSnapshot(ONE, TWO, 8, snapshot, 100, new SnapshotChunk(PIECE));
    }
}
