package dev.seaworthy.storage.contract;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a replica writes, step by step: appends of all sizes, terms and votes, conflicts that truncate, compactions and
 * snapshots that take the whole log's place. Every step follows from the seed and its number alone, so any process can
 * tell what the disk must hold after any number of steps.
 */
final class Workload {
    static final Configuration CONFIGURATION = Configuration.ofVoters(List.of(member(1), member(2), member(3)));

    private final long seed;
    /** Of the largest payload, in bytes. */
    private final int payloadBytesMax;

    private final List<LogEntry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private EntryId snapshot;
    private byte[] snapshotContent;
    private EntryId base = EntryId.ZERO;
    private int steps;

    Workload(long seed, int payloadBytesMax) {
        this.seed = seed;
        this.payloadBytesMax = payloadBytesMax;
    }

    static Member member(long nodeId) {
        return new Member(nodeId, 10 + nodeId);
    }

    /** How many steps were taken. */
    int steps() {
        return steps;
    }

    /** What is on the disk after the steps so far. */
    Contents contents() {
        return Contents.of(hardState, snapshot, snapshotContent, base, entries);
    }

    /** Takes the next step. */
    Step next() {
        Random random = new Random(seed * 1_000_003 + steps);
        random.nextInt();
        Step step = step(random);
        steps++;
        take(step);
        return step;
    }

    private Step step(Random random) {
        int kind = random.nextInt(100);
        if (steps == 0 || kind < 12) {
            return new Step(laterHardState(random), 0, null, null, null, List.of());
        }
        if (kind < 27 && lastIndex() > covered()) {
            return conflict(random);
        }
        if (kind < 40 && entries.size() > 12) {
            return compaction(random);
        }
        if (kind < 43) {
            return install(random);
        }
        return new Step(null, 0, null, null, null, following(lastIndex(), hardState.term(), random));
    }

    /** A new leader's entries in the place of some that were never committed, with its term in the same flush. */
    private Step conflict(Random random) {
        HardState next = laterHardState(random);
        long from = lastIndex() - random.nextInt((int) Math.min(6, lastIndex() - covered()));
        return new Step(next, from, null, null, null, following(from - 1, next.term(), random));
    }

    private Step compaction(Random random) {
        long first = Math.max(covered() + 1, base.index() + 1);
        if (first > lastIndex()) {
            return new Step(laterHardState(random), 0, null, null, null, List.of());
        }
        long index = first + random.nextLong(lastIndex() - first + 1);
        long baseIndex = Math.max(base.index(), index - random.nextInt(4));
        return new Step(null, 0, id(index), content(random), id(baseIndex), List.of());
    }

    private Step install(Random random) {
        HardState next = laterHardState(random);
        EntryId last = new EntryId(next.term(), lastIndex() + 1 + random.nextInt(9));
        List<LogEntry> following = random.nextBoolean() ? following(last.index(), next.term(), random) : List.of();
        return new Step(next, base.index() + 1, last, content(random), last, following);
    }

    private HardState laterHardState(Random random) {
        Member votedFor = random.nextBoolean() ? member(1 + random.nextInt(3)) : null;
        return new HardState(hardState.term() + 1, votedFor, hardState.incarnation(), hardState.recovering());
    }

    private List<LogEntry> following(long last, long term, Random random) {
        List<LogEntry> following = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 1; i <= count; i++) {
            byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(payloadBytesMax) : random.nextInt(90)];
            random.nextBytes(payload);
            following.add(new LogEntry(last + i, term, EntryKind.COMMAND, steps, payload));
        }
        return following;
    }

    private byte[] content(Random random) {
        byte[] content = new byte[random.nextInt(8) == 0 ? random.nextInt(2 * payloadBytesMax) : random.nextInt(900)];
        random.nextBytes(content);
        return content;
    }

    private void take(Step step) {
        if (step.hardState() != null) {
            hardState = step.hardState();
        }
        if (step.truncateFrom() > 0) {
            entries.removeIf(entry -> entry.index() >= step.truncateFrom());
        }
        if (step.snapshot() != null) {
            snapshot = step.snapshot();
            snapshotContent = step.snapshotContent();
            base = step.base();
            entries.removeIf(entry -> entry.index() <= base.index());
        }
        entries.addAll(step.entries());
    }

    private long covered() {
        return snapshot == null ? 0 : snapshot.index();
    }

    private long lastIndex() {
        return base.index() + entries.size();
    }

    private EntryId id(long index) {
        if (index == base.index()) {
            return base;
        }
        return new EntryId(entries.get((int) (index - base.index() - 1)).term(), index);
    }
}
