package dev.seaworthy.sim.client;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.Witness;
import dev.seaworthy.checker.WitnessChecker;
import dev.seaworthy.checker.model.Models;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.oracle.ViolationSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Notes when each operation of each client began and ended, in one common order of events, and judges the whole at the
 * end.
 *
 * <p>The log offers a witness: a change took effect at the index of the entry that executed it, a read right after the
 * index its state had applied. Checking that is cheap and enough for nearly every run. Where it proves nothing the
 * history is searched; and a sample of the runs is searched in any case, so that the witness itself is not above
 * suspicion.
 *
 * <p>That is the history of single keys. What concerns many keys at once is held against {@link LogReplay}, and its
 * place in the log against the places of what had ended before it began: an order that explains everything is then
 * found, and nothing is left to search for.
 *
 * <p>Not thread safe.
 */
public final class HistoryRecorder {
    /** The property that every history must have. */
    public static final String LINEARIZABILITY = "Linearizability";

    /** The property that witness and search agree. */
    public static final String CHECKERS_AGREE = "CheckersAgree";

    /** The property that every answer has the form of an answer to what was asked. */
    public static final String VALID_ANSWER = "ValidAnswer";

    /** How many histories are searched although their witness holds, in parts per million. */
    static final int SEARCHED_PPM = 20_000;

    /** The largest history that is searched although its witness holds. */
    static final int SEARCHED_OPERATIONS_MAX = 2_000;

    private static final Keyword ACTUAL = new Keyword("actual");
    private static final long SAMPLE_KEY = -1;

    private final ViolationSink sink;
    private final LogReplay replay;
    private final LinearizabilityChecker search;
    private final boolean searchInAnyCase;
    private final Budget budget;
    private final ArrayList<Recorded> operations = new ArrayList<>();
    private final TreeMap<Long, Integer> clientOfSession = new TreeMap<>();
    private long[][] executedAt = new long[8][];
    private long events;
    private long processes;
    private long unknown;

    /** The last place in the log's order of anything that has ended. */
    private long lastEnded;

    /**
     * A recorder for one run.
     *
     * @param draws decide whether the run is one of those that are searched in any case
     * @param budget how much the search may do
     */
    public HistoryRecorder(Draws draws, Budget budget, ViolationSink sink) {
        this(new WingGongLowe(), draws.chance(SEARCHED_PPM, Concern.WORKLOAD, SAMPLE_KEY, 0, 0), budget, sink);
    }

    HistoryRecorder(LinearizabilityChecker search, boolean searchInAnyCase, Budget budget, ViolationSink sink) {
        this.sink = sink;
        replay = new LogReplay(sink);
        this.budget = budget;
        this.search = search;
        this.searchInAnyCase = searchInAnyCase;
    }

    private static final class Recorded {
        private final ClientOperation operation;
        private final long process;
        private final long invocation;
        private long completion = Operation.NEVER;
        private Outcome outcome = Outcome.INFO;
        private KvReply reply;
        private long readAt = Witness.ABSENT;
        private long endedBefore;

        private Recorded(ClientOperation operation, long process, long invocation) {
            this.operation = operation;
            this.process = process;
            this.invocation = invocation;
        }
    }

    /** A process that has done nothing yet. */
    long newProcess() {
        return processes++;
    }

    /** A process begins an operation. Returns the number by which its end is told. */
    int invoked(long process, ClientOperation operation) {
        Recorded recorded = new Recorded(operation, process, events++);
        recorded.endedBefore = lastEnded;
        operations.add(recorded);
        return operations.size() - 1;
    }

    /**
     * An operation is answered.
     *
     * @param index of a read, the index up to which the state it saw had applied the log
     */
    void answered(int recorded, KvReply reply, long index) {
        Recorded operation = complete(recorded, Outcome.OK);
        operation.reply = reply;
        if (operation.operation.kind().isRead()) {
            operation.readAt = index;
            replay.read(operation.operation, index, reply);
        } else {
            replay.answered(operation.operation, executedAt(operation.operation), reply);
        }
        long position = position(operation);
        if (operation.operation.kind().isAboutAll() && position < operation.endedBefore) {
            sink.report(
                    LINEARIZABILITY,
                    operation.operation + " has its place in the log before an operation that had ended before it");
        }
        lastEnded = Math.max(lastEnded, position);
    }

    /** A read that may see an older state is answered from the state of this index. */
    void answeredLocally(ClientOperation operation, KvReply reply, long index) {
        replay.read(operation, index, reply);
    }

    /** What the specification makes of the log. */
    public LogReplay replay() {
        return replay;
    }

    /** No attempt at an operation was or will be executed. */
    void failed(int recorded) {
        complete(recorded, Outcome.FAIL);
    }

    /** Nobody will ever know what becomes of an operation. */
    void unknown(int recorded) {
        if (operations.get(recorded).outcome != Outcome.INFO) {
            throw new IllegalStateException(operations.get(recorded).operation + " has ended before");
        }
        unknown++;
    }

    /** An operation got an answer that cannot be one. */
    void misanswered(ClientOperation operation, String why) {
        sink.report(VALID_ANSWER, "the answer to " + operation + " makes no sense: " + why);
    }

    /** A client got a session; it has not used it yet. */
    void opened(long clientId, int client) {
        clientOfSession.put(clientId, client);
    }

    /** The entry at this index executed this command. */
    public void executed(long index, long clientId, long sequence) {
        Integer known = clientOfSession.get(clientId);
        if (known == null) {
            sink.report(VALID_ANSWER, "a command of session " + clientId + " was executed, which no client was given");
            return;
        }
        int client = known;
        int operation = Math.toIntExact(Client.operationOf(sequence));
        if (client >= executedAt.length) {
            executedAt = Arrays.copyOf(executedAt, 2 * client);
        }
        long[] ofClient = executedAt[client];
        if (ofClient == null || operation >= ofClient.length) {
            int capacity = Math.max(16, 2 * operation);
            ofClient = ofClient == null ? new long[capacity] : Arrays.copyOf(ofClient, capacity);
            executedAt[client] = ofClient;
        }
        ofClient[operation] = index;
    }

    /** Whether the history will be searched even if its witness holds. */
    boolean isSearchedInAnyCase() {
        return searchInAnyCase;
    }

    /** How many operations have begun. */
    public int size() {
        return operations.size();
    }

    /** Judges everything recorded so far, and reports a violation where it is not linearizable. */
    public Judgement judge() {
        History history = history();
        CheckResult result = new WitnessChecker().check(history, Models.keyValue(), witness());
        boolean explained = result.isLinearizable();
        if (!explained || searchInAnyCase && history.size() <= SEARCHED_OPERATIONS_MAX) {
            CheckResult searched = search.check(history, Models.keyValue(), budget);
            if (explained && searched.verdict() == Verdict.NOT_LINEARIZABLE) {
                sink.report(
                        CHECKERS_AGREE,
                        "the log's order explains the history, but the search says that " + explanation(searched));
            } else if (!explained) {
                result = searched;
            }
        }
        if (result.verdict() == Verdict.NOT_LINEARIZABLE) {
            sink.report(LINEARIZABILITY, explanation(result));
        }
        return new Judgement(
                result.verdict(), result.algorithm(), explanation(result), history.size(), unknownOperations());
    }

    /** The history so far, in the words of the checker's key-value model; what has not ended is of unknown outcome. */
    public History history() {
        List<Operation> typed = new ArrayList<>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            Recorded recorded = operations.get(i);
            ClientOperation operation = recorded.operation;
            if (operation.kind().isAboutAll()) {
                continue;
            }
            typed.add(new Operation(
                    typed.size(),
                    recorded.process,
                    function(operation.kind()),
                    operation.key(),
                    input(operation),
                    recorded.reply == null ? null : output(operation, recorded.reply),
                    recorded.invocation,
                    recorded.completion,
                    recorded.outcome));
        }
        return History.of(typed);
    }

    private Witness witness() {
        long[] positions = new long[operations.size()];
        int count = 0;
        for (Recorded recorded : operations) {
            if (!recorded.operation.kind().isAboutAll()) {
                positions[count++] = position(recorded);
            }
        }
        return new Witness(Arrays.copyOf(positions, count));
    }

    /** Its place in the log's order. */
    private long position(Recorded recorded) {
        if (recorded.operation.kind().isRead()) {
            return recorded.readAt == Witness.ABSENT ? Witness.ABSENT : 2 * recorded.readAt + 1;
        }
        long index = executedAt(recorded.operation);
        return index == 0 ? Witness.ABSENT : 2 * index;
    }

    private long executedAt(ClientOperation operation) {
        long[] ofClient = operation.client() < executedAt.length ? executedAt[operation.client()] : null;
        return ofClient == null || operation.number() >= ofClient.length ? 0 : ofClient[(int) operation.number()];
    }

    /** Given up, or never ended. */
    private long unknownOperations() {
        long open = 0;
        for (Recorded recorded : operations) {
            open += recorded.outcome == Outcome.INFO ? 1 : 0;
        }
        return Math.max(open, unknown);
    }

    private Recorded complete(int recorded, Outcome outcome) {
        Recorded operation = operations.get(recorded);
        if (operation.outcome != Outcome.INFO) {
            throw new IllegalStateException(operation.operation + " has ended before");
        }
        operation.completion = events++;
        operation.outcome = outcome;
        return operation;
    }

    private static String explanation(CheckResult result) {
        return result.conflict().map(Conflict::sentence).or(result::reason).orElse("");
    }

    private static String function(OperationKind kind) {
        return switch (kind) {
            case GET, LOCAL_GET -> "get";
            case PUT -> "put";
            case DELETE -> "delete";
            case CAS -> "cas";
            case OPEN, RANGE, TRANSACTION, COMPACT ->
                throw new IllegalStateException(kind + " is not part of the history");
        };
    }

    private static Object input(ClientOperation operation) {
        return switch (operation.kind()) {
            case GET, LOCAL_GET, DELETE, OPEN, RANGE, TRANSACTION, COMPACT -> null;
            case PUT -> operation.value();
            case CAS -> List.of(Keyword.absentIfNull(operation.expected()), operation.value());
        };
    }

    private static Object output(ClientOperation operation, KvReply reply) {
        Object held = Keyword.absentIfNull(Answers.held(operation, reply));
        return switch (operation.kind()) {
            case PUT -> null;
            case CAS -> Answers.succeeded(reply) ? Boolean.TRUE : List.of(ACTUAL, held);
            default -> held;
        };
    }
}
