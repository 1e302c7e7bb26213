package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.EntryId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Runs of terms against a plain list of them. */
class StoredTermsTest {
    /**
     * Each step: 0 to 2 append with a term that much later, 3 keeps a part of the log, 4 lets it begin later, 5 lets it
     * begin beyond its end.
     */
    @Property
    void runsAnswerLikeAListOfTerms(@ForAll @Size(max = 120) List<@IntRange(max = 5) Integer> steps) {
        StoredTerms runs = new StoredTerms();
        List<EntryId> list = new ArrayList<>(List.of(EntryId.ZERO));
        for (int i = 0; i < steps.size(); i++) {
            int step = steps.get(i);
            EntryId last = list.get(list.size() - 1);
            if (step < 3) {
                EntryId next = new EntryId(Math.max(1, last.term()) + step, last.index() + 1);
                runs.append(next.term());
                list.add(next);
            } else if (step == 3) {
                runs.keepTo(last.index() - i % 4);
                list.subList(Math.max(1, list.size() - i % 4), list.size()).clear();
            } else if (step == 4) {
                int gone = Math.min(list.size() - 1, i % 5);
                runs.beginAfter(list.get(gone));
                list.subList(0, gone).clear();
            } else {
                EntryId beyond = new EntryId(last.term() + 1, last.index() + 1 + i % 3);
                runs.beginAfter(beyond);
                list.clear();
                list.add(beyond);
            }
            assertAnswersLike(list, runs);
        }
    }

    private static void assertAnswersLike(List<EntryId> list, StoredTerms runs) {
        assertEquals(list.get(0), runs.base());
        assertEquals(list.get(list.size() - 1).index(), runs.lastIndex());
        for (EntryId entry : list) {
            assertEquals(entry.term(), runs.termAt(entry.index()));
        }
    }
}
