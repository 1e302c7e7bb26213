package dev.seaworthy.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LongMapTest {
    @Test
    void keepsEveryValueWhileItGrows() {
        LongMap map = new LongMap();
        for (long key = 1; key <= 10_000; key++) {
            map.put(key * key - 5_000_000, key);
        }
        for (long key = 1; key <= 10_000; key++) {
            assertEquals(key, map.get(key * key - 5_000_000));
        }
        assertEquals(0, map.get(2));
    }

    @Test
    void laterValueReplacesTheEarlierOne() {
        LongMap map = new LongMap();
        map.put(7, 1);
        map.put(7, 2);
        assertEquals(2, map.get(7));
    }
}
