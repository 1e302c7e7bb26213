package dev.seaworthy.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.host.SnapshotView;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KvPropertyTest {
    private static final List<byte[]> KEYS = List.of(new byte[0], new byte[] {1}, new byte[] {-1}, new byte[] {1, 2});

    @Property
    void theStoreAnswersAsItsModelAndItsDigestIsThatOfItsWholeState(
            @ForAll("commands") List<KvCommand> commands, @ForAll int restartAfter) {
        KvModel model = new KvModel();
        KvStateMachine machine = new KvStateMachine();
        for (int i = 0; i < commands.size(); i++) {
            KvCommand command = commands.get(i);
            KvReply expected = model.apply(command);
            KvReply reply = KvCodec.decodeReply(machine.apply(i + 1, i, KvCodec.encode(command)));
            assertEquals(expected, reply, command.toString());
            assertEquals(model.digest(i + 1), machine.digest());
            if (i == Math.floorMod(restartAfter, commands.size())) {
                machine = restored(machine);
            }
        }
        for (byte[] key : KEYS) {
            byte[] answer = machine.query(KvCodec.encode(new KvQuery.Get(key)));
            assertEquals(model.get(key), KvCodec.decodeReply(answer));
        }
    }

    /** From here on the copy stands in for the original: whatever the snapshot forgot will show. */
    private static KvStateMachine restored(KvStateMachine original) {
        KvStateMachine copy = new KvStateMachine();
        copy.apply(1, 0, KvCodec.encode(new KvCommand.Put(new byte[] {9}, new byte[] {9}))); // to be forgotten
        Snapshots.restore(copy, Snapshots.of(original));
        assertArrayEquals(Snapshots.of(original), Snapshots.of(copy));
        assertEquals(original.digest(), copy.digest());
        assertEquals(original.lastApplied(), copy.lastApplied());
        assertEquals(original.revision(), copy.revision());
        assertEquals(original.size(), copy.size());
        return copy;
    }

    @Property
    void aViewIsWhatTheStoreWasAndARestoredStoreGoesOnLikeTheOriginal(
            @ForAll("commands") List<KvCommand> commands, @ForAll int captureAfter) {
        KvStateMachine machine = new KvStateMachine();
        int capture = Math.floorMod(captureAfter, commands.size());
        SnapshotView view = null;
        byte[] asCaptured = null;
        for (int i = 0; i < commands.size(); i++) {
            machine.apply(i + 1, i, KvCodec.encode(commands.get(i)));
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
            restored.apply(i + 1, i, KvCodec.encode(commands.get(i)));
        }
        assertEquals(machine.digest(), restored.digest());
        assertArrayEquals(Snapshots.of(machine), Snapshots.of(restored));
    }

    @Property(tries = 2000)
    void aDamagedSnapshotIsRefusedOrIsOneItselfAndNothingElseHappens(
            @ForAll("commands") List<KvCommand> commands, @ForAll int position, @ForAll byte damage) {
        KvStateMachine machine = new KvStateMachine();
        for (int i = 0; i < commands.size(); i++) {
            machine.apply(i + 1, i, KvCodec.encode(commands.get(i)));
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

    @Property
    void commandsComeBackFromTheirBytes(@ForAll("commands") List<KvCommand> commands) {
        for (KvCommand command : commands) {
            byte[] bytes = KvCodec.encode(command);
            assertEquals(command, KvCodec.decodeCommand(bytes));
        }
    }

    @Property
    void queriesComeBackFromTheirBytes(@ForAll byte[] key) {
        KvQuery query = new KvQuery.Get(key);
        assertEquals(query, KvCodec.decodeQuery(KvCodec.encode(query)));
    }

    @Property
    void repliesComeBackFromTheirBytesAndAreRefusedWhenCutIntoTheirHead(@ForAll("replies") KvReply reply) {
        byte[] bytes = KvCodec.encode(reply);
        assertEquals(reply, KvCodec.decodeReply(bytes));
        for (int length = 0; length < 19; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> KvCodec.decodeReply(cut));
        }
        if (reply.value() == null) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThrows(IllegalArgumentException.class, () -> KvCodec.decodeReply(longer));
        }
    }

    @Property(tries = 2000)
    void whatIsDecodedWasTheCanonicalEncoding(@ForAll("nearlyCommands") byte[] bytes) {
        KvCommand command;
        try {
            command = KvCodec.decodeCommand(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertArrayEquals(bytes, KvCodec.encode(command));
    }

    @Property(tries = 2000)
    void noBytesStopTheStore(@ForAll("nearlyCommands") byte[] bytes) {
        KvStateMachine machine = new KvStateMachine();
        KvCodec.decodeReply(machine.apply(1, 0, bytes));
        KvCodec.decodeReply(machine.query(bytes));
        assertEquals(1, machine.lastApplied());
    }

    @Provide
    Arbitrary<List<KvCommand>> commands() {
        Arbitrary<byte[]> keys = Arbitraries.of(KEYS);
        Arbitrary<byte[]> values = Arbitraries.bytes()
                .between((byte) -1, (byte) 1)
                .array(byte[].class)
                .ofMaxSize(1);
        Arbitrary<KvCommand> command = Arbitraries.oneOf(
                Combinators.combine(keys, values).as(KvCommand.Put::new),
                keys.map(KvCommand.Delete::new),
                Combinators.combine(keys, values.injectNull(0.3), values).as(KvCommand.CompareAndSet::new));
        return command.list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<KvReply> replies() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Long.MAX_VALUE);
        Arbitrary<byte[]> values =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20).injectNull(0.2);
        return Combinators.combine(Arbitraries.of(KvReply.Status.class), numbers, numbers, values)
                .as((status, a, b, value) -> new KvReply(status, Math.max(a, b), Math.min(a, b), value));
    }

    /** Small numbers throughout, so that versions, kinds and sizes are often right. */
    @Provide
    Arbitrary<byte[]> nearlyCommands() {
        Arbitrary<byte[]> tails = Arbitraries.bytes()
                .between((byte) -1, (byte) 2)
                .array(byte[].class)
                .ofMaxSize(16);
        Arbitrary<Byte> kinds = Arbitraries.bytes().between((byte) 0, (byte) 4);
        return Combinators.combine(kinds, Arbitraries.integers().between(-1, 3), tails)
                .as((kind, size, tail) -> ByteBuffer.allocate(6 + tail.length)
                        .put((byte) 1)
                        .put(kind)
                        .putInt(size)
                        .put(tail)
                        .array());
    }
}
