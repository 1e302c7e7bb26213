package dev.seaworthy.storage.thread;

import java.util.concurrent.TimeUnit;

/** Threads that end when they are told to; a process that ends without telling them loses what a crash would lose. */
final class Threads {
    private Threads() {}

    static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until a thread has ended, also where the caller is interrupted meanwhile; false where it takes longer. */
    static boolean end(Thread thread, long patienceNanos) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + patienceNanos;
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
            } catch (InterruptedException e) {
                // What is being written must be at rest before the files are closed.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
