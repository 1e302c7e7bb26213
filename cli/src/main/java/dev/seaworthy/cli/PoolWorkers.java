package dev.seaworthy.cli;

import dev.seaworthy.checker.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A pool of threads that works on partitions. To be closed after use. */
final class PoolWorkers implements Workers, AutoCloseable {
    private final ExecutorService pool;

    /** A pool of so many threads, which end with the JVM if nothing else keeps it. */
    public PoolWorkers(int threads) {
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "check");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void runAll(List<Runnable> tasks) {
        List<Future<?>> started = new ArrayList<>(tasks.size());
        for (Runnable task : tasks) {
            started.add(pool.submit(task));
        }
        Throwable failure = null;
        for (Future<?> future : started) {
            try {
                future.get();
            } catch (ExecutionException failed) {
                failure = failure == null ? failed.getCause() : failure;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while checking", interrupted);
            }
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
