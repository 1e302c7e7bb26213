package dev.seaworthy.storage;

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
        try (StoreMedium medium = kind.fresh()) {
            try (OrderedStore store = medium.open()) {
                DurableLogStore.init(store, LogModel.CONFIGURATION);
            }
            int written = 0;
            while (written < batches) {
                int untilRestart = 1 + random.nextInt(15);
                try (DurableLogStore log = DurableLogStore.open(medium.open())) {
                    model.assertHolds(log.restored());
                    model.restart();
                    for (int i = 0; i < untilRestart && written < batches; i++, written++) {
                        StorageBatch batch = model.nextBatch(random);
                        log.write(batch);
                        model.take(batch);
                    }
                }
            }
            try (DurableLogStore log = DurableLogStore.open(medium.open())) {
                model.assertHolds(log.restored());
            }
        }
    }
}
