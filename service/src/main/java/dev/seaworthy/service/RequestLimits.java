package dev.seaworthy.service;

import java.time.Duration;

/**
 * What clients' requests may take. Mutations and linearizable reads are counted apart, each up to the same bounds.
 *
 * @param timeout how long one may take, waiting for a leader included
 * @param waitingMax how many wait for their outcome at once
 * @param waitingBytesMax how many bytes they have together; what is kept of each takes this a few times over
 */
record RequestLimits(Duration timeout, int waitingMax, long waitingBytesMax) {
    /** So many may wait in a member, of mutations and of reads. */
    static final int WAITING_MAX = 8192;

    /** A sixteenth of the heap, and always enough for a few of the largest requests. */
    static final long WAITING_BYTES_MAX =
            Math.max(4L * KvService.REQUEST_BYTES_MAX, Runtime.getRuntime().maxMemory() / 16);

    static RequestLimits of(Duration timeout) {
        return new RequestLimits(timeout, WAITING_MAX, WAITING_BYTES_MAX);
    }
}
