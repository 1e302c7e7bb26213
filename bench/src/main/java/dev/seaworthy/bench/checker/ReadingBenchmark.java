package dev.seaworthy.bench.checker;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Operations per second read from EDN text in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadingBenchmark {
    private static final int OPERATIONS = 10_000;

    private String text;

    /** Writes the text that is read. */
    @Setup
    public void write() {
        StringBuilder builder = new StringBuilder();
        for (int i = 0; i < OPERATIONS; i++) {
            builder.append("{:process 0, :type :invoke, :f :write, :value ")
                    .append(i)
                    .append("}\n{:process 0, :type :ok, :f :write, :value ")
                    .append(i)
                    .append("}\n");
        }
        text = builder.toString();
    }

    /** Reads it. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public History edn() {
        return EdnHistoryReader.parse("bench", text);
    }
}
