package dev.seaworthy.bench;

import dev.seaworthy.bench.checker.CheckerBench;
import dev.seaworthy.bench.engine.EngineBench;
import dev.seaworthy.bench.node.FootprintBench;
import dev.seaworthy.bench.node.NodeBench;
import dev.seaworthy.bench.storage.StorageBench;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks: one subcommand for each of them, and JMH. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Benchmarks of Seaworthy. 'bench jmh' runs the microbenchmarks; 'bench jmh -h' tells its options.",
        subcommands = {CheckerBench.class, EngineBench.class, FootprintBench.class, NodeBench.class, StorageBench.class
        })
public final class Main implements Runnable {
    private static final String JMH = "jmh";

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs the benchmark that the arguments name and ends the JVM.
     *
     * @throws IOException if JMH cannot write
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals(JMH)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which benchmark?");
    }
}
