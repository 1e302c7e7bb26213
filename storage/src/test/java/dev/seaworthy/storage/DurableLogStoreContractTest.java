package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.host.StorageBatch;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The log store against a plain list, on every ordered store of this module. */
class DurableLogStoreContractTest {
    @Property(tries = 150)
    void afterAnyBatchesAndRestartsTheStoreHoldsWhatAListWouldInMemory(
            @ForAll long seed, @ForAll @IntRange(max = 60) int batches) {
        holdsWhatAListWould(MediumKind.MEMORY, new Random(seed), batches);
    }

    @Property(tries = 25)
    void afterAnyBatchesAndRestartsTheStoreHoldsWhatAListWouldOnLevelDb(
            @ForAll long seed, @ForAll @IntRange(max = 60) int batches) {
        holdsWhatAListWould(MediumKind.LEVELDB, new Random(seed), batches);
    }

    private static void holdsWhatAListWould(MediumKind kind, Random random, int batches) {
        LogModel model = new LogModel();
        MemorySlots slots = new MemorySlots();
        try (StoreMedium medium = kind.fresh()) {
            try (OrderedStore store = medium.open()) {
                DurableLogStore.init(store, slots, LogModel.CONFIGURATION);
            }
            int written = 0;
            while (written < batches) {
                int untilRestart = 1 + random.nextInt(15);
                try (DurableLogStore log = reopened(medium.open(), slots, model, random)) {
                    model.assertHolds(log.restored());
                    for (int i = 0; i < untilRestart && written < batches; i++, written++) {
                        StorageBatch batch = model.nextBatch(random);
                        log.write(batch);
                        model.take(batch);
                        readsWhatAListWould(log, model, random);
                    }
                }
            }
            try (DurableLogStore log = DurableLogStore.open(medium.open(), slots)) {
                model.assertHolds(log.restored());
            }
        }
    }

    private static DurableLogStore reopened(OrderedStore store, MemorySlots slots, LogModel model, Random random) {
        MarkSync markSync = random.nextBoolean() ? MarkSync.LATER : MarkSync.BEFORE_ACKNOWLEDGING;
        if (random.nextInt(8) == 0) {
            model.restartAfterLoss();
            Verdict told = new Verdict.Damaged(1, 0, "somebody says so");
            DurableLogStore log = DurableLogStore.open(store, slots, told, markSync);
            assertEquals(told, log.verdict());
            return log;
        }
        model.restart();
        DurableLogStore log = DurableLogStore.open(store, slots, new Verdict.Clean(), markSync);
        assertEquals(new Verdict.Clean(), log.verdict());
        return log;
    }

    private static void readsWhatAListWould(DurableLogStore log, LogModel model, Random random) {
        long first = random.nextLong(model.lastIndex() + 3);
        long last = random.nextLong(model.lastIndex() + 3);
        LogModel.assertEqual(model.range(first, last), log.read(first, last));
    }
}
