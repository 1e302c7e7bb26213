package dev.seaworthy.cli;

import dev.seaworthy.sim.shrink.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Asks as many questions at once as it has threads, in ascending order, and none above the smallest number known to
 * have the answer yes. To be closed after use.
 */
final class ThreadProbe implements Probe, AutoCloseable {
    private final PoolWorkers pool;
    private final int threads;

    ThreadProbe(int threads) {
        this.threads = threads;
        pool = new PoolWorkers(threads);
    }

    @Override
    public int first(int count, IntPredicate question) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger smallest = new AtomicInteger(count);
        List<Runnable> askers = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, count); i++) {
            askers.add(() -> {
                for (int number = next.getAndIncrement(); number < smallest.get(); number = next.getAndIncrement()) {
                    if (question.test(number)) {
                        smallest.accumulateAndGet(number, Math::min);
                    }
                }
            });
        }
        pool.runAll(askers);
        return smallest.get() == count ? -1 : smallest.get();
    }

    @Override
    public void close() {
        pool.close();
    }
}
