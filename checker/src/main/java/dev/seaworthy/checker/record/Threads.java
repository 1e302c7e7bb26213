package dev.seaworthy.checker.record;

import dev.seaworthy.checker.OutsideTheWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Threads that begin at the same moment, to meet in what they test. Stateless. */
@OutsideTheWorld
public final class Threads {
    /** What one thread does. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param thread the thread's number, from 0
         */
        void run(int thread) throws Exception;
    }

    private Threads() {}

    /**
     * Runs the work on so many threads at once and waits until all have ended.
     *
     * @throws IllegalStateException if one of them threw; its cause is what the first of them threw
     * @throws InterruptedException if this thread was told to hurry
     */
    public static void run(int threads, Work work) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(threads);
        List<FutureTask<Void>> tasks = new ArrayList<>(threads);
        for (int i = 0; i < threads; i++) {
            int number = i;
            FutureTask<Void> task = new FutureTask<>(() -> {
                ready.countDown();
                ready.await();
                work.run(number);
                return null;
            });
            tasks.add(task);
            Thread thread = new Thread(task, "recorded " + i);
            thread.setDaemon(true);
            thread.start();
        }
        ExecutionException failure = null;
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException failed) {
                failure = failure == null ? failed : failure;
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a thread failed: " + failure.getCause(), failure.getCause());
        }
    }
}
