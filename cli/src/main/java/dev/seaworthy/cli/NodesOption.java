package dev.seaworthy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option by which a seed's number of replicas is overruled. */
final class NodesOption {
    private static final int NODES_MAX = 9;

    @Option(names = "--nodes", paramLabel = "N", description = "How many replicas, 1 to 9; default: each seed decides.")
    private Integer nodes;

    /** Whether it was given. */
    boolean isGiven() {
        return nodes != null;
    }

    /**
     * The number, 0 if it was not given.
     *
     * @throws ParameterException if it is out of range
     */
    int count(CommandLine command) {
        if (nodes == null) {
            return 0;
        }
        if (nodes < 1 || nodes > NODES_MAX) {
            throw new ParameterException(command, "--nodes must be 1 to " + NODES_MAX + ", not " + nodes);
        }
        return nodes;
    }

    /** How it was given, with a space before it; empty if it was not. */
    String asArguments() {
        return nodes == null ? "" : " --nodes " + nodes;
    }
}
