package dev.seaworthy.storage;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The contract of an ordered store, kept by each implementation of this module. */
class OrderedStoreContractTest {
    @TestFactory
    Stream<DynamicContainer> everyImplementationKeepsTheContract() {
        return Stream.of(MediumKind.values())
                .map(kind -> DynamicContainer.dynamicContainer(kind.name(), OrderedStoreContract.tests(kind::fresh)));
    }
}
