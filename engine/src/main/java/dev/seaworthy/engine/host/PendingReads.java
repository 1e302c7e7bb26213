package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Reads on their way: those that arrived since the last flush, those that wait for the core's confirmation, and those
 * that wait for the state machine to have applied their index, or one their asker named. All that arrived before one
 * flush share one read of the core.
 */
final class PendingReads {
    /** A question and who asked it. */
    record Read(byte[] query, ReadOutcome.Listener listener) {}

    private record Group(long number, List<Read> reads) {}

    private record ReadAt(long minIndex, Read read) {}

    private List<Read> arrived = new ArrayList<>();
    private final ArrayDeque<Group> unconfirmed = new ArrayDeque<>();
    private final ArrayDeque<Group> unapplied = new ArrayDeque<>();
    /** Reads that only wait for an index, those for the lowest first. */
    private final PriorityQueue<ReadAt> atIndex = new PriorityQueue<>(Comparator.comparingLong(ReadAt::minIndex));

    void arrived(Read read) {
        arrived.add(read);
    }

    /** A question that any state will do for that has applied {@code minIndex}. */
    void arrivedAt(Read read, long minIndex) {
        atIndex.add(new ReadAt(minIndex, read));
    }

    boolean haveArrived() {
        return !arrived.isEmpty();
    }

    /** The core has accepted one read for all that have arrived. */
    void accepted(long sequence) {
        unconfirmed.add(new Group(sequence, arrived));
        arrived = new ArrayList<>();
    }

    /** The core has refused: nothing that has arrived can be answered here. */
    void refused(Reason reason, long leaderId) {
        List<Read> reads = arrived;
        arrived = new ArrayList<>();
        fail(reads, reason, leaderId);
    }

    void confirmed(Effect.ReadReady ready) {
        Group group = unconfirmed.remove();
        assert group.number() == ready.sequence() : "reads are confirmed in order";
        unapplied.add(new Group(ready.readIndex(), group.reads()));
    }

    void failed(Effect.ReadFailed failed, long leaderId) {
        Group group = unconfirmed.remove();
        assert group.number() == failed.sequence() : "reads fail in order";
        fail(group.reads(), failed.reason(), leaderId);
    }

    /**
     * The leader that confirmed them is not followed any more: it may never send the entries that reads of an index
     * beyond {@code commitIndex} wait for, as where this replica has been removed. Those up to it will be applied.
     */
    void failBeyond(long commitIndex, Reason reason, long leaderId) {
        List<Group> beyond =
                unapplied.stream().filter(group -> group.number() > commitIndex).toList();
        unapplied.removeAll(beyond);
        for (Group group : beyond) {
            fail(group.reads(), reason, leaderId);
        }
    }

    /** Answers every confirmed read whose index the state machine has applied. */
    void serve(long appliedIndex, StateMachine stateMachine) {
        while (!unapplied.isEmpty() && unapplied.peek().number() <= appliedIndex) {
            for (Read read : unapplied.remove().reads()) {
                answer(read, appliedIndex, stateMachine);
            }
        }
        while (!atIndex.isEmpty() && atIndex.peek().minIndex() <= appliedIndex) {
            answer(atIndex.remove().read(), appliedIndex, stateMachine);
        }
    }

    /** Nothing will be answered any more. */
    void failAll(Reason reason, long leaderId) {
        refused(reason, leaderId);
        while (!unconfirmed.isEmpty()) {
            fail(unconfirmed.remove().reads(), reason, leaderId);
        }
        while (!unapplied.isEmpty()) {
            fail(unapplied.remove().reads(), reason, leaderId);
        }
        while (!atIndex.isEmpty()) {
            fail(List.of(atIndex.remove().read()), reason, leaderId);
        }
    }

    private static void answer(Read read, long appliedIndex, StateMachine stateMachine) {
        byte[] result;
        try {
            result = stateMachine.query(read.query());
        } catch (RuntimeException e) {
            // One bad question must not stop a replica: nothing was changed by it.
            fail(List.of(read), Reason.QUERY_FAILED, HardState.NOBODY);
            return;
        }
        read.listener().onOutcome(new ReadOutcome.Answered(appliedIndex, result));
    }

    private static void fail(List<Read> reads, Reason reason, long leaderId) {
        for (Read read : reads) {
            read.listener().onOutcome(new ReadOutcome.Failed(reason, leaderId));
        }
    }
}
