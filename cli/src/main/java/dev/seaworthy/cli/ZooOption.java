package dev.seaworthy.cli;

import dev.seaworthy.cli.zoo.BrokenBuild;
import dev.seaworthy.cli.zoo.BrokenRuns;
import dev.seaworthy.cli.zoo.ZooFolder;
import dev.seaworthy.cli.zoo.ZooPatch;
import dev.seaworthy.cli.zoo.ZooPatchException;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.campaign.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which engine runs: this one, or one with a bug of the zoo. */
final class ZooOption {
    @Option(
            names = "--zoo",
            paramLabel = "NAME",
            description = "Run in an engine with this bug of the zoo, by name, number or file name.")
    private String bug;

    /** The bug, as it was named; null for none. */
    String bug() {
        return bug;
    }

    /** How it was given. */
    String asArguments() {
        return bug == null ? "" : " --zoo " + bug;
    }

    /**
     * Where scenarios run.
     *
     * @throws BadInputException if there is no such bug, or its patch is of no use
     */
    Runs runs(Surroundings surroundings) {
        return build(surroundings)
                .map(build -> (Runs) new BrokenRuns(build))
                .orElse((scenario, trace) -> Crash.orViolation(surroundings.simulator(), scenario, trace));
    }

    /**
     * The modules with the bug in them; nothing where none was named.
     *
     * @throws BadInputException if there is no such bug, or its patch is of no use
     */
    Optional<BrokenBuild> build(Surroundings surroundings) {
        if (bug == null) {
            return Optional.empty();
        }
        Path home = surroundings.requireHome();
        try {
            for (ZooPatch patch : ZooFolder.patches(home.resolve("zoo"))) {
                if (ZooFolder.isCalled(patch, bug)) {
                    return Optional.of(BrokenBuild.of(patch, home));
                }
            }
        } catch (IOException failure) {
            throw new BadInputException("there is no folder of patches at " + home.resolve("zoo"), failure);
        } catch (ZooPatchException unusable) {
            throw new BadInputException(unusable.getMessage(), unusable);
        }
        throw new BadInputException("there is no bug '" + bug + "' in " + home.resolve("zoo"));
    }
}
