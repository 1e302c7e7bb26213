package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyOrderTest {
    @Property(tries = 5_000)
    void itIsThatOfTheJdk(@ForAll("keys") byte[] one, @ForAll("keys") byte[] other) {
        int order = new KeyOrder().compare(one, other);
        assertEquals(Integer.signum(Arrays.compareUnsigned(one, other)), Integer.signum(order));
    }

    /** Few different bytes, so that keys share long beginnings, and those whose sign matters. */
    @Provide
    Arbitrary<byte[]> keys() {
        return Arbitraries.bytes()
                .between((byte) -1, (byte) 0)
                .array(byte[].class)
                .ofMaxSize(20);
    }
}
