package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.BlobMedium;
import dev.seaworthy.storage.BlobStore;
import dev.seaworthy.storage.BlobStoreContract;
import dev.seaworthy.storage.OrderedStore;
import dev.seaworthy.storage.OrderedStoreContract;
import dev.seaworthy.storage.StoreMedium;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulated disk keeps the contract that LevelDB keeps, whenever its syncs are done. */
class SimStoreContractTest {
    /** A simulated disk as a medium. */
    private record DiskMedium(SimDisk disk) implements StoreMedium {
        @Override
        public OrderedStore open() {
            return disk.open();
        }

        @Override
        public void close() {
            disk.crash(disk.unsynced());
        }
    }

    /** Simulated blobs as a medium. */
    private record Blobs(SimBlobs blobs) implements BlobMedium {
        @Override
        public BlobStore open() {
            return blobs.open();
        }

        @Override
        public void close() {
            blobs.crash((bound, what) -> 0);
        }
    }

    @TestFactory
    Stream<DynamicTest> theBlobsKeepTheContractOfABlobStore() {
        return BlobStoreContract.tests(() -> new Blobs(new SimBlobs()));
    }

    @TestFactory
    Stream<DynamicContainer> theDiskKeepsTheContractOfAnOrderedStore() {
        Stream<DynamicTest> immediate = OrderedStoreContract.tests(() -> new DiskMedium(SimDisk.withImmediateSyncs()));
        Stream<DynamicTest> deferred = OrderedStoreContract.tests(() -> new DiskMedium(SimDisk.withDeferredSyncs()));
        return Stream.of(
                DynamicContainer.dynamicContainer("immediate syncs", immediate),
                DynamicContainer.dynamicContainer("deferred syncs", deferred));
    }
}
