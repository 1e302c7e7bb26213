package dev.seaworthy.cli;

import dev.seaworthy.sim.campaign.Simulator;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a command finds around itself.
 *
 * @param simulator where seeds run
 * @param nanoTime monotonic real time in nanoseconds
 * @param threadNanos CPU time that the thread that asks has used, in nanoseconds
 * @param cores how many threads can run at once
 * @param home the folder of the project's sources, if it is known
 * @param errorIsTerminal whether a person watches standard error
 * @param colours whether what is printed may be coloured
 */
public record Surroundings(
        Simulator simulator,
        LongSupplier nanoTime,
        LongSupplier threadNanos,
        int cores,
        Optional<Path> home,
        boolean errorIsTerminal,
        boolean colours) {
    /**
     * The folder of the project's sources.
     *
     * @throws BadInputException if it is not known
     */
    public Path requireHome() {
        return home.orElseThrow(() -> new BadInputException(
                "the sources of Seaworthy are needed: run ./seaworthy in a checkout, or set -Dseaworthy.home to one"));
    }
}
