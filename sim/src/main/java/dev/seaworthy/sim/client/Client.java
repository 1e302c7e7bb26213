package dev.seaworthy.sim.client;

import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionReply;
import java.util.BitSet;

/**
 * A client that does one operation after the other, asking node after node until it is answered. For its writes it
 * opens a session first.
 *
 * <pre>
 *   thinks --invokes--> waits for one node --refused or no answer--> asks the next, at once or after a pause
 *             ^                |                                          |
 *             +---answered-----+------------- gives up -------------------+
 * </pre>
 *
 * <p>What it may conclude:
 *
 * <ul>
 *   <li>All attempts at an operation carry the same client id and sequence, so an answer to any of them, however late,
 *       is the answer to the operation.
 *   <li>A refusal speaks of one attempt only. The operation certainly had no effect if every attempt was refused, and
 *       only then.
 *   <li>An answer that its session has expired speaks of that attempt and of all later ones, not of earlier ones: these
 *       may have been executed while it was open.
 *   <li>When it gives up on anything else, the outcome is unknown for ever: it goes on as a new process, with its next
 *       sequence or with a new session.
 *   <li>From the heal on it does not give up: then everything must be answered.
 * </ul>
 *
 * <p>Driven by events, each with the virtual time. Not thread safe.
 */
public final class Client {
    private enum Phase {
        THINKING,
        WAITING,
        BACKING_OFF,
        WAITING_FOR_HEAL,
        DONE
    }

    private final int number;
    private final Pace pace;
    private final Script script;
    private final long healNanos;
    private final ClientWorld world;
    private final HistoryRecorder history;
    private final BitSet refusedAttempts = new BitSet();

    private Phase phase = Phase.THINKING;
    private long wakeToken;
    private long process;
    private int leader;

    /** Its client id; 0 while it has none. */
    private long session;

    private long sessionsAskedFor;
    /** The smallest sequence whose answer it still wants. */
    private long firstUnanswered;
    /** The highest index it knows to be applied somewhere. */
    private long seenIndex;

    private long nextOperation;
    private ClientOperation open;
    private int recorded;
    private ClientRequest request;
    private int asked;
    private boolean followedHint;
    private long invokedAt;

    Client(int number, Pace pace, Script script, long healNanos, ClientWorld world, HistoryRecorder history) {
        this.number = number;
        this.pace = pace;
        this.script = script;
        this.healNanos = healNanos;
        this.world = world;
        this.history = history;
        process = history.newClient();
    }

    /** Begins to think about its first operation. */
    public void start(long now) {
        think(now);
    }

    /** A node's answer arrives; it may be late, repeated, or to an operation long given up. */
    public void onReply(long now, int node, ClientReply reply) {
        if (open == null || reply.operation() != open.number()) {
            return;
        }
        switch (reply.kind()) {
            case ANSWERED -> {
                // Whoever is up to date answers reads.
                leader = open.isRead() ? leader : node;
                answered(now, reply);
            }
            case REFUSED -> {
                refusedAttempts.set(reply.attempt());
                learnLeader(node, reply.leaderHint());
                if (isCurrent(reply)) {
                    askElsewhere(now);
                }
            }
            case UNKNOWN -> {
                learnLeader(node, reply.leaderHint());
                if (isCurrent(reply)) {
                    backOff(now);
                }
            }
        }
    }

    /** The time it asked to be woken at has come; false where it has since done something else. */
    public boolean onWake(long now, long token) {
        if (token != wakeToken || phase == Phase.DONE) {
            return false;
        }
        switch (phase) {
            case THINKING, WAITING_FOR_HEAL -> invoke(now);
            case WAITING -> {
                // The node is dead or cut off, and if it led, it leads no more.
                leader = leader == asked ? 0 : leader;
                giveUpOr(now, this::ask);
            }
            case BACKING_OFF -> giveUpOr(now, this::ask);
            case DONE -> throw new IllegalStateException("c" + number + " is done and waits for nothing");
        }
        return true;
    }

    /** Since when it waits for an answer, in virtual nanoseconds; -1 where it does not. */
    public long waitsSince() {
        return open == null ? -1 : invokedAt;
    }

    /** Whether it has done all it was to do. */
    public boolean isDone() {
        return phase == Phase.DONE;
    }

    /** The operation it waits for; null where it does not. */
    public ClientOperation open() {
        return open;
    }

    private void think(long now) {
        nextOperation = pace.next(number, nextOperation);
        if (nextOperation == pace.operationsInAll()) {
            phase = Phase.DONE;
        } else if (nextOperation >= pace.operations() && now < healNanos) {
            phase = Phase.WAITING_FOR_HEAL;
            wake(healNanos);
        } else {
            phase = Phase.THINKING;
            wake(pace.beginNanos(number, nextOperation, now));
        }
    }

    private void invoke(long now) {
        if (nextOperation >= pace.operations() && now < healNanos) {
            think(now);
            return;
        }
        ClientOperation next = script.operation(nextOperation);
        if (next.isWrite() && session == 0) {
            // Asked for until it is granted, as the operation itself has not begun yet.
            begin(now, new SessionOpening(number, - ++sessionsAskedFor));
            return;
        }
        nextOperation++;
        begin(now, next);
    }

    private void begin(long now, ClientOperation operation) {
        open = operation;
        invokedAt = now;
        refusedAttempts.clear();
        followedHint = false;
        recorded = open.isRecorded() ? history.invoked(process, open) : -1;
        world.began(open, recorded);
        if (open.isWrite() && firstUnanswered == 0) {
            firstUnanswered = sequenceOf(open.number());
        }
        boolean anyState = open.request() != ClientRequest.Kind.LOCAL_READ || pace.takesAnyState(number, open.number());
        request = new ClientRequest(number, open.number(), 0, open.request(), anyState ? 0 : seenIndex, body());
        int first = open.request() == ClientRequest.Kind.LOCAL_READ ? 0 : leader;
        ask(now, pace.firstNode(number, open.number(), first));
    }

    private byte[] body() {
        if (open.isOpening()) {
            return new SessionCommand.Open(sessionsAskedFor).encode();
        }
        if (open.isRead()) {
            return open.encode();
        }
        long sequence = sequenceOf(open.number());
        return new SessionCommand.Execute(session, sequence, firstUnanswered, open.encode()).encode();
    }

    /** The sequence of an operation, in whatever session. */
    private static long sequenceOf(long operation) {
        return operation + 1;
    }

    /** The operation that has this sequence. */
    public static long operationOf(long sequence) {
        return sequence - 1;
    }

    private void ask(long now) {
        followedHint = false;
        boolean leaderIsElsewhere = leader != 0 && leader != asked;
        ask(now, leaderIsElsewhere ? leader : pace.nextNode(number, open.number(), request.attempt(), asked));
    }

    private void ask(long now, int node) {
        asked = node;
        request = request.again();
        phase = Phase.WAITING;
        wakeBeforeGivingUp(now + pace.spec().retryNanos());
        world.send(node, request);
    }

    /** Follows a hint once at once; whoever is sent on again waits, as two nodes may each believe the other leads. */
    private void askElsewhere(long now) {
        if (leader != 0 && leader != asked && !followedHint) {
            followedHint = true;
            ask(now, leader);
        } else {
            backOff(now);
        }
    }

    private void backOff(long now) {
        phase = Phase.BACKING_OFF;
        wakeBeforeGivingUp(now + pace.backOffNanos(number, open.number(), request.attempt()));
    }

    private boolean isCurrent(ClientReply reply) {
        return phase == Phase.WAITING && reply.attempt() == request.attempt();
    }

    private void learnLeader(int node, long hint) {
        if (hint != 0 && hint != node) {
            leader = (int) hint;
        } else if (leader == node) {
            leader = 0;
        }
    }

    private void answered(long now, ClientReply reply) {
        try {
            if (open.isOpening()) {
                opened(now, SessionReply.decode(reply.result()));
            } else if (open.isRead()) {
                answered(now, reply, reply.result());
            } else {
                answered(now, reply, SessionReply.decode(reply.result()));
            }
        } catch (IllegalArgumentException e) {
            history.misanswered(open, e.getMessage());
        }
    }

    private void opened(long now, SessionReply reply) {
        if (reply.status() != SessionReply.Status.OPENED || reply.nonce() != sessionsAskedFor) {
            throw new IllegalArgumentException("instead of its session it got " + reply);
        }
        session = reply.clientId();
        firstUnanswered = 0;
        history.opened(session, number);
        world.ended(open, recorded, () -> "session " + session, 0);
        open = null;
        invoke(now);
    }

    private void answered(long now, ClientReply reply, SessionReply session) {
        switch (session.status()) {
            case APPLIED, REPEATED -> {
                firstUnanswered = 0;
                answered(now, reply, session.result());
            }
            case EXPIRED -> expired(now, reply.attempt());
            case OVERRUN -> {
                // It wanted too many answers: from now on it wants this one only.
                refusedAttempts.set(reply.attempt());
                firstUnanswered = sequenceOf(open.number());
                request = request.with(body());
                if (isCurrent(reply)) {
                    backOff(now);
                }
            }
            // Of a client's commands the newest is the one it waits for, so this one can be neither stale nor
            // malformed;
            // and it is no command about a session.
            case STALE, MALFORMED, OPENED, ALIVE, CLOSED ->
                throw new IllegalArgumentException("its session says " + session.status());
        }
    }

    private void expired(long now, int attempt) {
        refusedAttempts.set(attempt);
        session = 0;
        end(now);
    }

    private void answered(long now, ClientReply reply, byte[] result) {
        Object answer = script.answered(open, result);
        seenIndex = Math.max(seenIndex, reply.index());
        if (open.isRecorded()) {
            history.answered(recorded, answer, reply.index());
        } else {
            history.answeredLocally(open, answer, reply.index());
        }
        ClientOperation done = open;
        world.ended(done, recorded, () -> words(done, answer), reply.index());
        open = null;
        think(now);
    }

    private static String words(ClientOperation operation, Object answer) {
        try {
            Object output = operation.isAboutAll() ? null : operation.output(answer);
            return output == null ? "done" : output.toString();
        } catch (IllegalArgumentException | IllegalStateException noSuchAnswer) {
            return "answered";
        }
    }

    private interface Step {
        void take(long now);
    }

    private void giveUpOr(long now, Step step) {
        if (now >= giveUpAt()) {
            giveUp(now);
        } else {
            step.take(now);
        }
    }

    private void giveUp(long now) {
        if (open.isWrite()) {
            if (pace.startsNewSession(number, open.number())) {
                session = 0;
            } else if (!pace.stillWants(number, open.number())) {
                firstUnanswered = 0;
            }
        }
        end(now);
    }

    /** The operation ends without an answer. */
    private void end(long now) {
        if (open.isRecorded()) {
            if (isRefused()) {
                history.failed(recorded);
            } else {
                history.unknown(recorded);
                process = history.nextProcess(process);
            }
        }
        world.ended(open, recorded, () -> isRefused() ? "refused" : "unknown", 0);
        open = null;
        think(now);
    }

    private boolean isRefused() {
        return refusedAttempts.cardinality() == request.attempt();
    }

    /** When to call the outcome unknown; never for what is still open at the heal, and for a session. */
    private long giveUpAt() {
        long at = invokedAt + pace.spec().giveUpNanos();
        return at < healNanos && !open.isOpening() ? at : Long.MAX_VALUE;
    }

    private void wakeBeforeGivingUp(long atNanos) {
        wake(Math.min(atNanos, giveUpAt()));
    }

    private void wake(long atNanos) {
        world.wakeAt(number, atNanos, ++wakeToken);
    }
}
