package dev.seaworthy.sim.client;

import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionReply;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReply;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * A client that does one operation after the other, asking node after node until it is answered.
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
 *   <li>When it gives up on anything else, the outcome is unknown for ever: it goes on as a new process, with its next
 *       sequence or as a new client.
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
    private final Workload workload;
    private final long healNanos;
    private final ClientWorld world;
    private final HistoryRecorder history;
    private final String[] seen;
    private final BitSet refusedAttempts = new BitSet();

    private Phase phase = Phase.THINKING;
    private long wakeToken;
    private int life;
    private long process;
    private int leader;

    private long nextOperation;
    private ClientOperation open;
    private int recorded;
    private ClientRequest request;
    private int asked;
    private boolean followedHint;
    private long invokedAt;

    Client(int number, Workload workload, long healNanos, ClientWorld world, HistoryRecorder history) {
        this.number = number;
        this.workload = workload;
        this.healNanos = healNanos;
        this.world = world;
        this.history = history;
        seen = new String[workload.spec().keys()];
        process = history.newProcess();
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
                leader = node;
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
        if (nextOperation == workload.operationsInAll()) {
            phase = Phase.DONE;
        } else if (nextOperation >= workload.operations() && now < healNanos) {
            phase = Phase.WAITING_FOR_HEAL;
            wake(healNanos);
        } else {
            phase = Phase.THINKING;
            wake(now + workload.thinkNanos(number, nextOperation));
        }
    }

    private void invoke(long now) {
        if (nextOperation >= workload.operations() && now < healNanos) {
            think(now);
            return;
        }
        open = workload.operation(number, nextOperation, seen[workload.keyOf(number, nextOperation)]);
        nextOperation++;
        invokedAt = now;
        refusedAttempts.clear();
        followedHint = false;
        recorded = history.invoked(process, open);
        boolean read = open.kind().isRead();
        byte[] body = read ? open.encode() : command();
        request = new ClientRequest(number, open.number(), 0, read, body);
        ask(now, workload.firstNode(number, open.number(), leader));
    }

    private byte[] command() {
        long clientId = Session.clientId(number, life);
        return new SessionCommand(clientId, Session.sequenceOf(open.number()), open.encode()).encode();
    }

    private void ask(long now) {
        followedHint = false;
        boolean leaderIsElsewhere = leader != 0 && leader != asked;
        ask(now, leaderIsElsewhere ? leader : workload.nextNode(number, open.number(), request.attempt(), asked));
    }

    private void ask(long now, int node) {
        asked = node;
        request = new ClientRequest(number, request.operation(), request.attempt() + 1, request.read(), request.body());
        phase = Phase.WAITING;
        wakeBeforeGivingUp(now + workload.spec().retryNanos());
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
        wakeBeforeGivingUp(now + workload.backOffNanos(number, open.number(), request.attempt()));
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
        KvReply answer;
        try {
            answer = KvCodec.decodeReply(open.kind().isRead() ? reply.result() : sessionResult(reply));
        } catch (IllegalArgumentException e) {
            history.misanswered(open, e.getMessage());
            return;
        }
        if (answer.status() == KvReply.Status.MALFORMED) {
            history.misanswered(open, "the store did not understand it");
            return;
        }
        seen[workload.keyOf(number, open.number())] = heldAfter(answer);
        history.answered(recorded, answer, reply.index());
        open = null;
        think(now);
    }

    private static byte[] sessionResult(ClientReply reply) {
        SessionReply session = SessionReply.decode(reply.result());
        if (!session.isAnswered()) {
            // Of a client's commands the newest is the one it waits for, so this one can be neither stale nor
            // malformed.
            throw new IllegalArgumentException("its session says " + session.status());
        }
        return session.result();
    }

    private String heldAfter(KvReply answer) {
        boolean wrote = answer.status() == KvReply.Status.OK;
        return switch (open.kind()) {
            case GET -> text(answer.value());
            case PUT -> open.value();
            case DELETE -> null;
            case CAS -> wrote ? open.value() : text(answer.value());
        };
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.US_ASCII);
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
        if (refusedAttempts.cardinality() == request.attempt()) {
            history.failed(recorded);
        } else {
            history.unknown(recorded);
            process = history.newProcess();
            if (!open.kind().isRead() && workload.startsNewSession(number, open.number())) {
                life++;
            }
        }
        open = null;
        think(now);
    }

    /** When to call the outcome unknown; never for what is still open at the heal. */
    private long giveUpAt() {
        long at = invokedAt + workload.spec().giveUpNanos();
        return at < healNanos ? at : Long.MAX_VALUE;
    }

    private void wakeBeforeGivingUp(long atNanos) {
        wake(Math.min(atNanos, giveUpAt()));
    }

    private void wake(long atNanos) {
        world.wakeAt(number, atNanos, ++wakeToken);
    }
}
