package dev.seaworthy.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SortedTreeTest {
    private final SortedTree<Integer, String> empty = SortedTree.empty(Integer::compare);

    @Test
    void keysThatComeInOrderMakeNoChain() {
        SortedTree<Integer, String> up = empty;
        SortedTree<Integer, String> down = empty;
        for (int i = 0; i < 100_000; i++) {
            up = up.with(i, "");
            down = down.with(-i, "");
        }
        assertTrue(up.height() <= heightMax(100_000), "height " + up.height());
        assertTrue(down.height() <= heightMax(100_000), "height " + down.height());
        for (int i = 0; i < 99_990; i++) {
            up = up.without(i);
        }
        assertEquals(10, up.size());
        assertTrue(up.height() <= 4, "height " + up.height());
    }

    @Test
    void anEmptyTreeHasNothing() {
        assertNull(empty.get(1));
        assertNull(empty.first());
        assertSame(empty, empty.without(1));
        Iterator<SortedTree.Entry<Integer, String>> walk = empty.iterator();
        assertThrows(NoSuchElementException.class, walk::next);
    }

    @Test
    void noKeyStandsForNull() {
        assertThrows(IllegalArgumentException.class, () -> empty.with(1, null));
    }

    /** The height of the sparsest AVL tree with at most as many keys: each needs one more than two smaller ones. */
    static int heightMax(int size) {
        long keys = 0;
        long keysHigher = 1;
        int height = 0;
        while (keysHigher <= size) {
            long next = keys + keysHigher + 1;
            keys = keysHigher;
            keysHigher = next;
            height++;
        }
        return height;
    }
}
