package dev.seaworthy.engine.core;

import java.util.ArrayDeque;

/**
 * The reads for which a follower or learner asks its leader (thesis §6.4). Numbered by this node; an answer names the
 * boot and the newest number asked for, and holds for all up to it, because the leader read its commitIndex after they
 * were asked. The boot is drawn anew at each start, so that a late answer to an earlier process is never taken for one.
 */
final class AskedReads {
    private record Pending(long sequence, long deadlineNanos) {}

    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final long boot;
    private long lastSequence;
    private boolean askDue;

    AskedReads(long boot) {
        this.boot = boot;
    }

    long boot() {
        return boot;
    }

    long lastSequence() {
        return lastSequence;
    }

    int pending() {
        return pending.size();
    }

    /** Whether there are reads for which the leader has not been asked. */
    boolean isAskDue() {
        return askDue;
    }

    void asked() {
        askDue = false;
    }

    long accept(long deadlineNanos) {
        lastSequence++;
        pending.add(new Pending(lastSequence, deadlineNanos));
        askDue = true;
        return lastSequence;
    }

    /** When the oldest read is given up; {@link Long#MAX_VALUE} where there is none. */
    long deadlineNanos() {
        return pending.isEmpty() ? Long.MAX_VALUE : pending.peek().deadlineNanos();
    }

    void onReply(long sequence, long readIndex, Effects effects) {
        while (!pending.isEmpty() && pending.peek().sequence() <= sequence) {
            effects.add(new Effect.ReadReady(pending.remove().sequence(), readIndex));
        }
    }

    /** Question or answer may be lost: gives up what has waited too long. */
    void expire(long nowNanos, Effects effects) {
        while (deadlineNanos() <= nowNanos) {
            effects.add(new Effect.ReadFailed(pending.remove().sequence(), Reason.READ_TIMED_OUT));
        }
        askDue &= !pending.isEmpty();
    }

    void failAll(Reason reason, Effects effects) {
        while (!pending.isEmpty()) {
            effects.add(new Effect.ReadFailed(pending.remove().sequence(), reason));
        }
        askDue = false;
    }

    void encode(StateWriter out) {
        out.number(boot).number(lastSequence).flag(askDue).number(pending.size());
        for (Pending read : pending) {
            out.number(read.sequence()).number(read.deadlineNanos());
        }
    }

    static AskedReads decode(StateReader in) {
        AskedReads reads = new AskedReads(in.number());
        reads.lastSequence = in.number();
        reads.askDue = in.flag();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            reads.pending.add(new Pending(in.number(), in.number()));
        }
        return reads;
    }
}
