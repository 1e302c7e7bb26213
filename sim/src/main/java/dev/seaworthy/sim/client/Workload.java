package dev.seaworthy.sim.client;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What clients do, when, and whom they ask: every choice is a draw keyed by client, operation and attempt. Immutable.
 */
final class Workload {
    /** How many rounds of gets on every key each client does after the heal. */
    static final int FINAL_ROUNDS = 2;

    /** How many operations are about the whole store, in parts per million. */
    static final int ABOUT_ALL_PPM = 120_000;

    private static final int WRITES = 3;
    private static final int ASPECTS = 16;
    private static final int KIND = 0;
    private static final int WRITE = 1;
    private static final int KEY = 2;
    private static final int THINK = 3;
    private static final int NODE = 4;
    private static final int WANDER = 5;
    private static final int BACK_OFF = 6;
    private static final int GUESS = 7;
    private static final int GUESSED_CLIENT = 8;
    private static final int GUESSED_OPERATION = 9;
    private static final int NEW_SESSION = 10;
    private static final int LOCAL = 11;
    private static final int ANY_STATE = 12;
    private static final int STILL_WANTED = 13;
    private static final int ABOUT_ALL = 14;
    private static final int SHAPE = 15;

    private static final int SHAPES = 1 << 20;
    private static final int TRANSACTION_KEYS = 3;
    private static final int REVISIONS_BACK = 8;

    /** How often a cas expects something the client has not seen. */
    private static final int GUESS_PPM = 200_000;

    /** How often a client that gave up goes on with a new session rather than with the next sequence. */
    private static final int NEW_SESSION_PPM = 300_000;

    /** How often a local read is content with any state, even one older than the client has seen. */
    private static final int ANY_STATE_PPM = 300_000;

    /** How often a client that gave up goes on to want the answer. */
    private static final int STILL_WANTED_PPM = 500_000;

    private static final int GUESSED_OPERATIONS_BACK = 4;

    private final WorkloadSpec spec;
    private final int nodes;
    private final int aboutAllPpm;
    private final Draws draws;

    /** By client, what it does before the heal and when; null where that is all of the workload. */
    private final List<TreeMap<Long, Long>> steps;

    /** @param aboutAllPpm how many operations are about the whole store, in parts per million */
    Workload(WorkloadSpec spec, int nodes, int aboutAllPpm, Draws draws, List<ClientStep> operations) {
        this.spec = spec;
        this.nodes = nodes;
        this.aboutAllPpm = aboutAllPpm;
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
        return operations() + (long) FINAL_ROUNDS * spec.keys();
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

    int keyOf(int client, long number) {
        return number < operations()
                ? (int) draw(spec.keys(), client, number, KEY, 0)
                : (int) ((number - operations()) % spec.keys());
    }

    /**
     * @param seen what the client last knew the key of this operation to hold; null for absent
     * @param seenRevision the newest revision the client knows of
     */
    ClientOperation operation(int client, long number, String seen, long seenRevision) {
        if (number < operations() && draws.chance(aboutAllPpm, Concern.WORKLOAD, client, number, ABOUT_ALL)) {
            return aboutAll(client, number, seenRevision);
        }
        String key = "k" + keyOf(client, number);
        OperationKind kind = kind(client, number);
        String value = kind == OperationKind.PUT || kind == OperationKind.CAS ? value(client, number) : null;
        String expected = kind == OperationKind.CAS ? expected(client, number, seen) : null;
        return new ClientOperation(client, number, kind, key, value, expected, 0);
    }

    /** A range, now or around the revision the client knows of, a transaction, or, more rarely, a compaction. */
    private ClientOperation aboutAll(int client, long number, long seenRevision) {
        long shape = draw(SHAPES, client, number, SHAPE, 0);
        int kind = (int) (shape % 8);
        long near = Math.max(1, seenRevision + 1 - shape / 8 % REVISIONS_BACK);
        long rest = shape / 8 / REVISIONS_BACK;
        if (kind < 4) {
            String first = rest % 3 == 0 ? "k1" : "k0";
            long revision = kind == 0 ? 0 : near;
            return new ClientOperation(client, number, OperationKind.RANGE, first, null, null, revision);
        }
        if (kind == 4) {
            return new ClientOperation(client, number, OperationKind.COMPACT, null, null, null, near);
        }
        String key = "t" + rest % TRANSACTION_KEYS;
        String value = value(client, number);
        return new ClientOperation(client, number, OperationKind.TRANSACTION, key, value, null, near);
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

    private OperationKind kind(int client, long number) {
        if (number >= operations()) {
            return OperationKind.GET;
        }
        if (draws.chance(spec.getPpm(), Concern.WORKLOAD, client, number, KIND)) {
            boolean local = draws.chance(spec.localPpm(), Concern.WORKLOAD, client, number, LOCAL);
            return local ? OperationKind.LOCAL_GET : OperationKind.GET;
        }
        return switch ((int) draw(WRITES, client, number, WRITE, 0)) {
            case 0 -> OperationKind.PUT;
            case 1 -> OperationKind.DELETE;
            default -> OperationKind.CAS;
        };
    }

    private String expected(int client, long number, String seen) {
        if (!draws.chance(GUESS_PPM, Concern.WORKLOAD, client, number, GUESS)) {
            return seen;
        }
        int other = (int) draw(spec.clients() + 1L, client, number, GUESSED_CLIENT, 0);
        long back = draw(GUESSED_OPERATIONS_BACK, client, number, GUESSED_OPERATION, 0);
        return other == 0 ? null : value(other, Math.max(0, number - back));
    }

    private static String value(int client, long number) {
        return "c" + client + "." + number;
    }

    private long draw(long bound, int client, long number, int aspect, int attempt) {
        return draws.below(bound, Concern.WORKLOAD, client, number, aspect + (long) ASPECTS * attempt);
    }
}
