package dev.seaworthy.bench.engine;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engine}: what a committed entry costs in memory, in time and in garbage. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = "What a committed entry costs three replicas in one thread, without disks and networks.")
public final class EngineBench implements Callable<Integer> {
    private static final String GARBAGE = "gc.alloc.rate.norm";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String[] PAYLOADS = {"16", "1024"};
    private static final String[] BATCHES = {"1", "16", "256"};

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "rounds of warm-up and of measurement, each a second (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(EntryBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTimeProfiler.class)
                        .warmupIterations(rounds)
                        .measurementIterations(rounds)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        System.out.println(
                "One thread runs three members. Entries per second of CPU time, bytes allocated per entry by all;");
        System.out.println("copies: what no engine can leave out. ratio: replicas to copies.");
        System.out.println();
        System.out.println("payload  batch |   replicas/s   B/entry |      cores/s   B/entry |     copies/s   B/entry"
                + " |  ratio");
        for (String payload : PAYLOADS) {
            for (String batch : BATCHES) {
                print(results, payload, batch);
            }
        }
        return 0;
    }

    private static void print(Collection<RunResult> results, String payload, String batch) {
        RunResult replicas = find(results, payload, batch, EntryBenchmark.Subject.REPLICAS);
        RunResult cores = find(results, payload, batch, EntryBenchmark.Subject.CORES);
        RunResult copies = find(results, payload, batch, EntryBenchmark.Subject.COPIES);
        System.out.printf(
                Locale.ROOT,
                "%5s B  %5s | %,12.0f %9.0f | %,12.0f %9.0f | %,12.0f %9.0f | %6.3f%n",
                payload,
                batch,
                rate(replicas),
                garbage(replicas),
                rate(cores),
                garbage(cores),
                rate(copies),
                garbage(copies),
                rate(replicas) / rate(copies));
    }

    private static RunResult find(
            Collection<RunResult> results, String payload, String batch, EntryBenchmark.Subject subject) {
        for (RunResult result : results) {
            if (result.getParams().getParam("payloadBytes").equals(payload)
                    && result.getParams().getParam("batch").equals(batch)
                    && result.getParams().getParam("subject").equals(subject.name())) {
                return result;
            }
        }
        throw new IllegalStateException("no result for " + subject + ", " + payload + " bytes, batches of " + batch);
    }

    private static double rate(RunResult result) {
        return NANOS_PER_SECOND / score(result, CpuTimeProfiler.RESULT);
    }

    private static double garbage(RunResult result) {
        return score(result, GARBAGE);
    }

    private static double score(RunResult result, String name) {
        Result<?> secondary = result.getSecondaryResults().get(name);
        return secondary.getScore();
    }
}
