package dev.seaworthy.cli.torture;

import java.util.concurrent.TimeUnit;

/** Everything that one node sends another: whether it comes through, and when. Any thread. */
final class Direction {
    private boolean held;
    private boolean closed;
    private int delayMillis;

    synchronized void be(boolean nowHeld, boolean nowClosed, int nowDelayMillis) {
        held = nowHeld;
        closed = nowClosed;
        delayMillis = nowDelayMillis;
        notifyAll();
    }

    /** Whether connections break and are refused. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits until what is to be sent may go on. */
    void pass() throws InterruptedException {
        int delay;
        synchronized (this) {
            while (held) {
                wait();
            }
            delay = delayMillis;
        }
        if (delay > 0) {
            TimeUnit.MILLISECONDS.sleep(delay);
        }
    }
}
