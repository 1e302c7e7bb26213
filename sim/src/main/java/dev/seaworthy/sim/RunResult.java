package dev.seaworthy.sim;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What one run came to.
 *
 * @param seed the scenario's seed
 * @param hash 32 hexadecimal digits over every event of the run
 * @param events how many events the kernel dispatched
 * @param virtualNanos how long the run lasted in virtual time
 * @param elections how many elections were won
 * @param commits how many entries were committed
 * @param operations how many client operations the history held and the checker judged
 * @param unknownOperations how many of them ended with an unknown outcome
 * @param faults how often each kind of fault struck, by name; messages lost and repeated are counted here too
 * @param violation the first property broken, if any
 */
public record RunResult(
        long seed,
        String hash,
        long events,
        long virtualNanos,
        long elections,
        long commits,
        long operations,
        long unknownOperations,
        SortedMap<String, Long> faults,
        Optional<Violation> violation) {}
