package dev.seaworthy.sim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReference;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.kv.KvReply.RangeReply;
import dev.seaworthy.kv.KvStateMachine;
import dev.seaworthy.kv.Put;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReplayTest {
    private final List<String> violations = new ArrayList<>();
    private final LogReplay replay = new LogReplay((property, story) -> violations.add(property));
    private final KvStateMachine machine = new KvStateMachine();
    private long index;
    private long operations;

    @Test
    void theStoresOwnAnswersAreAsSpecified() {
        run(OperationKind.PUT, "k0", "a", 0);
        run(OperationKind.TRANSACTION, "t0", "b", 3);
        run(OperationKind.TRANSACTION, "t0", "c", 3); // changed since: cleared
        read(operation(OperationKind.RANGE, "k0", null, 3), 0);
        run(OperationKind.COMPACT, null, null, 3);
        read(operation(OperationKind.RANGE, "k0", null, 3), 0);
        read(operation(OperationKind.RANGE, "k0", null, 2), 0);
        read(operation(OperationKind.GET, "k0", null, 0), 0);
        assertEquals(List.of(), violations);
    }

    @Test
    void aRangeThatIgnoresTheRevisionAskedForIsFound() {
        run(OperationKind.PUT, "k0", "a", 0);
        run(OperationKind.PUT, "k0", "b", 0);
        StoreOperation old = operation(OperationKind.RANGE, "k0", null, 2);
        StoreOperation now = operation(OperationKind.RANGE, "k0", null, 0);
        replay.read(old, index, KvCodec.decodeReply(machine.query(now.encode())));
        assertEquals(List.of(LogReplay.AS_SPECIFIED), violations);
    }

    @Test
    void aReadFromAnotherStateThanItNamesIsFound() {
        run(OperationKind.PUT, "k0", "a", 0);
        run(OperationKind.PUT, "k0", "b", 0);
        read(operation(OperationKind.GET, "k0", null, 0), 1);
        assertEquals(List.of(LogReplay.AS_SPECIFIED), violations);
    }

    @Test
    void aVersionThatSurvivesADeletionIsFound() {
        KvReference reference = new KvReference();
        replay.executed(1, 1, 0, command("k0"), answer(reference.apply(put("k0"))));
        KvReply second = reference.apply(put("k0")); // of the same life, while the log deletes in between
        StoreOperation delete = operation(OperationKind.DELETE, "k0", null, 0);
        machine.apply(1, 0, command("k0"));
        replay.executed(2, 1, 1, delete.encode(), answer(KvCodec.decodeReply(machine.apply(2, 0, delete.encode()))));
        assertEquals(List.of(), violations);
        replay.executed(3, 1, 2, command("k0"), answer(second));
        assertEquals(List.of(LogReplay.AS_SPECIFIED), violations);
    }

    @Test
    void anAnswerToAnotherCommandIsFound() {
        run(OperationKind.PUT, "k0", "a", 0);
        StoreOperation delete = operation(OperationKind.DELETE, "k0", null, 0);
        replay.answered(delete, 1, new RangeReply(2, List.of(), false, 0));
        assertEquals(List.of(LogReplay.AS_SPECIFIED), violations);
    }

    private void run(OperationKind kind, String key, String value, long revision) {
        StoreOperation operation = operation(kind, key, value, revision);
        KvReply reply = KvCodec.decodeReply(machine.apply(++index, 0, operation.encode()));
        replay.executed(index, 1, operation.number(), operation.encode(), answer(reply));
        replay.answered(operation, index, reply);
    }

    private void read(StoreOperation operation, long indexesBack) {
        replay.read(operation, index - indexesBack, KvCodec.decodeReply(machine.query(operation.encode())));
    }

    private StoreOperation operation(OperationKind kind, String key, String value, long revision) {
        return new StoreOperation(1, operations++, kind, key, value, null, revision);
    }

    private static Put put(String key) {
        return new Put(key.getBytes(StandardCharsets.US_ASCII), new byte[] {'v'}, false);
    }

    private static byte[] command(String key) {
        return KvCodec.encode(put(key));
    }

    private static byte[] answer(KvReply reply) {
        return KvCodec.encode(reply);
    }
}
