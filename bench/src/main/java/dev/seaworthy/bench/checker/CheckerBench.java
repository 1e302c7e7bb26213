package dev.seaworthy.bench.checker;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code checker}: how fast histories are read and decided. */
@Command(
        name = "checker",
        mixinStandardHelpOptions = true,
        description = "How fast the checker reads and decides histories.")
public final class CheckerBench implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.println("reading:");
        new ReadingSpeed(100_000).print(System.out);
        return 0;
    }
}
