package dev.seaworthy.sim.client;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.Witness;
import dev.seaworthy.checker.WitnessChecker;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionReply;
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
 * <p>Every answer is also held against the {@link Specification} at its place in the log. For what the history cannot
 * hold, because it is about too much at once, that is all but for its place, which is held against the places of what
 * had ended before it began: an order that explains everything is then found, and nothing is left to search for.
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

    private static final long SAMPLE_KEY = -1;

    private final ViolationSink sink;
    private final Specification specification;
    private final LinearizabilityChecker search;
    private final boolean searchInAnyCase;
    private final Budget budget;
    private final ArrayList<Recorded> operations = new ArrayList<>();
    private final TreeMap<Long, Integer> clientOfSession = new TreeMap<>();
    private long[][] executedAt = new long[8][];
    private long events;
    private long clients;
    private long unknown;

    /** The last place in the log's order of anything that has ended. */
    private long lastEnded;

    /**
     * A recorder for one run.
     *
     * @param specification what the answers should be
     * @param draws decide whether the run is one of those that are searched in any case
     * @param budget how much the search may do
     */
    public HistoryRecorder(Specification specification, Draws draws, Budget budget, ViolationSink sink) {
        this(
                specification,
                new WingGongLowe(),
                draws.chance(SEARCHED_PPM, Concern.WORKLOAD, SAMPLE_KEY, 0, 0),
                budget,
                sink);
    }

    HistoryRecorder(
            Specification specification,
            LinearizabilityChecker search,
            boolean searchInAnyCase,
            Budget budget,
            ViolationSink sink) {
        this.sink = sink;
        this.specification = specification;
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
        private Object answer;
        private long readAt = Witness.ABSENT;
        private long endedBefore;

        private Recorded(ClientOperation operation, long process, long invocation) {
            this.operation = operation;
            this.process = process;
            this.invocation = invocation;
        }
    }

    /** The first process of one more client; all clients are there before any of them begins. */
    long newClient() {
        return clients++;
    }

    /**
     * The process by which a client goes on whose last operation never ended. As Jepsen numbers them, the remainder by
     * the number of clients stays.
     */
    long nextProcess(long ended) {
        return ended + clients;
    }

    /** A process begins an operation. Returns the number by which its end is told. */
    int invoked(long process, ClientOperation operation) {
        Recorded recorded = new Recorded(operation, process, events++);
        recorded.endedBefore = lastEnded;
        operations.add(recorded);
        specification.invoked(operation);
        return operations.size() - 1;
    }

    /**
     * An operation is answered.
     *
     * @param index of a read, the index up to which the state it saw had applied the log
     */
    void answered(int recorded, Object answer, long index) {
        Recorded operation = complete(recorded, Outcome.OK);
        operation.answer = answer;
        if (operation.operation.isRead()) {
            operation.readAt = index;
            specification.read(operation.operation, index, answer);
        } else {
            specification.answered(operation.operation, executedAt(operation.operation), answer);
        }
        long position = position(operation);
        if (operation.operation.isAboutAll() && position < operation.endedBefore) {
            sink.report(
                    LINEARIZABILITY,
                    operation.operation + " has its place in the log before an operation that had ended before it");
        }
        lastEnded = Math.max(lastEnded, position);
    }

    /** A read that may see an older state is answered from the state of this index. */
    void answeredLocally(ClientOperation operation, Object answer, long index) {
        specification.read(operation, index, answer);
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

    /** The entry at this index executed this command. Returns whose it is; 0 where no client was given that session. */
    public int executed(long index, long clientId, long sequence) {
        Integer known = clientOfSession.get(clientId);
        if (known == null) {
            sink.report(VALID_ANSWER, "a command of session " + clientId + " was executed, which no client was given");
            return 0;
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
        return client;
    }

    /**
     * A replica is the first to have carried out the command of the entry at this index, of which {@link #executed} was
     * told.
     *
     * @param answer what the sessions around the state machine told the client
     */
    public void carriedOut(long index, SessionCommand.Execute command, byte[] answer) {
        SessionReply told = SessionReply.decode(answer);
        Integer client = clientOfSession.get(command.clientId());
        if (!told.isAnswered()) {
            sink.report(
                    Specification.AS_SPECIFIED,
                    "the command at index " + index + " was carried out, but its session says " + told);
        } else if (client != null) {
            long operation = Client.operationOf(command.sequence());
            specification.executed(index, client, operation, command.command(), told.result());
        }
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
        CheckResult result = new WitnessChecker().check(history, specification.model(), witness());
        boolean explained = result.isLinearizable();
        if (!explained || searchInAnyCase && history.size() <= SEARCHED_OPERATIONS_MAX) {
            CheckResult searched = search.check(history, specification.model(), budget);
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

    /** The history so far, in the words of the checker's model; what has not ended is of unknown outcome. */
    public History history() {
        List<Operation> typed = new ArrayList<>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            Recorded recorded = operations.get(i);
            ClientOperation operation = recorded.operation;
            if (operation.isAboutAll()) {
                continue;
            }
            typed.add(new Operation(
                    typed.size(),
                    recorded.process,
                    operation.function(),
                    operation.key(),
                    operation.input(),
                    recorded.answer == null ? null : operation.output(recorded.answer),
                    recorded.invocation,
                    recorded.completion,
                    recorded.outcome));
        }
        return History.of(typed);
    }

    /** For each operation of {@link #history}, by index, the number by which its end was told. */
    public int[] numbers() {
        int[] numbers = new int[operations.size()];
        int count = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (!operations.get(i).operation.isAboutAll()) {
                numbers[count++] = i;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private Witness witness() {
        long[] positions = new long[operations.size()];
        int count = 0;
        for (Recorded recorded : operations) {
            if (!recorded.operation.isAboutAll()) {
                positions[count++] = position(recorded);
            }
        }
        return new Witness(Arrays.copyOf(positions, count));
    }

    /** Its place in the log's order. */
    private long position(Recorded recorded) {
        if (recorded.operation.isRead()) {
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
}
