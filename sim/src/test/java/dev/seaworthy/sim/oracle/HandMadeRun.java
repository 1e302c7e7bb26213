package dev.seaworthy.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Checkpoint;
import dev.seaworthy.engine.host.Restored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A run of a small cluster told event by event, legal or not, and what the oracles said of it. */
final class HandMadeRun {
    final HandMadeDisks disks;
    final Oracles oracles;
    private final Configuration configuration;
    private final List<String> violations = new ArrayList<>();

    HandMadeRun(int nodes) {
        disks = new HandMadeDisks(nodes);
        oracles = new Oracles(disks, (property, story) -> violations.add(property + ": " + story));
        List<Member> members = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            members.add(new Member(node, 0));
        }
        configuration = Configuration.ofVoters(members);
        for (int node = 1; node <= nodes; node++) {
            start(node);
        }
    }

    static LogEntry entry(long index, long term) {
        return entry(index, term, "v" + term + "." + index);
    }

    static LogEntry entry(long index, long term, String payload) {
        return new LogEntry(index, term, EntryKind.COMMAND, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Starts the node with what is on its disk. */
    HandMadeRun start(int node) {
        List<LogEntry> entries = new ArrayList<>();
        for (long index = 1; disks.termAt(node, index) != 0; index++) {
            entries.add(entry(index, disks.termAt(node, index)));
        }
        return start(node, disks.hardState(node), entries, null);
    }

    HandMadeRun start(int node, HardState state, List<LogEntry> entries, Checkpoint checkpoint) {
        oracles.onStarted(node, new Restored(configuration, state, entries, checkpoint));
        return this;
    }

    HandMadeRun crash(int node) {
        oracles.onCrashed(node);
        return this;
    }

    /** Saves the hard state in memory and, at once, on the disk. */
    HandMadeRun vote(int node, long term, long candidate) {
        return voteInMemory(node, term, candidate).voteOnDisk(node, term, candidate);
    }

    HandMadeRun voteInMemory(int node, long term, long candidate) {
        oracles.onEffect(node, new Effect.SaveHardState(new HardState(term, candidate), 1));
        return this;
    }

    HandMadeRun voteOnDisk(int node, long term, long candidate) {
        disks.write(node, new HardState(term, candidate));
        oracles.onDurable(node);
        return this;
    }

    HandMadeRun lead(int node, long term) {
        oracles.onEffect(node, new Effect.ChangeRole(RoleName.LEADER, term, node, Reason.ELECTION_WON));
        return this;
    }

    HandMadeRun follow(int node, long term) {
        oracles.onEffect(node, new Effect.ChangeRole(RoleName.FOLLOWER, term, 0, Reason.HIGHER_TERM));
        return this;
    }

    HandMadeRun append(int node, long index, long term) {
        return append(node, entry(index, term));
    }

    HandMadeRun append(int node, LogEntry entry) {
        oracles.onAppended(node, entry);
        return this;
    }

    HandMadeRun truncate(int node, long fromIndex) {
        oracles.onEffect(node, new Effect.TruncateLog(fromIndex, 1, 1));
        return this;
    }

    HandMadeRun onDisk(int node, long index, long term) {
        disks.write(node, index, term);
        oracles.onDurable(node);
        return this;
    }

    /** The same entry in memory and on the disk of each node, the first of them the leader. */
    HandMadeRun replicate(long index, long term, int... nodes) {
        for (int node : nodes) {
            append(node, index, term).onDisk(node, index, term);
        }
        return this;
    }

    HandMadeRun activate(int node, Configuration configuration) {
        oracles.onEffect(node, new Effect.ActivateConfiguration(1, configuration));
        return this;
    }

    HandMadeRun commit(int node, long index) {
        oracles.onEffect(node, new Effect.AdvanceCommit(index));
        return this;
    }

    HandMadeRun apply(int node, LogEntry entry, String result, long digest) {
        oracles.onApplied(node, entry, result.getBytes(StandardCharsets.UTF_8), digest, digest);
        return this;
    }

    HandMadeRun grant(int node, long candidate, long term) {
        oracles.onSent(node, new Message.RequestVoteReply(node, candidate, term, true));
        return this;
    }

    HandMadeRun acknowledge(int node, long leader, long term, long index) {
        oracles.onSent(node, new Message.AppendEntriesReply(node, leader, term, true, index, EntryId.ZERO, 0));
        return this;
    }

    /** n1 leads term 1, and all nodes hold, in memory and on disk, its first {@code entries} entries. */
    static HandMadeRun withLeader(int nodes, int entries) {
        HandMadeRun run = new HandMadeRun(nodes);
        for (int node = 1; node <= nodes; node++) {
            run.vote(node, 1, 1);
        }
        run.lead(1, 1);
        for (int index = 1; index <= entries; index++) {
            for (int node = 1; node <= nodes; node++) {
                run.append(node, index, 1).onDisk(node, index, 1);
            }
        }
        return run;
    }

    void assertLegal() {
        assertEquals(List.of(), violations);
    }

    /** The one violation is of this property and its story contains these words. */
    void assertBroken(String property, String words) {
        assertEquals(1, violations.size(), () -> "violations: " + violations);
        String violation = violations.get(0);
        assertTrue(violation.startsWith(property + ": "), violation);
        assertTrue(violation.contains(words), violation);
    }
}
