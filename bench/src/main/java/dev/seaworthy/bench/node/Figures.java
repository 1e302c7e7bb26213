package dev.seaworthy.bench.node;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One cell of one system: what its turns came to together. Times in milliseconds, but for processor time.
 *
 * @param system its name
 * @param perSecond requests answered per second
 * @param cpuMicros processor time of all servers per request, in microseconds
 * @param compilingShare how much of that was the compilers' of JVMs, from 0 to 1
 * @param writtenBytes what all servers wrote to disks per request
 * @param generatorCpuMicros processor time of the load generator per request, in microseconds
 * @param failures requests that ended with an error
 * @param foreignCores how many processors worked for something else, in the worst turn
 * @param stolenShare how much of the processors' time the host did not give, in the worst turn
 */
record Figures(
        String system,
        double perSecond,
        double p50,
        double p99,
        double p999,
        double cpuMicros,
        double compilingShare,
        double writtenBytes,
        double generatorCpuMicros,
        long failures,
        double foreignCores,
        double stolenShare) {
    private static final double MICROS = 1e6;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEDIAN = 50;
    private static final double PER_CENT = 99;
    private static final double PER_MILLE = 99.9;

    static Figures of(String system, List<Turn> turns) {
        Histogram nanos = new Histogram(turns.get(0).nanos());
        nanos.reset();
        turns.forEach(it -> nanos.add(it.nanos()));
        double requests = Math.max(1, nanos.getTotalCount());
        double seconds = turns.stream().mapToDouble(Turn::seconds).sum();
        double cpu = turns.stream().mapToDouble(it -> it.servers().cpuSeconds()).sum();
        double compiling = turns.stream()
                .mapToDouble(it -> it.servers().compilingSeconds())
                .sum();
        double generator = turns.stream().mapToDouble(Turn::generatorCpuSeconds).sum();
        double written =
                turns.stream().mapToDouble(it -> it.servers().writtenBytes()).sum();
        return new Figures(
                system,
                nanos.getTotalCount() / seconds,
                nanos.getValueAtPercentile(MEDIAN) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(PER_CENT) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(PER_MILLE) / NANOS_PER_MILLI,
                cpu * MICROS / requests,
                cpu == 0 ? 0 : compiling / cpu,
                written / requests,
                generator * MICROS / requests,
                turns.stream().mapToLong(Turn::failures).sum(),
                turns.stream().mapToDouble(Turn::foreignCores).max().orElse(0),
                turns.stream().mapToDouble(Turn::stolenShare).max().orElse(0));
    }
}
