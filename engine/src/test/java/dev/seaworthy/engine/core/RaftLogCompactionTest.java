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
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Compares a log that is compacted and replaced by snapshots with a list that forgets its first entries. */
class RaftLogCompactionTest {
    private enum Kind {
        APPEND,
        TRUNCATE,
        COMPACT,
        RESET
    }

    /** What to do, how much of it, in how much newer a term. */
    private record Step(Kind kind, int amount, int termStep) {}

    private record Plain(long term, int bytes) {}

    /** The entries after the base, and the base. */
    private static final class Model {
        final List<Plain> entries = new ArrayList<>();
        EntryId base = EntryId.ZERO;

        long lastIndex() {
            return base.index() + entries.size();
        }

        long termAt(long index) {
            return index == base.index()
                    ? base.term()
                    : entries.get((int) (index - base.index() - 1)).term();
        }

        long bytes(long from, long to) {
            return entries.subList((int) (from - base.index()), (int) (to - base.index())).stream()
                    .mapToLong(Plain::bytes)
                    .sum();
        }

        /** What is below the base is committed: every leader's log has it, and so it matches whatever is asked. */
        long lastNotAfter(long index, long term) {
            long at = Math.min(index, lastIndex());
            while (at >= base.index() && termAt(at) > term) {
                at--;
            }
            return at;
        }
    }

    @Property
    void itAnswersAsAListThatForgetsItsBeginningDoes(@ForAll("steps") List<Step> steps) {
        RaftLog log = new RaftLog(EntryId.ZERO);
        Model model = new Model();
        long term = 1;
        for (Step step : steps) {
            term += step.termStep();
            take(step, term, log, model);
            assertSame(model, log);
        }
    }

    @Property
    void itIsTheSameLogAfterEncodingAndDecoding(@ForAll("steps") List<Step> steps) {
        RaftLog log = new RaftLog(EntryId.ZERO);
        Model model = new Model();
        long term = 1;
        for (Step step : steps) {
            term += step.termStep();
            take(step, term, log, model);
        }
        StateWriter out = new StateWriter();
        log.encode(out);
        RaftLog decoded = RaftLog.decode(new StateReader(out.bytes()));
        assertSame(model, decoded);
        StateWriter again = new StateWriter();
        decoded.encode(again);
        assertArrayEquals(out.bytes(), again.bytes());
    }

    @Test
    void manyEntriesComeAndGoWithoutTheirSizesBeingMixedUp() {
        RaftLog log = new RaftLog(EntryId.ZERO);
        Model model = new Model();
        for (int i = 0; i < 2000; i++) {
            take(new Step(Kind.APPEND, 1 + i % 3, 0), 1 + i / 100, log, model);
            if (i % 7 == 0) {
                take(new Step(Kind.COMPACT, i % 31, 0), 0, log, model);
            }
            assertEquals(model.lastIndex(), log.lastIndex());
            assertEquals(
                    model.bytes(model.base.index(), model.lastIndex()),
                    log.bytesBetween(model.base.index(), model.lastIndex()));
        }
        assertSame(model, log);
    }

    @Test
    void whatIsCompactedHasNoTermAnyMore() {
        RaftLog log = new RaftLog(EntryId.ZERO);
        log.append(1, 1);
        log.append(1, 1);
        log.compactTo(1);
        assertThrows(IndexOutOfBoundsException.class, () -> log.termAt(0));
        assertEquals(1, log.termAt(1));
    }

    private static void take(Step step, long term, RaftLog log, Model model) {
        int held = model.entries.size();
        switch (step.kind()) {
            case APPEND -> {
                for (int i = 0; i < step.amount(); i++) {
                    model.entries.add(new Plain(term, 10 * step.amount() + i));
                    log.append(term, 10 * step.amount() + i);
                }
            }
            case TRUNCATE -> {
                int keep = Math.max(0, held - step.amount());
                log.truncateFrom(model.base.index() + keep + 1);
                model.entries.subList(keep, held).clear();
            }
            case COMPACT -> {
                int gone = Math.min(held, step.amount());
                EntryId base = new EntryId(model.termAt(model.base.index() + gone), model.base.index() + gone);
                log.compactTo(base.index());
                model.base = base;
                model.entries.subList(0, gone).clear();
            }
            case RESET -> {
                model.base = new EntryId(term, model.lastIndex() + step.amount());
                model.entries.clear();
                log.reset(model.base);
            }
        }
    }

    private static void assertSame(Model model, RaftLog log) {
        long base = model.base.index();
        long last = model.lastIndex();
        assertEquals(model.base, log.base());
        assertEquals(last, log.lastIndex());
        assertEquals(new EntryId(model.termAt(last), last), log.last());
        assertEquals(model.termAt(last), log.lastTerm());
        for (long index = base; index <= last; index++) {
            long term = model.termAt(index);
            assertEquals(term, log.termAt(index));
            assertEquals(true, log.contains(new EntryId(term, index)));
            assertEquals(false, log.contains(new EntryId(term + 1, index)));
            assertEquals(model.bytes(base, index), log.bytesBetween(base, index));
            assertEquals(model.bytes(index, last), log.bytesBetween(index, last));
        }
        assertEquals(false, log.contains(new EntryId(log.lastTerm(), last + 1)));
        if (base > 0) {
            assertEquals(true, log.contains(new EntryId(1, base - 1)), "what is compacted matches unseen");
        }
        for (long index = base; index <= last + 2; index++) {
            for (long term = 0; term <= log.lastTerm() + 1; term++) {
                assertEquals(model.lastNotAfter(index, term), log.lastNotAfter(index, term));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Kind.APPEND),
                                Tuple.of(3, Kind.TRUNCATE),
                                Tuple.of(3, Kind.COMPACT),
                                Tuple.of(1, Kind.RESET)),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 2))
                .as(Step::new);
        return step.list().ofMaxSize(40);
    }
}
