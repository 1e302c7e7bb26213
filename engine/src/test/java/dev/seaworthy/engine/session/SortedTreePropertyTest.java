package dev.seaworthy.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SortedTreePropertyTest {
    /** A positive number is put, a negative one is removed; every tree on the way is kept and looked at in the end. */
    @Property
    void everyTreeStaysWhatATreeMapWas(@ForAll("changes") List<Integer> changes) {
        List<SortedTree<Integer, String>> trees = new ArrayList<>();
        List<TreeMap<Integer, String>> models = new ArrayList<>();
        SortedTree<Integer, String> tree = SortedTree.empty(Integer::compare);
        TreeMap<Integer, String> model = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            int key = Math.abs(changes.get(i));
            if (changes.get(i) > 0) {
                tree = tree.with(key, "v" + i);
                model.put(key, "v" + i);
            } else {
                tree = tree.without(key);
                model.remove(key);
            }
            trees.add(tree);
            models.add(new TreeMap<>(model));
        }
        for (int i = 0; i < trees.size(); i++) {
            assertEquals(models.get(i), contents(trees.get(i)));
            assertEquals(models.get(i).size(), trees.get(i).size());
            assertTrue(trees.get(i).height()
                    <= SortedTreeTest.heightMax(trees.get(i).size()));
            for (int key = 0; key <= 40; key++) {
                assertEquals(models.get(i).get(key), trees.get(i).get(key));
            }
        }
    }

    private static TreeMap<Integer, String> contents(SortedTree<Integer, String> tree) {
        TreeMap<Integer, String> contents = new TreeMap<>();
        int last = Integer.MIN_VALUE;
        for (var entry : tree) {
            assertTrue(entry.key() > last, entry.key() + " after " + last);
            last = entry.key();
            contents.put(entry.key(), entry.value());
        }
        assertEquals(
                contents.isEmpty() ? null : contents.firstKey(),
                tree.first() == null ? null : tree.first().key());
        return contents;
    }

    @Provide
    Arbitrary<List<Integer>> changes() {
        return Arbitraries.integers()
                .between(-40, 40)
                .filter(key -> key != 0)
                .list()
                .ofMaxSize(120);
    }
}
