package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Runs of terms against a plain list of them. */
class StoredTermsTest {
    /** Each step: 0 to 2 append with a term that much later, 3 and above keep a part of the log. */
    @Property
    void runsAnswerLikeAListOfTerms(@ForAll @Size(max = 120) List<@IntRange(max = 3) Integer> steps) {
        StoredTerms runs = new StoredTerms();
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int step = steps.get(i);
            if (step < 3) {
                long term = (list.isEmpty() ? 1 : list.get(list.size() - 1)) + step;
                runs.append(term);
                list.add(term);
            } else {
                int kept = list.size() - i % 4;
                runs.keepTo(Math.max(0, kept));
                while (!list.isEmpty() && list.size() > kept) {
                    list.remove(list.size() - 1);
                }
            }
            assertAnswersLike(list, runs);
        }
    }

    private static void assertAnswersLike(List<Long> list, StoredTerms runs) {
        assertEquals(list.size(), runs.lastIndex());
        assertEquals(0, runs.termAt(0));
        for (int i = 0; i < list.size(); i++) {
            assertEquals(list.get(i), runs.termAt(i + 1));
        }
    }
}
