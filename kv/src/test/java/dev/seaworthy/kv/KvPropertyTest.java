package dev.seaworthy.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.host.SnapshotView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KvPropertyTest {
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void theStoreAnswersAsItsSpecificationAndItsDigestIsThatOfItsWholeState(
            @ForAll("commands") List<KvCommand> commands,
            @ForAll("queries") List<KvQuery> queries,
            @ForAll int restartAfter) {
        KvReference reference = new KvReference();
        KvStateMachine machine = new KvStateMachine();
        for (int i = 0; i < commands.size(); i++) {
            KvCommand command = commands.get(i);
            assertEquals(reference.apply(command), apply(machine, i + 1, command), command.toString());
            assertEquals(reference.digest(i + 1), machine.digest());
            if (i == Math.floorMod(restartAfter, commands.size())) {
                machine = restored(machine);
            }
            for (KvQuery query : queries) {
                assertEquals(reference.query(query), query(machine, query), query.toString());
            }
        }
    }

    /** From here on the copy stands in for the original: whatever the snapshot forgot will show. */
    private static KvStateMachine restored(KvStateMachine original) {
        KvStateMachine copy = new KvStateMachine();
        apply(copy, 1, new Put(new byte[] {9}, new byte[] {9}, false)); // to be forgotten
        Snapshots.restore(copy, Snapshots.of(original));
        assertArrayEquals(Snapshots.of(original), Snapshots.of(copy));
        assertEquals(original.digest(), copy.digest());
        assertEquals(original.lastApplied(), copy.lastApplied());
        assertEquals(original.revision(), copy.revision());
        assertEquals(original.compactedRevision(), copy.compactedRevision());
        assertEquals(original.size(), copy.size());
        assertEquals(original.pastSize(), copy.pastSize());
        return copy;
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void compactionChangesNothingThatCanStillBeRead(
            @ForAll("commands") List<KvCommand> commands, @ForAll int compactedAt) {
        KvStateMachine machine = new KvStateMachine();
        for (int i = 0; i < commands.size(); i++) {
            apply(machine, i + 1, commands.get(i));
        }
        long from = machine.compactedRevision() + 1;
        long at = from + Math.floorMod(compactedAt, Math.max(1, machine.revision() - from + 1));
        List<List<KeyValue>> before = visible(machine, at);
        apply(machine, commands.size() + 1L, new Compact(at));
        assertEquals(before, visible(machine, at));
        apply(machine, commands.size() + 2L, new Compact(machine.revision()));
        assertEquals(0, machine.pastSize());
    }

    private static List<List<KeyValue>> visible(KvStateMachine machine, long from) {
        List<List<KeyValue>> all = new ArrayList<>();
        for (long revision = from; revision <= machine.revision(); revision++) {
            KvReply reply = query(machine, Range.at(KeyRange.all(), revision));
            all.add(((KvReply.RangeReply) reply).pairs());
        }
        return all;
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aViewIsWhatTheStoreWasAndARestoredStoreGoesOnLikeTheOriginal(
            @ForAll("commands") List<KvCommand> commands, @ForAll int captureAfter) {
        KvStateMachine machine = new KvStateMachine();
        int capture = Math.floorMod(captureAfter, commands.size());
        SnapshotView view = null;
        byte[] asCaptured = null;
        for (int i = 0; i < commands.size(); i++) {
            apply(machine, i + 1, commands.get(i));
            if (i == capture) {
                view = machine.snapshot();
                asCaptured = Snapshots.of(machine);
            }
        }
        byte[] writtenLate = Snapshots.written(view);
        assertArrayEquals(asCaptured, writtenLate);
        KvStateMachine restored = new KvStateMachine();
        Snapshots.restore(restored, writtenLate);
        for (int i = capture + 1; i < commands.size(); i++) {
            apply(restored, i + 1, commands.get(i));
        }
        assertEquals(machine.digest(), restored.digest());
        assertArrayEquals(Snapshots.of(machine), Snapshots.of(restored));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aDamagedSnapshotIsRefusedOrIsOneItselfAndNothingElseHappens(
            @ForAll("commands") List<KvCommand> commands, @ForAll int position, @ForAll byte damage) {
        KvStateMachine machine = new KvStateMachine();
        for (int i = 0; i < commands.size(); i++) {
            apply(machine, i + 1, commands.get(i));
        }
        byte[] good = Snapshots.of(machine);
        byte[] bad = good.clone();
        bad[Math.floorMod(position, bad.length)] = damage;
        try {
            Snapshots.restore(machine, bad);
        } catch (IllegalArgumentException refused) {
            assertArrayEquals(good, Snapshots.of(machine));
            return;
        }
        assertArrayEquals(bad, Snapshots.of(machine));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void requestsAndRepliesComeBackFromTheirBytesAndAreRefusedWhenCut(
            @ForAll("commands") List<KvCommand> commands, @ForAll("queries") List<KvQuery> queries) {
        KvReference reference = new KvReference();
        for (KvCommand command : commands) {
            byte[] bytes = KvCodec.encode(command);
            assertEquals(command, KvCodec.decodeCommand(bytes));
            refusesAllButAllOf(bytes, KvCodec::decodeCommand);
            KvReply reply = reference.apply(command);
            refusesAllButAllOf(KvCodec.encode(reply), KvCodec::decodeReply);
            assertEquals(reply, KvCodec.decodeReply(KvCodec.encode(reply)));
        }
        for (KvQuery query : queries) {
            byte[] bytes = KvCodec.encodeQuery(query);
            assertEquals(query, KvCodec.decodeQuery(bytes));
            refusesAllButAllOf(bytes, KvCodec::decodeQuery);
        }
    }

    private interface Decoding {
        void of(byte[] bytes);
    }

    private static void refusesAllButAllOf(byte[] bytes, Decoding decoding) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> decoding.of(cut));
        }
        assertThrows(IllegalArgumentException.class, () -> decoding.of(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void noBytesStopTheStoreAndWhatIsDecodedWasTheCanonicalEncoding(
            @ForAll("commands") List<KvCommand> commands, @ForAll int position, @ForAll byte damage) {
        byte[] bytes = KvCodec.encode(commands.get(0));
        bytes[Math.floorMod(position, bytes.length)] = damage;
        KvStateMachine machine = new KvStateMachine();
        KvCodec.decodeReply(machine.apply(1, 0, bytes));
        KvCodec.decodeReply(machine.query(bytes));
        assertEquals(1, machine.lastApplied());
        KvCommand command;
        try {
            command = KvCodec.decodeCommand(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertArrayEquals(bytes, KvCodec.encode(command));
    }

    private static KvReply apply(KvStateMachine machine, long index, KvCommand command) {
        return KvCodec.decodeReply(machine.apply(index, 0, KvCodec.encode(command)));
    }

    private static KvReply query(KvStateMachine machine, KvQuery query) {
        return KvCodec.decodeReply(machine.query(KvCodec.encodeQuery(query)));
    }

    @Provide
    Arbitrary<List<KvCommand>> commands() {
        return Requests.commands().list().ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<KvQuery>> queries() {
        return Requests.queries().list().ofMaxSize(4);
    }
}
