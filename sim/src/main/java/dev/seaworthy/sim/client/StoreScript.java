package dev.seaworthy.sim.client;

import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.WorkloadSpec;

/**
 * What a client does to the key-value store: every choice is a draw keyed by client and operation, and what it expects
 * is what it has seen. Not thread safe.
 */
final class StoreScript implements Script {
    /** How many rounds of gets on every key each client does after the heal. */
    static final int FINAL_ROUNDS = 2;

    /** How many operations are about the whole store, in parts per million. */
    static final int ABOUT_ALL_PPM = 120_000;

    private static final int WRITES = 3;
    private static final int KIND = 0;
    private static final int WRITE = 1;
    private static final int KEY = 2;
    private static final int GUESS = 7;
    private static final int GUESSED_CLIENT = 8;
    private static final int GUESSED_OPERATION = 9;
    private static final int LOCAL = 11;
    private static final int ABOUT_ALL = 14;
    private static final int SHAPE = 15;

    private static final int SHAPES = 1 << 20;
    private static final int TRANSACTION_KEYS = 3;
    private static final int REVISIONS_BACK = 8;

    /** How often a cas expects something the client has not seen. */
    private static final int GUESS_PPM = 200_000;

    private static final int GUESSED_OPERATIONS_BACK = 4;

    private final int client;
    private final WorkloadSpec spec;
    private final int aboutAllPpm;
    private final Draws draws;

    /** By key, what the client last knew it to hold; null for absent. */
    private final String[] seen;

    /** The newest revision the client knows of. */
    private long seenRevision = 1;

    /** @param aboutAllPpm how many operations are about the whole store, in parts per million */
    StoreScript(int client, WorkloadSpec spec, int aboutAllPpm, Draws draws) {
        this.client = client;
        this.spec = spec;
        this.aboutAllPpm = aboutAllPpm;
        this.draws = draws;
        seen = new String[spec.keys()];
    }

    @Override
    public StoreOperation operation(long number) {
        if (number < operations() && draws.chance(aboutAllPpm, Concern.WORKLOAD, client, number, ABOUT_ALL)) {
            return aboutAll(number);
        }
        int key = keyOf(number);
        OperationKind kind = kind(number);
        String value = kind == OperationKind.PUT || kind == OperationKind.CAS ? value(client, number) : null;
        String expected = kind == OperationKind.CAS ? expected(number, seen[key]) : null;
        return new StoreOperation(client, number, kind, "k" + key, value, expected, 0);
    }

    @Override
    public Object answered(ClientOperation operation, byte[] result) {
        StoreOperation asked = (StoreOperation) operation;
        KvReply answer = KvCodec.decodeReply(result);
        if (answer instanceof KvReply.Refusal refusal && refusal.reason() == KvReply.Reason.MALFORMED) {
            throw new IllegalArgumentException("the store did not understand it");
        }
        seenRevision = Math.max(seenRevision, answer.revision());
        if (asked.isRecorded() && !asked.isAboutAll()) {
            seen[keyOf(asked.number())] = heldAfter(asked, answer);
        }
        return answer;
    }

    private static String heldAfter(StoreOperation asked, KvReply answer) {
        String held = Answers.held(asked, answer);
        return switch (asked.kind()) {
            case GET, LOCAL_GET -> held;
            case PUT -> asked.value();
            case DELETE -> null;
            case CAS -> Answers.succeeded(answer) ? asked.value() : held;
            case RANGE, TRANSACTION, COMPACT -> throw new IllegalStateException(asked + " is not about one key");
        };
    }

    private long operations() {
        return spec.operationsPerClient();
    }

    private int keyOf(long number) {
        return number < operations()
                ? (int) draw(spec.keys(), number, KEY)
                : (int) ((number - operations()) % spec.keys());
    }

    /** A range, now or around the revision the client knows of, a transaction, or, more rarely, a compaction. */
    private StoreOperation aboutAll(long number) {
        long shape = draw(SHAPES, number, SHAPE);
        int kind = (int) (shape % 8);
        long near = Math.max(1, seenRevision + 1 - shape / 8 % REVISIONS_BACK);
        long rest = shape / 8 / REVISIONS_BACK;
        if (kind < 4) {
            String first = rest % 3 == 0 ? "k1" : "k0";
            long revision = kind == 0 ? 0 : near;
            return new StoreOperation(client, number, OperationKind.RANGE, first, null, null, revision);
        }
        if (kind == 4) {
            return new StoreOperation(client, number, OperationKind.COMPACT, null, null, null, near);
        }
        String key = "t" + rest % TRANSACTION_KEYS;
        String value = value(client, number);
        return new StoreOperation(client, number, OperationKind.TRANSACTION, key, value, null, near);
    }

    private OperationKind kind(long number) {
        if (number >= operations()) {
            return OperationKind.GET;
        }
        if (draws.chance(spec.getPpm(), Concern.WORKLOAD, client, number, KIND)) {
            boolean local = draws.chance(spec.localPpm(), Concern.WORKLOAD, client, number, LOCAL);
            return local ? OperationKind.LOCAL_GET : OperationKind.GET;
        }
        return switch ((int) draw(WRITES, number, WRITE)) {
            case 0 -> OperationKind.PUT;
            case 1 -> OperationKind.DELETE;
            default -> OperationKind.CAS;
        };
    }

    private String expected(long number, String lastSeen) {
        if (!draws.chance(GUESS_PPM, Concern.WORKLOAD, client, number, GUESS)) {
            return lastSeen;
        }
        int other = (int) draw(spec.clients() + 1L, number, GUESSED_CLIENT);
        long back = draw(GUESSED_OPERATIONS_BACK, number, GUESSED_OPERATION);
        return other == 0 ? null : value(other, Math.max(0, number - back));
    }

    private static String value(int client, long number) {
        return "c" + client + "." + number;
    }

    private long draw(long bound, long number, int aspect) {
        return draws.below(bound, Concern.WORKLOAD, client, number, aspect);
    }
}
