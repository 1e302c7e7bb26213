package dev.seaworthy.bench.node;

import dev.seaworthy.bench.machine.Reading;
import org.HdrHistogram.Histogram;

/**
 * What one stretch of load came to.
 *
 * @param seconds how long it was
 * @param nanos how long each request took that was answered meanwhile
 * @param failures requests that ended with an error
 * @param servers what it cost the servers
 * @param generatorCpuSeconds what it cost this process
 * @param foreignCores how many processors worked for neither this process nor any server, on average
 * @param stolenShare how much of all processors' time the host did not give
 */
record Turn(
        double seconds,
        Histogram nanos,
        long failures,
        Reading servers,
        double generatorCpuSeconds,
        double foreignCores,
        double stolenShare) {}
