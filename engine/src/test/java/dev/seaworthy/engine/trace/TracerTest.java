package dev.seaworthy.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

/** Whatever is told can be read back from its line, by a person's tools and by a program's. */
class TracerTest {
    private static final Member ONE = new Member(1, 0xab);
    private static final Member TWO = new Member(2, 2);
    private static final EntryId ID = new EntryId(2, 7);
    private static final Configuration JOINT = new Configuration(List.of(ONE), List.of(ONE, TWO), List.of(TWO));
    private static final SnapshotMeta SNAPSHOT = new SnapshotMeta(ID, 9, 5, JOINT, 40, 1, 2);
    private static final LogEntry ENTRY = new LogEntry(8, 2, EntryKind.COMMAND, new byte[3]);

    @Test
    void everyEventIsReadBackFromItsText() {
        for (TraceEvent event : everything()) {
            TraceEvent read = TraceReader.text(event.text());
            assertEquals(inWords(event), read, event.text());
        }
    }

    @Test
    void everyEventIsReadBackFromItsJson() {
        for (TraceEvent event : everything()) {
            assertEquals(event, TraceReader.json(event.json()), event.json());
        }
    }

    @Test
    void everyKindOfMessageAndOfEffectIsTold() {
        TreeSet<String> messages = new TreeSet<>();
        messages().forEach(message -> messages.add(message.getClass().getSimpleName()));
        assertEquals(names(Message.class), messages, "the list of messages here is complete");
        TreeSet<String> effects = new TreeSet<>();
        effects().forEach(effect -> effects.add(effect.getClass().getSimpleName()));
        assertEquals(names(Effect.class), effects, "the list of effects here is complete");
        TreeSet<String> events = new TreeSet<>();
        effects().forEach(effect -> events.add(told(effect).name()));
        assertEquals(effects.size(), events.size(), "no two kinds of effect have the same name");
    }

    @Test
    void aMessageIsToldWithAllItSays() {
        List<TraceEvent> events = new ArrayList<>();
        new Tracer(events::add)
                .onSent(new Message.AppendEntries(ONE, TWO, 3, ID, 6, 4, -1, new EntryBatch(List.of(ENTRY))));
        assertEquals(
                "sent message=AppendEntries from=1/ab to=2/2 term=3 prev=2/7 entries=1 commit=6 read=4 recovered=-1",
                events.get(0).text());
    }

    @Test
    void aDiskIsToldByItsCondition() {
        List<TraceEvent> events = new ArrayList<>();
        new Tracer(events::add).onDiskCondition(DiskCondition.FULL);
        assertEquals("disk condition=FULL", events.get(0).text());
    }

    @Property
    void evidenceFullOfWhatHasAMeaningIsReadBackToo(
            @ForAll @Chars({' ', '"', '=', '\\', '\n', 'u', '0', '{', '}', ',', ':'}) String evidence) {
        anyEvidenceIsReadBackFromOneLine(evidence);
    }

    @Property
    void anyEvidenceIsReadBackFromOneLine(@ForAll String evidence) {
        TraceEvent halt = told(new Effect.Halt(HaltCode.STORAGE_FAILED, evidence));
        assertEquals(halt, TraceReader.text(halt.text()));
        assertEquals(halt, TraceReader.json(halt.json()));
        assertTrue(halt.text().chars().allMatch(c -> c >= ' '), "on one line");
        assertTrue(halt.json().chars().allMatch(c -> c >= ' '), "on one line");
    }

    private static TraceEvent inWords(TraceEvent event) {
        return new TraceEvent(
                event.name(),
                event.fields().stream()
                        .map(field ->
                                new TraceEvent.Field(field.key(), field.value().toString()))
                        .toList());
    }

    private static TreeSet<String> names(Class<?> sealedType) {
        TreeSet<String> names = new TreeSet<>();
        Arrays.stream(sealedType.getPermittedSubclasses()).forEach(kind -> names.add(kind.getSimpleName()));
        return names;
    }

    private static TraceEvent told(Effect effect) {
        List<TraceEvent> events = new ArrayList<>();
        new Tracer(events::add).onEffect(effect);
        return events.get(0);
    }

    private static List<TraceEvent> everything() {
        List<TraceEvent> events = new ArrayList<>();
        Tracer tracer = new Tracer(events::add);
        effects().forEach(tracer::onEffect);
        for (Message message : messages()) {
            tracer.onSent(message);
            tracer.onReceived(message);
            tracer.onEffect(new Effect.Ignore(message, Reason.LEADER_ALIVE));
        }
        tracer.onApplied(ENTRY, null);
        tracer.onSnapshotCaptured(ID);
        tracer.onRestored(SNAPSHOT);
        tracer.onRefused(Reason.NOT_LEADER);
        for (DiskCondition condition : DiskCondition.values()) {
            tracer.onDiskCondition(condition);
        }
        int told = effects().size() + 3 * messages().size() + 4 + DiskCondition.values().length;
        assertEquals(told, events.size());
        return events;
    }

    private static List<Message> messages() {
        return List.of(
                new Message.PreVote(ONE, TWO, 3, ID),
                new Message.PreVoteReply(ONE, TWO, 3, true),
                new Message.RequestVote(ONE, TWO, 3, ID, true),
                new Message.RequestVoteReply(ONE, TWO, 3, false),
                new Message.AppendEntries(ONE, TWO, 3, ID, 6, 4, -1, new EntryBatch(List.of(ENTRY))),
                new Message.AppendEntriesReply(ONE, TWO, 3, false, 7, EntryId.ZERO, 4, 1),
                new Message.InstallSnapshot(ONE, TWO, 3, SNAPSHOT, 10, new SnapshotChunk(new byte[20])),
                new Message.InstallSnapshotReply(ONE, TWO, 3, ID, 30, false, 1),
                new Message.TimeoutNow(ONE, TWO, 3, ID),
                new Message.ReadIndex(ONE, TWO, 3, -5, 4),
                new Message.ReadIndexReply(ONE, TWO, 3, -5, 4, 7));
    }

    private static List<Effect> effects() {
        Message.AppendEntries header = new Message.AppendEntries(ONE, TWO, 3, ID, 6, 4, 0, new EntryBatch(List.of()));
        return List.of(
                new Effect.SaveHardState(new HardState(3, null, 1, true), 1),
                new Effect.TruncateLog(5, 3, 2),
                new Effect.AppendLog(5, 8, 3, 3),
                new Effect.AppendOwn(9, EntryKind.CONFIGURATION, JOINT, 4),
                new Effect.CompactLog(SNAPSHOT, new EntryId(1, 4), 5),
                new Effect.InstallSnapshot(SNAPSHOT, 6),
                new Effect.ReceiveChunk(SNAPSHOT, 10),
                new Effect.FinishSnapshot(SNAPSHOT),
                new Effect.SendChunk(new Message.InstallSnapshot(ONE, TWO, 3, SNAPSHOT, 10, Chunk.NONE), 20),
                new Effect.DropSnapshot(SNAPSHOT),
                new Effect.Send(new Message.PreVote(ONE, TWO, 3, ID), 6),
                new Effect.SendEntries(header, 8),
                new Effect.AdvanceCommit(8),
                new Effect.ReadReady(4, 8),
                new Effect.ReadFailed(5, Reason.HIGHER_TERM),
                new Effect.ChangeRole(RoleName.PRE_CANDIDATE, 3, 0, Reason.ELECTION_TIMEOUT),
                new Effect.ActivateConfiguration(9, JOINT),
                new Effect.EndTransfer(TWO, Reason.TRANSFERRED),
                new Effect.Ignore(new Message.PreVote(ONE, TWO, 3, ID), Reason.STALE_TERM),
                new Effect.Halt(HaltCode.CONTRACT_BROKEN, "time went back from 5 to 4 ns"));
    }
}
