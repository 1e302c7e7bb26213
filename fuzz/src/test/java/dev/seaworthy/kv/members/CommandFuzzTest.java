package dev.seaworthy.kv.members;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.fuzz.Allocation;
import dev.seaworthy.kv.Compact;
import dev.seaworthy.kv.Compare;
import dev.seaworthy.kv.DeleteRange;
import dev.seaworthy.kv.HashAt;
import dev.seaworthy.kv.KeyRange;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.Put;
import dev.seaworthy.kv.Transaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands, queries, answers and snapshots of the store and of the members' records, as nobody wrote them. */
class CommandFuzzTest {
    private static final byte[] KEY = {'k'};

    static Stream<byte[]> commands() throws IOException {
        Put put = new Put(KEY, new byte[] {1}, true);
        DeleteRange delete = new DeleteRange(new KeyRange(KEY, new byte[] {'l'}), false);
        Compare equal = new Compare(
                new KeyRange(KEY, new byte[0]), Compare.Target.VALUE, Compare.Relation.EQUAL, 0, new byte[] {1});
        Transaction transaction = new Transaction(List.of(equal), List.of(put), List.of(delete));
        MemberRecord record =
                new MemberRecord(new Member(1, 11), "one", List.of("http://a:1"), List.of("http://a:2"), true);
        ServedStateMachine machine = new ServedStateMachine(any -> {});
        byte[] answer = machine.apply(1, 1, KvCodec.encode(put));
        machine.apply(2, 2, MemberCodec.encode(new MemberCommand.Describe(record)));
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        machine.snapshot().writeTo(snapshot);
        return Stream.of(
                KvCodec.encode(put),
                KvCodec.encode(delete),
                KvCodec.encode(transaction),
                KvCodec.encode(new Compact(3)),
                KvCodec.encodeQuery(new HashAt(2)),
                answer,
                MemberCodec.encode(new MemberCommand.Enroll(3, 44, List.of("http://b:1"), true)),
                MemberCodec.encode(new MemberCommand.Describe(record)),
                MemberCodec.encode(new MemberCommand.Forget(2)),
                MemberCodec.encode(new MemberCommand.Introduce(record)),
                MemberCodec.encodeAnswer(record),
                MemberCodec.encode(new MemberDirectory(1, new TreeMap<>(java.util.Map.of(1L, record)))),
                MemberCodec.query(),
                snapshot.toByteArray());
    }

    @MethodSource("commands")
    @FuzzTest(maxDuration = "2m")
    void whatNobodyWroteIsRefusedOrUnderstoodExactly(byte[] bytes) throws Exception {
        Allocation.bounded(bytes, () -> {
            refusedOr(() -> assertArrayEquals(bytes, KvCodec.encode(KvCodec.decodeCommand(bytes))));
            refusedOr(() -> assertArrayEquals(bytes, KvCodec.encodeQuery(KvCodec.decodeQuery(bytes))));
            refusedOr(() -> assertArrayEquals(bytes, KvCodec.encode(KvCodec.decodeReply(bytes))));
            refusedOr(() -> {
                MemberCommand command = MemberCodec.decodeCommand(bytes);
                assertEquals(command, MemberCodec.decodeCommand(MemberCodec.encode(command)));
            });
            refusedOr(() -> {
                MemberDirectory directory = MemberCodec.decodeDirectory(bytes);
                assertEquals(directory, MemberCodec.decodeDirectory(MemberCodec.encode(directory)));
            });
            refusedOr(() -> {
                MemberRecord record = MemberCodec.decodeAnswer(bytes);
                assertEquals(record, MemberCodec.decodeAnswer(MemberCodec.encodeAnswer(record)));
            });
            carriedOut(bytes);
            restored(bytes);
        });
    }

    /** What is in the log is carried out, whatever it is: a state machine that throws halts every replica. */
    private static void carriedOut(byte[] bytes) {
        ServedStateMachine machine = new ServedStateMachine(any -> {});
        machine.apply(1, 1, bytes);
        machine.apply(2, 2, bytes);
        assertEquals(2, machine.lastApplied());
        machine.query(bytes);
    }

    private static void restored(byte[] bytes) throws IOException {
        ServedStateMachine machine = new ServedStateMachine(any -> {});
        try {
            machine.restore(new ByteArrayInputStream(bytes));
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            machine.snapshot().writeTo(again);
            ServedStateMachine other = new ServedStateMachine(any -> {});
            other.restore(new ByteArrayInputStream(again.toByteArray()));
            assertEquals(machine.store().digest(), other.store().digest());
            assertEquals(machine.directory(), other.directory());
        } catch (IllegalArgumentException | IOException refused) {
            assertEquals(0, machine.lastApplied());
        }
    }

    private static void refusedOr(Runnable understood) {
        try {
            understood.run();
        } catch (IllegalArgumentException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
