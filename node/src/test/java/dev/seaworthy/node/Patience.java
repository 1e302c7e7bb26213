package dev.seaworthy.node;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads bring about; the test's own timeout ends it where they do not. */
public final class Patience {
    /** A question that is asked until the answer is yes. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    private Patience() {}

    public static void until(Condition condition) throws Exception {
        while (!condition.holds()) {
            pause();
        }
    }

    static void pause() throws InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        if (Thread.interrupted()) {
            throw new InterruptedException("it did not come about in time");
        }
    }
}
