package dev.seaworthy.checker.record;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/checker.md}. */
class OwnClassTest {
    /** A number that threads share. Somebody was proud of doing without a lock. */
    static class Account {
        private final AtomicLong balance = new AtomicLong();

        boolean compareAndSet(long expected, long updated) {
            if (balance.get() != expected) {
                return false;
            }
            Thread.onSpinWait();
            balance.set(updated); // Between the look and the leap, others were here.
            return true;
        }

        long get() {
            return balance.get();
        }
    }

    static CheckResult check(int threads, int rounds) throws InterruptedException {
        Account account = new Account();
        Recorder recorder = new Recorder();
        Threads.run(threads, thread -> {
            for (long round = 0; round < rounds; round++) {
                long seen = recorder.call("read", null, account::get);
                long mine = round * threads + thread + 1;
                recorder.call("cas", List.of(seen, mine), () -> account.compareAndSet(seen, mine));
            }
        });
        return new Checker().check(recorder.history(), Models.casRegister(0L), Budget.GENEROUS);
    }

    @Test
    void theRaceIsFound() throws InterruptedException {
        CheckResult result = check(4, 1_000);
        for (int run = 0; run < 100 && result.isLinearizable(); run++) {
            result = check(4, 1_000);
        }
        assertTrue(result.conflict().isPresent(), result::toString);
    }

    /** What the page says a race may come to, without the luck that a race takes. */
    @Test
    void theSentenceOnThePageIsWhatTheCheckerSays() throws IOException {
        History.Builder history = History.builder();
        int one = history.invoke(0, "cas", null, List.of(0L, 1L));
        int other = history.invoke(3, "cas", null, List.of(0L, 4L));
        history.ok(one, true);
        history.ok(other, true);
        String sentence = new Checker()
                .check(history.build(), Models.casRegister(0L), Budget.GENEROUS)
                .conflict()
                .orElseThrow()
                .sentence();
        String page = Files.readString(Path.of(System.getProperty("seaworthy.home"), "docs/checker.md"));
        assertTrue(page.contains("```text OwnClassTest\n" + sentence + "\n"), sentence);
    }
}
