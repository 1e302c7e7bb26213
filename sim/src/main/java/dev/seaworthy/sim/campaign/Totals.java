package dev.seaworthy.sim.campaign;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What runs came to in sum. The same seeds give the same totals, in whatever order and beside whatever they ran.
 *
 * @param seeds how many runs; one that crashed counts here and nowhere else
 * @param events how many events
 * @param virtualNanos how much virtual time
 * @param elections how many elections were won
 * @param commits how many entries were committed
 * @param operations how many client operations the checker judged
 * @param unknownOperations how many of them ended with an unknown outcome
 * @param faults how often each kind of fault struck, by name
 * @param hash 32 hexadecimal digits over the seeds and hashes of all runs, in whatever order they ran: sums of sums are
 *     sums
 */
public record Totals(
        long seeds,
        long events,
        long virtualNanos,
        long elections,
        long commits,
        long operations,
        long unknownOperations,
        SortedMap<String, Long> faults,
        String hash) {
    public Totals {
        faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }
}
