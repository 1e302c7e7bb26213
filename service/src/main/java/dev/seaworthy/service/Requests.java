package dev.seaworthy.service;

import com.google.protobuf.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvQuery;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.kv.members.MemberCodec;
import dev.seaworthy.kv.members.MemberDirectory;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.service.ops.Leaderless;
import dev.seaworthy.service.ops.Meters;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings requests to the replicas and back, within a time: here, or at the leader. While there is no leader a request
 * waits; what was certainly not executed is tried again, what may have been never is. Any thread.
 */
final class Requests {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Refusals that end with another change of the membership, by whoever has asked for that one. */
    private static final Set<Reason> CHANGING = EnumSet.of(Reason.CHANGE_PENDING, Reason.CONFIGURATION_CHANGED);

    private static final Set<Reason> PASSING =
            EnumSet.of(Reason.NOT_LEADER, Reason.NO_LEADER, Reason.READ_TIMED_OUT, Reason.TERM_NOT_COMMITTED);

    private final RaftNode node;
    private final Forwarding forwarding;
    private final Supplier<ScheduledExecutorService> timers;
    private final long timeoutNanos;
    private final Meters meters;
    private final Waiting mutations;
    private final Waiting reads;

    /** @param timers whoever is to watch the time of what its caller begins */
    Requests(
            RaftNode node,
            Forwarding forwarding,
            Supplier<ScheduledExecutorService> timers,
            RequestLimits limits,
            Meters meters) {
        this.meters = meters;
        mutations = new Waiting(limits.waitingMax(), limits.waitingBytesMax());
        reads = new Waiting(limits.waitingMax(), limits.waitingBytesMax());
        this.node = node;
        this.forwarding = forwarding;
        this.timers = timers;
        timeoutNanos = limits.timeout().toNanos();
    }

    /** Asks the store; {@code serializable}: whatever this member knows, however old. */
    CompletableFuture<KvReply> read(KvQuery query, boolean serializable) {
        return read(KvCodec.encodeQuery(query), serializable, KvCodec::decodeReply);
    }

    /** Asks for the members' records. */
    CompletableFuture<MemberDirectory> readMembers(boolean serializable) {
        return read(MemberCodec.query(), serializable, MemberCodec::decodeDirectory);
    }

    private <T> CompletableFuture<T> read(byte[] query, boolean serializable, Function<byte[], T> decode) {
        if (!reads.enter(query.length)) {
            return CompletableFuture.failedFuture(Certainty.notExecuted(EtcdErrors.TOO_MANY));
        }
        Attempt<T> attempt = new Attempt<>(reads, query.length, EtcdErrors.READ_TIMED_OUT);
        tryRead(query, serializable, decode, attempt);
        return attempt.answer;
    }

    private <T> void tryRead(byte[] query, boolean serializable, Function<byte[], T> decode, Attempt<T> attempt) {
        attempt.follow(() -> serializable ? node.readLocal(query) : node.read(query), it -> {
            if (it instanceof ReadOutcome.Answered answered) {
                attempt.answer.complete(decode.apply(answered.result()));
            } else if (it instanceof ReadOutcome.Failed failed && PASSING.contains(failed.reason())) {
                attempt.again(() -> tryRead(query, serializable, decode, attempt));
            } else if (it instanceof ReadOutcome.Failed failed) {
                attempt.fail(EtcdErrors.of(failed.reason()).asRuntimeException());
            }
        });
    }

    /** Carries a mutation out, here or at the leader; refused at once where too many wait already. */
    <Q extends Message, R extends Message> CompletableFuture<R> carryOut(Mutation<Q, R> mutation) {
        long bytes = mutation.request().getSerializedSize();
        if (!mutations.enter(bytes)) {
            return CompletableFuture.failedFuture(Certainty.notExecuted(EtcdErrors.TOO_MANY));
        }
        Attempt<R> attempt = new Attempt<>(mutations, bytes, EtcdErrors.OUTCOME_UNKNOWN);
        if (!attempt.answer.isDone()) {
            tryMutation(mutation, attempt);
        }
        return attempt.answer;
    }

    /** The mutations that wait for their outcome. */
    Waiting mutations() {
        return mutations;
    }

    /** Waits for those who have nobody to wait for any more, once the node has stopped; not for long. */
    void awaitNone() {
        try {
            mutations.awaitNone(2 * PAUSE_NANOS);
            reads.awaitNone(2 * PAUSE_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Proposes a command here. */
    CompletableFuture<ProposalOutcome> propose(byte[] command) {
        long begun = System.nanoTime();
        return node.propose(command).thenApply(outcome -> {
            meters.proposed(outcome, System.nanoTime() - begun);
            return outcome;
        });
    }

    private <Q extends Message, R extends Message> void tryMutation(Mutation<Q, R> mutation, Attempt<R> attempt) {
        attempt.follow(mutation.attempt(), outcome -> {
            if (outcome instanceof ProposalOutcome.Committed committed) {
                attempt.answer.complete(mutation.answer().apply(committed.result()));
            } else if (outcome instanceof ProposalOutcome.Refused refused) {
                refused(mutation, attempt, refused);
            } else {
                attempt.fail(EtcdErrors.OUTCOME_UNKNOWN.asRuntimeException());
            }
        });
    }

    private <Q extends Message, R extends Message> void refused(
            Mutation<Q, R> mutation, Attempt<R> attempt, ProposalOutcome.Refused refused) {
        if (CHANGING.contains(refused.reason())) {
            attempt.again(() -> tryMutation(mutation, attempt));
        } else if (!Leaderless.is(refused.reason())) {
            attempt.fail(Certainty.notExecuted(EtcdErrors.of(refused.reason())));
        } else if (mutation.forwarded()) {
            // Whoever forwarded it looks for the leader again: nobody passes it on in a circle.
            attempt.fail(Certainty.notExecuted(EtcdErrors.NOT_LEADER));
        } else if (refused.leaderId() != node.self().nodeId() && forwarding.knows(refused.leaderId())) {
            forward(refused.leaderId(), mutation, attempt);
        } else {
            attempt.again(() -> tryMutation(mutation, attempt));
        }
    }

    private <Q extends Message, R extends Message> void forward(
            long leaderId, Mutation<Q, R> mutation, Attempt<R> attempt) {
        CompletableFuture<R> unused = forwarding
                .send(leaderId, mutation.method(), mutation.request(), attempt.leftNanos())
                .whenComplete((response, failure) -> {
                    if (failure == null) {
                        attempt.answer.complete(Headers.answeredBy(node.self().nodeId(), response));
                    } else if (isWorthAnotherAttempt(failure)) {
                        attempt.again(() -> tryMutation(mutation, attempt));
                    } else {
                        attempt.fail(failure);
                    }
                });
    }

    /** Certainly not executed, and for a reason that passes: nobody was there, or the leader leads no more. */
    private static boolean isWorthAnotherAttempt(Throwable failure) {
        if (!(failure instanceof StatusRuntimeException refusal)
                || refusal.getTrailers() == null
                || !refusal.getTrailers().containsKey(Certainty.NOT_EXECUTED)) {
            return false;
        }
        Status status = refusal.getStatus();
        return status.getCode() == Status.Code.UNAVAILABLE && !says(status, EtcdErrors.UNHEALTHY)
                || says(status, EtcdErrors.NOT_LEADER);
    }

    private static boolean says(Status status, Status known) {
        return status.getCode() == known.getCode() && Objects.equals(status.getDescription(), known.getDescription());
    }

    /** One client's request on its way: however often it is tried, it is answered once and in time. */
    private final class Attempt<T> {
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final long deadline = System.nanoTime() + timeoutNanos;
        /** Tells whether whoever asked is gone. */
        private final Context call = Context.current();

        /**
         * @param place where it has taken a place, which is given back with the answer
         * @param bytes what it has taken there
         * @param timedOut what to say when the time is over while nobody knows more
         */
        Attempt(Waiting place, long bytes, Status timedOut) {
            CompletableFuture<T> unused = answer.whenComplete((value, failure) -> place.leave(bytes));
            try {
                ScheduledFuture<?> end = timers.get()
                        .schedule(() -> fail(timedOut.asRuntimeException()), timeoutNanos, TimeUnit.NANOSECONDS);
                CompletableFuture<T> unusedToo = answer.whenComplete((value, failure) -> end.cancel(false));
            } catch (RejectedExecutionException stopping) {
                fail(Certainty.notExecuted(EtcdErrors.STOPPED));
            }
        }

        long leftNanos() {
            return Math.max(1, deadline - System.nanoTime());
        }

        void fail(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        /** Goes on with what comes of it; what goes wrong there is the answer. */
        <O> void follow(Supplier<CompletableFuture<O>> step, Consumer<O> next) {
            CompletableFuture<O> outcome;
            try {
                outcome = step.get();
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            CompletableFuture<O> unused = outcome.whenComplete((value, failure) -> {
                try {
                    if (failure != null) {
                        fail(failure);
                    } else {
                        next.accept(value);
                    }
                } catch (RuntimeException e) {
                    fail(e);
                }
            });
        }

        /** Tries once more after a pause, if there is time for it; only what was certainly not executed. */
        void again(Runnable next) {
            if (answer.isDone()) {
                return;
            }
            if (leftNanos() <= PAUSE_NANOS) {
                fail(Certainty.notExecuted(EtcdErrors.NO_LEADER));
                return;
            }
            try {
                ScheduledFuture<?> unused = timers.get()
                        .schedule(
                                () -> {
                                    if (call.isCancelled()) {
                                        fail(Certainty.notExecuted(Status.CANCELLED));
                                    } else if (!answer.isDone()) {
                                        next.run();
                                    }
                                },
                                PAUSE_NANOS,
                                TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException stopping) {
                fail(Certainty.notExecuted(EtcdErrors.STOPPED));
            }
        }
    }
}
