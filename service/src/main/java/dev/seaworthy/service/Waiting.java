package dev.seaworthy.service;

import java.util.concurrent.TimeUnit;

/**
 * How many requests wait for their outcome here, and how many bytes they have; both are bounded, so that clients who
 * ask faster than anybody can answer, or while there is nobody who could, take memory up to a bound. Any thread.
 */
final class Waiting {
    private final int countMax;
    private final long bytesMax;
    private int count;
    private long bytes;

    Waiting(int countMax, long bytesMax) {
        this.countMax = countMax;
        this.bytesMax = bytesMax;
    }

    /** Takes a place if there is one. A request that is too large by itself gets one where nobody else waits. */
    synchronized boolean enter(long size) {
        if (count >= countMax || count > 0 && bytes + size > bytesMax) {
            return false;
        }
        count++;
        bytes += size;
        return true;
    }

    /** Gives the place back, with the size that it was taken with. */
    synchronized void leave(long size) {
        count--;
        bytes -= size;
        if (count == 0) {
            notifyAll();
        }
    }

    synchronized int count() {
        return count;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Waits until nobody waits any more, or the time is over. */
    synchronized void awaitNone(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (count > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }
}
