package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Restored;

/** All oracles over the same ghost state, and in which order they learn of what concerns several of them. */
final class OracleFamily {
    final IdentityOracle identities;
    final VoteOracle votes;
    final ElectionOracle elections;
    final LogOracle log;
    final CommitOracle commits;
    final Losses losses;
    final RecoveryOracle recoveries;
    final QuorumOracle quorums;
    final PromiseOracle promises;
    final ApplyOracle applications;
    final SnapshotOracle snapshots;
    final ReadOracle reads;
    final SessionOracle sessions;
    final MembershipOracle memberships;
    final TransferOracle transfers;
    final CapabilityOracle capabilities;
    final DenialOracle denials;
    private final Ghost ghost;

    OracleFamily(Ghost ghost) {
        this.ghost = ghost;
        identities = new IdentityOracle(ghost);
        votes = new VoteOracle(ghost);
        elections = new ElectionOracle(ghost, votes);
        log = new LogOracle(ghost, elections);
        commits = new CommitOracle(ghost, elections);
        losses = new Losses(ghost);
        recoveries = new RecoveryOracle(ghost, elections, commits, losses);
        quorums = new QuorumOracle(ghost, elections, commits, losses, recoveries);
        promises = new PromiseOracle(ghost, elections, log, commits);
        applications = new ApplyOracle(ghost, commits);
        snapshots = new SnapshotOracle(ghost, commits, applications);
        reads = new ReadOracle(ghost, elections, commits, applications);
        sessions = new SessionOracle(ghost);
        memberships = new MembershipOracle(ghost, elections, commits);
        transfers = new TransferOracle(ghost, elections, losses, recoveries);
        capabilities = new CapabilityOracle(ghost);
        denials = new DenialOracle(ghost);
    }

    void started(int node, Restored restored, int itsCapabilities) {
        identities.started(node);
        capabilities.started(node, itsCapabilities);
        ghost.hardState(node, restored.hardState());
        elections.started(node, restored.hardState().term());
        log.started(node, restored);
        votes.durable(node, restored.hardState());
        promises.started(node);
        commits.started(node, restored.start());
        snapshots.started(node, restored.start());
        applications.started(node);
        recoveries.started(node, restored.hardState());
        quorums.started(node);
        memberships.crashed(node);
        transfers.over(node);
    }

    void crashed(int node) {
        elections.crashed(node);
        memberships.crashed(node);
        transfers.over(node);
    }

    void wiped(int node, Member fresh) {
        losses.wiped(node);
        identities.wiped(node, fresh);
        votes.wiped(node);
        quorums.wiped(node);
        recoveries.wiped(node);
        snapshots.wiped(node);
    }

    void lost(int node, long fromIndex) {
        losses.lost(node, fromIndex);
        recoveries.lost(node);
    }

    void appended(int node, LogEntry entry) {
        if (entry.index() <= ghost.logs().last(node)) {
            truncated(node, entry.index());
        }
        boolean leads = elections.leadingTerm(node) != 0;
        Electorate before = ghost.electorate(node);
        log.appended(node, entry);
        memberships.appended(node, entry);
        if (leads && !ghost.reported()) {
            Electorate after = ghost.electorate(node);
            if (entry.kind() == EntryKind.CONFIGURATION) {
                memberships.changed(node, before, after);
                capabilities.appended(node, before, after);
            }
            memberships.tookIn(node, entry);
            transfers.appended(node, entry, before);
        }
    }

    /** The node's log in memory is about to lose its entries from this index (inclusive) on. */
    void truncated(int node, long fromIndex) {
        commits.truncated(node, fromIndex);
        promises.truncated(node, fromIndex);
        quorums.truncated(node, fromIndex);
    }

    void received(int node, Message message) {
        recoveries.received(node, message);
        denials.received(node, message);
        capabilities.received(node, message);
    }

    void durable(int node) {
        votes.durable(node, ghost.disks().hardState(node));
        quorums.durable(node);
        snapshots.durable(node);
    }

    void commitAdvanced(int node, long commitIndex) {
        long before = commits.last();
        commits.advanced(node, commitIndex);
        boolean leads = elections.leadingTerm(node) != 0;
        if ((leads || commits.last() > before) && !ghost.reported()) {
            quorums.committed(node, commitIndex);
        }
        if (leads) {
            memberships.committed(node);
        }
    }

    void roleChanged(int node, Effect.ChangeRole change) {
        recoveries.roleChanged(node, change.role());
        if (change.role() != RoleName.LEADER) {
            memberships.steppedDown(node);
            transfers.over(node);
        }
        if (elections.roleChanged(node, change) && !ghost.reported()) {
            log.elected(node);
            commits.elected(node, change.term());
            recoveries.elected(node, change.term());
        }
    }

    void compacted(int node, SnapshotMeta snapshot, EntryId base) {
        snapshots.compacted(node, snapshot);
        log.compacted(node, base, snapshot.last().index());
    }

    void installed(int node, SnapshotMeta snapshot) {
        snapshots.installed(node, snapshot);
        if (!ghost.reported()) {
            log.installed(node, snapshot);
            commits.standsOn(node, snapshot.last(), "installed");
            promises.truncated(node, 1);
            quorums.truncated(node, snapshot.last().index() + 1);
        }
    }

    Electorate committedElectorate() {
        return ghost.tree().electorate(commits.at(commits.last()));
    }
}
