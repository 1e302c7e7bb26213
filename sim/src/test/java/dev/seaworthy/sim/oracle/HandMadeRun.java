package dev.seaworthy.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A run of a small cluster told event by event, legal or not, and what the oracles said of it. Every node is on disk 0
 * until it is wiped.
 */
final class HandMadeRun {
    final HandMadeDisks disks;
    final Oracles oracles;
    final Configuration configuration;
    private final TreeMap<String, LogEntry> appended = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    HandMadeRun(int nodes) {
        this(nodes, nodes);
    }

    /** The first {@code voters} of the machines vote, the others are spare. */
    HandMadeRun(int machines, int voters) {
        disks = new HandMadeDisks(machines);
        List<Member> members = new ArrayList<>();
        for (int node = 1; node <= voters; node++) {
            members.add(new Member(node, 0));
        }
        configuration = Configuration.ofVoters(members);
        oracles = new Oracles(disks, configuration, (property, story) -> violations.add(property + ": " + story));
        for (int node = 1; node <= machines; node++) {
            start(node);
        }
    }

    static Member member(long node) {
        return new Member(node, 0);
    }

    static List<Member> members(long... nodes) {
        List<Member> members = new ArrayList<>();
        for (long node : nodes) {
            members.add(member(node));
        }
        return members;
    }

    static LogEntry entry(long index, long term) {
        return entry(index, term, "v" + term + "." + index);
    }

    static LogEntry entry(long index, long term, String payload) {
        return new LogEntry(index, term, EntryKind.COMMAND, payload.getBytes(StandardCharsets.UTF_8));
    }

    static LogEntry entry(long index, long term, Configuration configuration) {
        return new LogEntry(index, term, EntryKind.CONFIGURATION, ConfigurationCodec.encode(configuration));
    }

    /** A snapshot of a log whose first entry holds the configuration in force. */
    SnapshotMeta snapshot(long index, long term) {
        return snapshot(index, term, 1, configuration);
    }

    static SnapshotMeta snapshot(long index, long term, long configurationIndex, Configuration configuration) {
        return new SnapshotMeta(new EntryId(term, index), 0, configurationIndex, configuration, 10, index, index);
    }

    /** Starts the node with what is on its disk. */
    HandMadeRun start(int node) {
        LogStart start = disks.start(node);
        List<LogEntry> entries = new ArrayList<>();
        for (long index = start == null ? 1 : start.base().index() + 1; disks.termAt(node, index) != 0; index++) {
            LogEntry plain = entry(index, disks.termAt(node, index));
            entries.add(appended.getOrDefault(key(plain), plain));
        }
        return start(node, disks.hardState(node), entries, start);
    }

    HandMadeRun start(int node, HardState state, List<LogEntry> entries, LogStart start) {
        return start(node, new Restored(configuration, state, start, entries), Capabilities.ALL);
    }

    HandMadeRun start(int node, Restored restored, int capabilities) {
        oracles.onStarted(node, restored, capabilities);
        return this;
    }

    HandMadeRun crash(int node) {
        oracles.onCrashed(node);
        return this;
    }

    /** The node dies and its disk loses what it has from this index on; it knows when it starts. */
    HandMadeRun lose(int node, long fromIndex) {
        oracles.onCrashed(node);
        oracles.onLost(node, fromIndex);
        disks.removeFrom(node, fromIndex);
        disks.write(node, disks.hardState(node).afterLoss());
        return this;
    }

    /** The node dies and gets an empty disk. */
    HandMadeRun wipe(int node, long freshDisk) {
        oracles.onCrashed(node);
        oracles.onWiped(node, new Member(node, freshDisk));
        disks.replace(node, new Member(node, freshDisk));
        return this;
    }

    /** Saves the hard state in memory and, at once, on the disk; then the candidate is told. */
    HandMadeRun vote(int node, long term, long candidate) {
        voteInMemory(node, term, candidate).voteOnDisk(node, term, candidate);
        return candidate == 0 || candidate == node ? this : grant(node, candidate, term);
    }

    HandMadeRun voteInMemory(int node, long term, long candidate) {
        oracles.onEffect(node, new Effect.SaveHardState(state(node, term, candidate), 1));
        return this;
    }

    HandMadeRun voteOnDisk(int node, long term, long candidate) {
        disks.write(node, state(node, term, candidate));
        oracles.onDurable(node);
        return this;
    }

    private HardState state(int node, long term, long candidate) {
        HardState before = disks.hardState(node);
        Member votedFor = candidate == 0 ? null : disks.member((int) candidate);
        return new HardState(term, votedFor, before.incarnation(), before.recovering());
    }

    /** The node stops recovering, in memory and then on the disk. */
    HandMadeRun recover(int node) {
        HardState before = disks.hardState(node);
        HardState after = new HardState(before.term(), before.votedFor(), before.incarnation(), false);
        oracles.onEffect(node, new Effect.SaveHardState(after, 1));
        disks.write(node, after);
        oracles.onDurable(node);
        return this;
    }

    /** The node and these others vote for it, and it leads. */
    HandMadeRun elect(int node, long term, int... voters) {
        vote(node, term, node);
        for (int voter : voters) {
            vote(voter, term, node);
        }
        return lead(node, term);
    }

    HandMadeRun lead(int node, long term) {
        return role(node, RoleName.LEADER, term, node);
    }

    HandMadeRun follow(int node, long term) {
        return role(node, RoleName.FOLLOWER, term, 0);
    }

    HandMadeRun role(int node, RoleName role, long term, long leader) {
        oracles.onEffect(node, new Effect.ChangeRole(role, term, leader, Reason.HIGHER_TERM));
        return this;
    }

    HandMadeRun append(int node, long index, long term) {
        return append(node, appended.getOrDefault(key(entry(index, term)), entry(index, term)));
    }

    HandMadeRun append(int node, LogEntry entry) {
        appended.putIfAbsent(key(entry), entry);
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
        return replicate(appended.getOrDefault(key(entry(index, term)), entry(index, term)), nodes);
    }

    HandMadeRun replicate(LogEntry entry, int... nodes) {
        for (int node : nodes) {
            append(node, entry).onDisk(node, entry.index(), entry.term());
        }
        return this;
    }

    HandMadeRun activate(int node, long index, Configuration active) {
        oracles.onEffect(node, new Effect.ActivateConfiguration(index, active));
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

    /** The node commits and applies everything up to this index; the digest of each state is its index. */
    HandMadeRun applyTo(int node, long index) {
        commit(node, index);
        for (long at = 1; at <= index; at++) {
            apply(node, appended.get(key(entry(at, disks.termAt(node, at)))), "r", at);
        }
        return this;
    }

    /** The node saves a snapshot and lets its log begin behind {@code base}, in memory and on the disk. */
    HandMadeRun compact(int node, SnapshotMeta snapshot, EntryId base) {
        oracles.onSnapshotSaved(node, snapshot);
        oracles.onEffect(node, new Effect.CompactLog(snapshot, base, 1));
        disks.write(node, new LogStart(snapshot, base));
        oracles.onDurable(node);
        return this;
    }

    /** The node has received a snapshot and puts it in the place of its log, in memory. */
    HandMadeRun install(int node, SnapshotMeta snapshot) {
        oracles.onSnapshotReceived(node, snapshot, true);
        oracles.onEffect(node, new Effect.InstallSnapshot(snapshot, 1));
        return this;
    }

    HandMadeRun grant(int node, long candidate, long term) {
        return send(node, new Message.RequestVoteReply(disks.member(node), disks.member((int) candidate), term, true));
    }

    HandMadeRun acknowledge(int node, long leader, long term, long index) {
        return send(node, acknowledgement(node, leader, term, index));
    }

    /** The leader hears what the node says it holds. */
    HandMadeRun hear(int node, long leader, long term, long index) {
        oracles.onReceived((int) leader, acknowledgement(node, leader, term, index));
        return this;
    }

    private Message acknowledgement(int node, long leader, long term, long index) {
        return new Message.AppendEntriesReply(
                disks.member(node),
                disks.member((int) leader),
                term,
                true,
                index,
                EntryId.ZERO,
                0,
                disks.hardState(node).incarnation());
    }

    HandMadeRun send(int node, Message message) {
        oracles.onSent(node, message);
        return this;
    }

    /** The core of the node wants the message sent. */
    HandMadeRun decide(int node, Message message) {
        oracles.onEffect(node, new Effect.Send(message, 0));
        return this;
    }

    /** n1 leads term 1, and all nodes hold, in memory and on disk, its first {@code entries} entries. */
    static HandMadeRun withLeader(int nodes, int entries) {
        HandMadeRun run = new HandMadeRun(nodes);
        run.electFirst();
        for (int index = 1; index <= entries; index++) {
            for (int node = 1; node <= nodes; node++) {
                run.append(node, index, 1).onDisk(node, index, 1);
            }
        }
        return run;
    }

    /**
     * n1 leads term 1. All voters hold its first {@code entries} entries, and have committed them; the first holds the
     * configuration. Spare machines have nothing.
     */
    static HandMadeRun withConfiguration(int machines, int voters, int entries) {
        HandMadeRun run = new HandMadeRun(machines, voters);
        run.electFirst();
        int[] nodes = new int[voters];
        for (int i = 0; i < voters; i++) {
            nodes[i] = i + 1;
        }
        run.replicate(entry(1, 1, run.configuration), nodes);
        for (int index = 2; index <= entries; index++) {
            run.replicate(index, 1, nodes);
        }
        for (int node : nodes) {
            run.commit(node, entries);
        }
        return run;
    }

    private void electFirst() {
        for (Member voter : configuration.voters()) {
            vote((int) voter.nodeId(), 1, 1).follow((int) voter.nodeId(), 1);
        }
        lead(1, 1);
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

    private static String key(LogEntry entry) {
        return entry.index() + "." + entry.term();
    }
}
