package dev.seaworthy.sim.client;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * When clients do their operations, whom they ask, and when they lose patience: every choice is a draw keyed by client,
 * operation and attempt. Immutable.
 */
final class Pace {
    /** How many draws of {@link Concern#WORKLOAD} there are about one attempt. */
    static final int ASPECTS = 16;

    private static final int THINK = 3;
    private static final int NODE = 4;
    private static final int WANDER = 5;
    private static final int BACK_OFF = 6;
    private static final int NEW_SESSION = 10;
    private static final int ANY_STATE = 12;
    private static final int STILL_WANTED = 13;

    /** How often a client that gave up goes on with a new session rather than with the next sequence. */
    private static final int NEW_SESSION_PPM = 300_000;

    /** How often a local read is content with any state, even one older than the client has seen. */
    private static final int ANY_STATE_PPM = 300_000;

    /** How often a client that gave up goes on to want the answer. */
    private static final int STILL_WANTED_PPM = 500_000;

    private final WorkloadSpec spec;
    private final int nodes;
    private final long closingOperations;
    private final Draws draws;

    /** By client, what it does before the heal and when; null where that is all of the workload. */
    private final List<TreeMap<Long, Long>> steps;

    /** @param closingOperations how many operations each client does after the heal, when it has done all others */
    Pace(WorkloadSpec spec, int nodes, long closingOperations, Draws draws, List<ClientStep> operations) {
        this.spec = spec;
        this.nodes = nodes;
        this.closingOperations = closingOperations;
        this.draws = draws;
        steps = operations == null ? null : new ArrayList<>();
        if (steps != null) {
            for (int client = 0; client <= spec.clients(); client++) {
                steps.add(new TreeMap<>());
            }
            for (ClientStep step : operations) {
                steps.get(step.client()).put(step.operation(), step.atNanos());
            }
        }
    }

    WorkloadSpec spec() {
        return spec;
    }

    /** How many operations a client does before the heal, or as soon as it can after it. */
    long operations() {
        return spec.operationsPerClient();
    }

    /** How many operations a client does in all. */
    long operationsInAll() {
        return operations() + closingOperations;
    }

    /** The first operation a client does, from this number on. */
    long next(int client, long number) {
        if (steps == null || number >= operations()) {
            return number;
        }
        Long step = steps.get(client).ceilingKey(number);
        return step == null ? operations() : step;
    }

    /** When a client that is free now begins an operation. */
    long beginNanos(int client, long number, long now) {
        if (steps == null || number >= operations()) {
            return now + thinkNanos(client, number);
        }
        return Math.max(now, steps.get(client).get(number));
    }

    private long thinkNanos(int client, long number) {
        return draws.exponential(spec.thinkMeanNanos(), Concern.WORKLOAD, client, number, THINK);
    }

    /** The node to ask first. */
    int firstNode(int client, long number, int leader) {
        // A client that never errs tests no refusal, and only who is no leader answers reads by asking its own.
        boolean wanders = draws.chance(spec.anywherePpm(), Concern.WORKLOAD, client, number, WANDER);
        return leader != 0 && !wanders ? leader : 1 + (int) draw(nodes, client, number, NODE, 0);
    }

    /** A node to ask after {@code asked}: any other one. */
    int nextNode(int client, long number, int attempt, int asked) {
        return nodes == 1 ? asked : 1 + (asked + (int) draw(nodes - 1, client, number, NODE, attempt)) % nodes;
    }

    /** How long to wait before asking again after nobody could help. */
    long backOffNanos(int client, long number, int attempt) {
        long least = Math.max(1, spec.retryNanos() / 8);
        return least + draw(3 * least, client, number, BACK_OFF, attempt);
    }

    boolean startsNewSession(int client, long number) {
        return draws.chance(NEW_SESSION_PPM, Concern.WORKLOAD, client, number, NEW_SESSION);
    }

    /** Whether a local read may see a state older than its client has seen. */
    boolean takesAnyState(int client, long number) {
        return draws.chance(ANY_STATE_PPM, Concern.WORKLOAD, client, number, ANY_STATE);
    }

    /** Whether the client still wants the answer to an operation it has given up, so that it must not be forgotten. */
    boolean stillWants(int client, long number) {
        return draws.chance(STILL_WANTED_PPM, Concern.WORKLOAD, client, number, STILL_WANTED);
    }

    private long draw(long bound, int client, long number, int aspect, int attempt) {
        return draws.below(bound, Concern.WORKLOAD, client, number, aspect + (long) ASPECTS * attempt);
    }
}
