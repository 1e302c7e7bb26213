package dev.seaworthy.kv.members;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.kv.Put;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedStateMachineTest {
    private static final List<String> URL = List.of("http://10.0.0.1:2380");

    private final List<MemberDirectory> told = new ArrayList<>();
    private final ServedStateMachine machine = new ServedStateMachine(told::add);
    private long index;

    private MemberRecord change(MemberCommand command) {
        return MemberCodec.decodeAnswer(machine.apply(++index, 10 * index, MemberCodec.encode(command)));
    }

    private KvReply put(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return KvCodec.decodeReply(machine.apply(++index, 10 * index, KvCodec.encode(new Put(bytes, bytes, false))));
    }

    private byte[] snapshot() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        machine.snapshot().writeTo(out);
        return out.toByteArray();
    }

    @Test
    void nodeIdsAreGivenOutOnce() {
        MemberRecord four = change(new MemberCommand.Enroll(3, 77, URL, true));
        assertEquals(new MemberRecord(new Member(4, 77), "", URL, List.of(), true), four);
        assertNull(change(new MemberCommand.Forget(4)));
        assertEquals(
                5, change(new MemberCommand.Enroll(3, 78, URL, false)).member().nodeId());
        assertEquals(
                10, change(new MemberCommand.Enroll(9, 79, URL, false)).member().nodeId());
    }

    @Test
    void theRecordsAreNoKeys() {
        assertEquals(2, put("a").revision());
        change(new MemberCommand.Enroll(0, 1, URL, false));
        assertEquals(3, put("b").revision());
        assertEquals(2, machine.store().size());
    }

    @Test
    void whoeverListensHearsOfChangesOnly() {
        MemberRecord record = new MemberRecord(new Member(1, 2), "n", URL, URL, false);
        assertEquals(record, change(new MemberCommand.Describe(record)));
        change(new MemberCommand.Describe(record));
        change(new MemberCommand.Forget(7));
        assertEquals(List.of(machine.directory()), told);
        assertEquals(machine.directory(), MemberCodec.decodeDirectory(machine.query(MemberCodec.query())));
    }

    /** A member says how it is called while an operator says where it is found: neither takes the other's word back. */
    @Test
    void whatADescriptionLeavesEmptyStaysAsItWas() {
        Member member = change(new MemberCommand.Enroll(0, 5, URL, true)).member();
        List<String> moved = List.of("http://elsewhere:1");
        change(new MemberCommand.Describe(new MemberRecord(member, "", moved, List.of(), false)));
        change(new MemberCommand.Describe(new MemberRecord(member, "n", List.of(), URL, false)));
        assertEquals(
                new MemberRecord(member, "n", moved, URL, true),
                machine.directory().of(member.nodeId()));
    }

    /** Whoever introduces a member may have read its record before somebody changed it. */
    @Test
    void anIntroductionTakesNothingBack() {
        Member member = new Member(1, 2);
        MemberRecord said = new MemberRecord(member, "n", URL, URL, true);
        assertEquals(said, change(new MemberCommand.Introduce(said)));
        List<String> moved = List.of("http://elsewhere:1");
        change(new MemberCommand.Describe(new MemberRecord(member, "m", moved, List.of(), false)));
        MemberRecord changed = new MemberRecord(member, "m", moved, URL, true);
        assertEquals(changed, change(new MemberCommand.Introduce(said)));
        MemberRecord onAnotherDisk = new MemberRecord(new Member(1, 3), "n", URL, URL, false);
        assertEquals(changed, change(new MemberCommand.Introduce(onAnotherDisk)));
        change(new MemberCommand.Enroll(0, 4, URL, false));
        assertEquals(
                new MemberRecord(new Member(2, 4), "o", URL, moved, false),
                change(new MemberCommand.Introduce(new MemberRecord(new Member(2, 4), "o", moved, moved, true))));
    }

    @Test
    void aSnapshotHoldsBoth() throws Exception {
        put("a");
        change(new MemberCommand.Enroll(0, 5, URL, true));
        byte[] snapshot = snapshot();
        List<MemberDirectory> heard = new ArrayList<>();
        ServedStateMachine other = new ServedStateMachine(heard::add);
        other.restore(new ByteArrayInputStream(snapshot));
        assertEquals(machine.directory(), other.directory());
        assertEquals(List.of(machine.directory()), heard);
        assertEquals(2, other.lastApplied());
        assertEquals(20, other.timeNanos());
        assertEquals(machine.store().digest(), other.store().digest());
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        other.snapshot().writeTo(again);
        assertArrayEquals(snapshot, again.toByteArray());
    }

    @Test
    void whatIsNoSnapshotChangesNothing() throws Exception {
        put("a");
        change(new MemberCommand.Enroll(0, 5, URL, true));
        byte[] snapshot = snapshot();
        for (int bytes = 0; bytes < snapshot.length; bytes++) {
            byte[] cut = Arrays.copyOf(snapshot, bytes);
            assertThrows(IllegalArgumentException.class, () -> machine.restore(new ByteArrayInputStream(cut)));
        }
        assertArrayEquals(snapshot, snapshot());
    }

    @Test
    void whatMeansNothingIsAnswered() {
        for (int kind = 0; kind < 10; kind++) {
            assertNull(MemberCodec.decodeAnswer(machine.apply(1, 1, new byte[] {'M', (byte) kind})));
        }
        assertNull(MemberCodec.decodeAnswer(machine.apply(2, 1, new byte[] {'M', 1, 0})));
        assertEquals(MemberDirectory.NONE, machine.directory());
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsInTheLog() {
        MemberCommand large = new MemberCommand.Enroll(0, 1, List.of("x".repeat(5_000)), false);
        assertThrows(IllegalArgumentException.class, () -> MemberCodec.encode(large));
    }
}
