package dev.seaworthy.checker.record;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.model.Models;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/checker.md}. */
class OwnClassTest {
    // docs/checker.md: begin
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

    // docs/checker.md: end

    @Test
    void theRaceIsFound() throws InterruptedException {
        CheckResult result = check(4, 1_000);
        for (int run = 0; run < 100 && result.isLinearizable(); run++) {
            result = check(4, 1_000);
        }
        assertTrue(result.conflict().isPresent(), result::toString);
    }
}
