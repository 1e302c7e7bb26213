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
 */
public record Totals(
        long seeds,
        long events,
        long virtualNanos,
        long elections,
        long commits,
        long operations,
        long unknownOperations,
        SortedMap<String, Long> faults) {
    public Totals {
        faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }
}
