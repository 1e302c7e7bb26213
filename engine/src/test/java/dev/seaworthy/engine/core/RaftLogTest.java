package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Compares the log of runs with a plain list of entries. */
class RaftLogTest {
    /** Appends {@code count} entries of a term {@code termStep} later, after removing the last {@code removed} ones. */
    private record Step(int removed, int termStep, int count, int bytes) {}

    private record Plain(long term, int bytes) {}

    @Property
    void itAnswersAsAListOfEntriesDoes(@ForAll("steps") List<Step> steps) {
        RaftLog log = new RaftLog(EntryId.ZERO);
        List<Plain> model = new ArrayList<>();
        long term = 1;
        for (Step step : steps) {
            int keep = Math.max(0, model.size() - step.removed());
            model.subList(keep, model.size()).clear();
            log.truncateFrom(keep + 1L);
            term += step.termStep();
            for (int i = 0; i < step.count(); i++) {
                model.add(new Plain(term, step.bytes() + i));
                log.append(term, step.bytes() + i);
            }
            assertSame(model, log);
        }
    }

    @Property
    void itIsTheSameLogAfterEncodingAndDecoding(@ForAll("steps") List<Step> steps) {
        RaftLog log = new RaftLog(EntryId.ZERO);
        long term = 1;
        for (Step step : steps) {
            log.truncateFrom(Math.max(0, log.lastIndex() - step.removed()) + 1);
            term += step.termStep();
            for (int i = 0; i < step.count(); i++) {
                log.append(term, step.bytes());
            }
        }
        StateWriter out = new StateWriter();
        log.encode(out);
        StateWriter again = new StateWriter();
        RaftLog.decode(new StateReader(out.bytes())).encode(again);
        assertArrayEquals(out.bytes(), again.bytes());
    }

    @Test
    void truncatingBeyondTheEndRemovesNothing() {
        RaftLog log = new RaftLog(EntryId.ZERO);
        log.append(1, 1);
        log.truncateFrom(5);
        assertEquals(new EntryId(1, 1), log.last());
    }

    @Test
    void aTermIsKnownFromZeroToTheLastIndexOnly() {
        RaftLog log = new RaftLog(EntryId.ZERO);
        log.append(3, 1);
        assertEquals(0, log.termAt(0));
        assertThrows(IndexOutOfBoundsException.class, () -> log.termAt(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> log.termAt(2));
    }

    private static void assertSame(List<Plain> model, RaftLog log) {
        int last = model.size();
        assertEquals(last, log.lastIndex());
        assertEquals(last == 0 ? EntryId.ZERO : id(model, last), log.last());
        for (int index = 0; index <= last; index++) {
            long term = id(model, index).term();
            assertEquals(term, log.termAt(index));
            assertEquals(true, log.contains(new EntryId(term, index)));
            assertEquals(false, log.contains(new EntryId(term + 1, index)));
            assertEquals(bytes(model, 0, index), log.bytesBetween(0, index));
            assertEquals(bytes(model, index, last), log.bytesBetween(index, last));
        }
        assertEquals(false, log.contains(new EntryId(log.last().term(), last + 1L)));
        for (int index = 0; index <= last + 2; index++) {
            for (long term = 0; term <= log.last().term() + 1; term++) {
                assertEquals(lastNotAfter(model, index, term), log.lastNotAfter(index, term));
            }
        }
    }

    private static long lastNotAfter(List<Plain> model, int index, long term) {
        for (int at = Math.min(index, model.size()); at > 0; at--) {
            if (id(model, at).term() <= term) {
                return at;
            }
        }
        return 0;
    }

    private static EntryId id(List<Plain> model, int index) {
        return index == 0 ? EntryId.ZERO : new EntryId(model.get(index - 1).term(), index);
    }

    private static long bytes(List<Plain> model, int from, int to) {
        return model.subList(from, to).stream().mapToLong(Plain::bytes).sum();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 100))
                .as(Step::new);
        return step.list().ofMaxSize(40);
    }
}
