package dev.seaworthy.bench.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Committed entries per second by one thread for three members; with the gc profiler, bytes allocated per committed
 * entry by all three together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-Xms1g", "-Xmx1g"})
public class EntryBenchmark {
    /** A multiple of every batch. */
    private static final int ENTRIES = 256;

    /** The size of every command, in bytes. */
    @Param({"16", "1024"})
    public int payloadBytes;

    /** How many entries are proposed before each flush. */
    @Param({"1", "16", "256"})
    public int batch;

    /** What is measured. */
    @Param({"REPLICAS", "CORES", "COPIES"})
    public Subject subject;

    private Trio trio;

    /** What may be measured. */
    public enum Subject {
        /** Replicas: cores, hosts, encoded frames. */
        REPLICAS,
        /** The cores alone. */
        CORES,
        /** What cannot be left out: copies and checksums. */
        COPIES
    }

    /** Makes what is measured; its leader is elected. */
    @Setup
    public void elect() {
        trio = switch (subject) {
            case REPLICAS -> new ReplicaTrio(payloadBytes);
            case CORES -> new CoreTrio(payloadBytes);
            case COPIES -> new PlainCopies(payloadBytes);
        };
    }

    /** Commits entries, a batch at a time. */
    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public long commit() {
        for (int done = 0; done < ENTRIES; done += batch) {
            trio.commit(batch);
        }
        return trio.committed();
    }
}
