package dev.seaworthy.cli;

import dev.seaworthy.sim.scenario.Hazards;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Profile;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say from which scenarios a seed picks its own. */
final class PortfolioOptions {
    private static final int NODES_MAX = 9;

    @Option(names = "--nodes", paramLabel = "N", description = "How many replicas, 1 to 9; default: each seed decides.")
    private Integer nodes;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Which scenarios: calm, everything, swarm, triggered, corpus, or default, a mixture.")
    private String profile;

    @Option(
            names = "--only",
            paramLabel = "FAULT",
            split = ",",
            description = "Only these faults, by kind or group, as in partition,crash,disk; a wrong one is answered by"
                    + " all there are.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--without",
            paramLabel = "FAULT",
            split = ",",
            description = "None of these faults, by kind or group, as in clock.")
    private List<String> without = new ArrayList<>();

    /**
     * The portfolio.
     *
     * @throws ParameterException if a number is out of range, a name unknown, or nothing is left that could go wrong
     */
    Portfolio portfolio(CommandLine command) {
        if (nodes != null && (nodes < 1 || nodes > NODES_MAX)) {
            throw new ParameterException(command, "--nodes must be 1 to " + NODES_MAX + ", not " + nodes);
        }
        try {
            Profile chosen = profile == null ? null : Portfolio.profile(profile);
            return new Portfolio(nodes == null ? 0 : nodes, chosen, Hazards.of(only, without));
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(command, impossible.getMessage(), impossible);
        }
    }

    /**
     * Makes sure that no option was given.
     *
     * @param why why there can be none
     * @throws ParameterException if there was one
     */
    void requireNone(CommandLine command, String why) {
        String given = asArguments();
        if (!given.isEmpty()) {
            throw new ParameterException(command, given.split(" ")[1] + " is for seeds: " + why);
        }
    }

    /** How they were given, with a space before the first; empty if none was. */
    String asArguments() {
        return (nodes == null ? "" : " --nodes " + nodes)
                + (profile == null ? "" : " --profile " + profile)
                + (only.isEmpty() ? "" : " --only " + String.join(",", only))
                + (without.isEmpty() ? "" : " --without " + String.join(",", without));
    }
}
