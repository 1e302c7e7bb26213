package dev.seaworthy.storage;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The contract of a blob store, kept by each implementation of this module. */
class BlobStoreContractTest {
    @TestFactory
    Stream<DynamicContainer> everyImplementationKeepsTheContract() {
        return Stream.of(
                DynamicContainer.dynamicContainer("MEMORY", BlobStoreContract.tests(MemoryBlobs::new)),
                DynamicContainer.dynamicContainer("FILES", BlobStoreContract.tests(FileBlobs::new)));
    }
}
