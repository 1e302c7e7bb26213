package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.session.SessionLimits;

/**
 * All safety oracles of one run, behind one door. The simulation tells it everything in the order in which it happens;
 * after the first violation it listens no more.
 *
 * <p>What it expects of its caller: an effect is told before it is carried out, and the entries of an
 * {@link Effect.AppendLog} or {@link Effect.AppendOwn} before the effects that follow it; a {@link Effect.ChangeRole}
 * is told before the entries the new leader appends; what becomes of a disk is told before it happens.
 *
 * <p>Machines are numbered from 1, those that no configuration names among them. Not thread safe.
 */
public final class Oracles {
    private final Ghost ghost;
    private final OracleFamily family;
    private final EffectWatch effects;
    private final MessageWatch messages;

    /**
     * Oracles for a cluster whose machines have not started yet.
     *
     * @param initial the configuration with which the first members begin
     */
    public Oracles(DurableView disks, Configuration initial, ViolationSink sink) {
        ghost = new Ghost(disks, initial, sink);
        family = new OracleFamily(ghost);
        effects = new EffectWatch(ghost, family);
        messages = new MessageWatch(ghost, family);
    }

    /**
     * The machine's process starts, for the first time or again, with what it found on its disk. Told before the
     * replica is made.
     *
     * @param capabilities what its release makes use of
     */
    public void onStarted(int node, Restored restored, int capabilities) {
        if (!ghost.reported()) {
            family.started(node, restored, capabilities);
        }
    }

    /** The machine's process died. */
    public void onCrashed(int node) {
        if (!ghost.reported()) {
            family.crashed(node);
        }
    }

    /**
     * The machine, which is down, is about to lose its disk for good and to get an empty one.
     *
     * @param fresh who it is from then on
     */
    public void onWiped(int node, Member fresh) {
        if (!ghost.reported()) {
            family.wiped(node, fresh);
        }
    }

    /**
     * The disk of the machine, which is down, is about to lose its entries from this index (inclusive) on, some of
     * which it may have acknowledged. The next start finds that out.
     */
    public void onLost(int node, long fromIndex) {
        if (!ghost.reported()) {
            family.lost(node, fromIndex);
        }
    }

    /** The node's core emitted an effect, which is about to be carried out. */
    public void onEffect(int node, Effect effect) {
        if (!ghost.reported()) {
            effects.watch(node, effect);
        }
    }

    /** An entry was added to the node's log, in memory. */
    public void onAppended(int node, LogEntry entry) {
        if (!ghost.reported()) {
            family.appended(node, entry);
        }
    }

    /** A message leaves the node now. */
    public void onSent(int node, Message message) {
        if (!ghost.reported()) {
            messages.sent(node, message);
        }
    }

    /** A message arrived at the node, which is about to handle it. */
    public void onReceived(int node, Message message) {
        if (!ghost.reported()) {
            family.received(node, message);
        }
    }

    /**
     * The node applied a committed entry.
     *
     * @param result the state machine's answer; null where the entry is not a command
     * @param digestHigh upper half of the digest of the state after it
     * @param digestLow lower half of that digest
     * @return whether it is the first application of this index on any node
     */
    public boolean onApplied(int node, LogEntry entry, byte[] result, long digestHigh, long digestLow) {
        return !ghost.reported() && family.applications.applied(node, entry, result, digestHigh, digestLow);
    }

    /**
     * The entry at this index, applied for the first time, executed this command of a session; not told of entries that
     * repeat one.
     */
    public void onExecuted(long index, long clientId, long sequence) {
        if (!ghost.reported()) {
            family.sessions.executed(index, clientId, sequence);
        }
    }

    /** How much the node's table of sessions holds; told after an entry was applied or a snapshot restored. */
    public void onSessions(int node, int sessions, long resultBytes, SessionLimits limits) {
        if (!ghost.reported()) {
            family.sessions.holds(node, sessions, resultBytes, limits);
        }
    }

    /** A write of the node became durable. */
    public void onDurable(int node) {
        if (!ghost.reported()) {
            family.durable(node);
        }
    }

    /** A state that the node captured itself is durable. */
    public void onSnapshotSaved(int node, SnapshotMeta snapshot) {
        if (!ghost.reported()) {
            family.snapshots.saved(node, snapshot);
        }
    }

    /**
     * The node has received all of a snapshot.
     *
     * @param sound whether its bytes are those it should have, and durable
     */
    public void onSnapshotReceived(int node, SnapshotMeta snapshot, boolean sound) {
        if (!ghost.reported()) {
            family.snapshots.received(node, snapshot, sound);
        }
    }

    /**
     * The node's state machine was restored from a snapshot, at a start or by an install; told before anything else is
     * applied.
     *
     * @param digestHigh upper half of the digest of the state it is in now
     * @param digestLow lower half of that digest
     */
    public void onRestored(int node, SnapshotMeta snapshot, long digestHigh, long digestLow) {
        if (!ghost.reported()) {
            family.applications.restored(node, snapshot, digestHigh, digestLow);
        }
    }

    /**
     * A client asks a linearizable read, for the first or another time. Clients and their operations are numbered
     * upwards from 0.
     */
    public void readInvoked(int client, long operation) {
        family.reads.invoked(client, operation);
    }

    /** The node answers a linearizable read from a state that has applied the log up to {@code appliedIndex}. */
    public void readServed(int node, int client, long operation, long appliedIndex) {
        if (!ghost.reported()) {
            family.reads.served(node, client, operation, appliedIndex);
        }
    }

    /**
     * The node answers a read that asked for no more than that {@code minIndex} be applied.
     *
     * @param appliedIndex up to where its state machine has applied the log
     * @param digestHigh upper half of the digest of the state machine when it answered
     * @param digestLow lower half of that digest
     */
    public void localReadServed(int node, long minIndex, long appliedIndex, long digestHigh, long digestLow) {
        if (!ghost.reported()) {
            family.reads.servedLocally(node, minIndex, appliedIndex);
            family.applications.shown(node, appliedIndex, digestHigh, digestLow);
        }
    }

    /** A client is told that the entry of this index and term is committed. */
    public void acknowledged(long index, long term) {
        if (!ghost.reported()) {
            family.quorums.acknowledged(index, term);
        }
    }

    /** The node's replica is asked to change who takes part. */
    public void membershipAsked(int node, MembershipChange change) {
        if (!ghost.reported()) {
            family.memberships.asked(node, change);
        }
    }

    /** The node's replica says what became of a change it was asked for. */
    public void membershipAnswered(int node, MembershipChange change, ProposalOutcome outcome) {
        if (!ghost.reported()) {
            family.memberships.answered(node, change, outcome);
        }
    }

    /** The highest index any replica has committed. */
    public long committedIndex() {
        return family.commits.last();
    }

    /** The newest configuration that is committed; the initial one as long as none is. */
    public Configuration committedConfiguration() {
        return family.committedElectorate().configuration();
    }

    /** The index of the entry that holds the newest committed configuration; 0 where none does. */
    public long committedConfigurationIndex() {
        return family.committedElectorate().index();
    }

    /** Whether the machine, with the disk it has now, is in the newest committed configuration, in any part. */
    public boolean isMember(int node) {
        return committedConfiguration().contains(ghost.disks().member(node));
    }

    /** Whether the machine has yet to get back what its disk lost. */
    public boolean isRecovering(int node) {
        return family.recoveries.isRecovering(node);
    }

    /** How many entries the node's log has in memory. */
    public long logEntries(int node) {
        return ghost.logs().last(node) - ghost.logs().base(node);
    }

    /** How many elections were won. */
    public long elections() {
        return family.elections.elections();
    }

    /** A node that is up and leads, of the newest such term; 0 where there is none. */
    public int leader() {
        return family.elections.leader();
    }
}
