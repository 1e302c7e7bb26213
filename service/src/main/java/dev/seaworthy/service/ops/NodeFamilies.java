package dev.seaworthy.service.ops;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.PeerStatus;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.trace.Counters;
import dev.seaworthy.node.NodeStatus;
import dev.seaworthy.node.transport.TransportStatus;
import dev.seaworthy.storage.thread.StorageStatistics;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Locale;

/** A member's status, told as metrics. Pure functions. */
final class NodeFamilies {
    private NodeFamilies() {}

    static List<MetricSnapshot> of(NodeStatus now) {
        Families families = new Families();
        server(families, now);
        raft(families, now.replica(), now.appliedIndex());
        counted(families, now.counters());
        peers(families, now.replica().peers());
        storage(families, now.storage(), now.replica());
        transport(families, now.transport(), now.refusedFrames());
        return families.all();
    }

    /** What etcd has, too. */
    private static void server(Families to, NodeStatus now) {
        Status replica = now.replica();
        to.gauge("etcd_server_has_leader", "Whether a leader is known.", replica.leaderId() != 0)
                .gauge("etcd_server_is_leader", "Whether this member leads.", replica.role() == RoleName.LEADER)
                .gauge(
                        "etcd_server_is_learner",
                        "Whether this member is a learner.",
                        replica.configuration().learners().contains(replica.self()))
                .counter(
                        "etcd_server_proposals_committed",
                        "The last entry known to be committed, as this member knows it.",
                        replica.commitIndex())
                .counter(
                        "etcd_server_proposals_applied",
                        "The last entry whose effect this member's store shows.",
                        now.appliedIndex())
                .gauge(
                        "etcd_server_proposals_pending",
                        "Proposals made at this member whose outcome is not known yet.",
                        now.proposalsWaiting());
    }

    private static void raft(Families to, Status replica, long applied) {
        to.gauges(
                        new Families.Named<>(
                                "seaworthy_raft_role",
                                "1 for the role that this member has.",
                                "role",
                                role -> role.name().toLowerCase(Locale.ROOT)),
                        List.of(RoleName.values()),
                        role -> role == replica.role() ? 1 : 0)
                .gauge("seaworthy_raft_term", "The current term.", replica.term())
                .gauge("seaworthy_raft_leader_id", "Which node leads; 0 where that is not known.", replica.leaderId())
                .gauge("seaworthy_raft_commit_index", "The last committed entry.", replica.commitIndex())
                .gauge("seaworthy_raft_applied_index", "The last applied entry.", applied)
                .gauge(
                        "seaworthy_raft_first_log_index",
                        "The first entry that the log still has.",
                        replica.firstIndex())
                .gauge("seaworthy_raft_last_log_index", "The last entry of the log.", replica.lastIndex())
                .gauge("seaworthy_raft_durable_index", "The last entry that is durable here.", replica.durableIndex())
                .gauge("seaworthy_raft_snapshot_index", "The newest snapshot's last entry.", replica.snapshotIndex())
                .gauge(
                        "seaworthy_raft_uncommitted_bytes",
                        "Payload in the log that is not known to be committed.",
                        replica.uncommittedBytes())
                .gauge("seaworthy_raft_reads_pending", "Reads that wait to be confirmed.", replica.pendingReads())
                .gauge(
                        "seaworthy_raft_recovering",
                        "Whether entries that this disk has lost are being given back.",
                        replica.recovering())
                .gauge(
                        "seaworthy_raft_incarnation",
                        "How often this disk was found to have lost acknowledged entries.",
                        replica.incarnation())
                .gauge(
                        "seaworthy_raft_voters",
                        "Members that vote, in the newer configuration where there are two.",
                        replica.configuration().voters().size())
                .gauge(
                        "seaworthy_raft_learners",
                        "Members that do not vote.",
                        replica.configuration().learners().size());
    }

    private static void counted(Families to, Counters counters) {
        to.counter(
                        "seaworthy_raft_elections_started",
                        "How often this member asked for votes.",
                        counters.electionsStarted())
                .counter("seaworthy_raft_elections_won", "How often it was elected.", counters.electionsWon())
                .counter("seaworthy_raft_messages_sent", "Messages to other members.", counters.messagesSent())
                .counter("seaworthy_raft_messages_received", "Messages of other members.", counters.messagesReceived())
                .counter("seaworthy_raft_entries_appended", "Entries added to the log.", counters.entriesAppended())
                .counter("seaworthy_raft_entries_applied", "Entries applied.", counters.entriesApplied())
                .counter(
                        "seaworthy_raft_truncations",
                        "How often entries had to give way to a leader's.",
                        counters.truncations())
                .counter(
                        "seaworthy_raft_reads_confirmed",
                        "Linearizable reads; those confirmed together are one.",
                        counters.readsConfirmed())
                .counter("seaworthy_raft_snapshots_taken", "Snapshots begun here.", counters.snapshotsTaken())
                .counter(
                        "seaworthy_raft_snapshots_installed",
                        "Snapshots of a leader taken over.",
                        counters.snapshotsInstalled())
                .counters("seaworthy_raft_role_changes", "Changes of role, term or leader.", counters::roleChanges)
                .counters("seaworthy_raft_messages_ignored", "Messages that were ignored.", counters::ignored)
                .counters(
                        "seaworthy_raft_requests_refused",
                        "Proposals, reads, membership changes and transfers refused by the replica.",
                        counters::refused)
                .counters("seaworthy_raft_reads_failed", "Reads that were not confirmed.", counters::readsFailed)
                .counters("seaworthy_raft_transfers_ended", "Leadership transfers.", counters::transfersEnded);
    }

    private static void peers(Families to, List<PeerStatus> peers) {
        to.gauges(
                        ofPeer("seaworthy_raft_peer_match_index", "Up to where a member's log is known to be durable."),
                        peers,
                        PeerStatus::matchIndex)
                .gauges(
                        ofPeer("seaworthy_raft_peer_inflight_messages", "Messages with entries on their way to it."),
                        peers,
                        PeerStatus::inflightMessages)
                .gauges(
                        ofPeer("seaworthy_raft_peer_inflight_bytes", "Payload on its way to it."),
                        peers,
                        PeerStatus::inflightBytes)
                .gauges(
                        ofPeer("seaworthy_raft_peer_caught_up", "Whether it keeps pace with this leader."),
                        peers,
                        peer -> peer.caughtUp() ? 1 : 0)
                .gauges(
                        ofPeer("seaworthy_raft_peer_snapshot_offset_bytes", "How much of a snapshot it has received."),
                        peers,
                        PeerStatus::snapshotOffset);
    }

    private static Families.Named<PeerStatus> ofPeer(String name, String help) {
        return new Families.Named<>(
                name, help, "peer", peer -> Long.toString(peer.member().nodeId()));
    }

    private static void storage(Families to, StorageStatistics disk, Status replica) {
        to.gauges(
                        new Families.Named<>(
                                "seaworthy_storage_disk_condition",
                                "1 for how the disk does.",
                                "condition",
                                it -> it.name().toLowerCase(Locale.ROOT)),
                        List.of(DiskCondition.values()),
                        it -> it == disk.condition() ? 1 : 0)
                .gauge(
                        "seaworthy_storage_log_entries",
                        "How many entries the log holds.",
                        replica.lastIndex() - replica.firstIndex() + 1)
                .counter("seaworthy_storage_batches_written", "Batches made durable.", disk.batchesWritten())
                .counter("seaworthy_storage_syncs", "Writes and syncs that took.", disk.syncs())
                .counter(
                        "seaworthy_storage_written_bytes",
                        "About how much was written to the log.",
                        disk.bytesWritten())
                .gauge("seaworthy_storage_queued_batches", "Batches that wait for the disk.", disk.queuedBatches())
                .gauge("seaworthy_storage_queued_bytes", "About how many bytes wait.", disk.queuedBytes())
                .counter(
                        "seaworthy_storage_old_entries_read",
                        "Questions for old entries answered.",
                        disk.readsAnswered())
                .counter(
                        "seaworthy_storage_space_refusals",
                        "How often a write had to wait for space.",
                        disk.spaceRefusals())
                .counter("seaworthy_storage_snapshots_saved", "Snapshots made durable.", disk.snapshotsSaved())
                .counter(
                        "seaworthy_storage_snapshots_postponed",
                        "How often a snapshot had to wait for space.",
                        disk.snapshotsPostponed());
        if (disk.usableBytes() != Long.MAX_VALUE) {
            to.gauge(
                    "seaworthy_storage_usable_bytes",
                    "What can be written before writes are refused, when the disk was last looked at.",
                    disk.usableBytes());
        }
    }

    private static void transport(Families to, TransportStatus network, long refusedFrames) {
        to.counter("seaworthy_transport_sent_bytes", "Bytes sent to other members.", network.bytesSent())
                .counter("seaworthy_transport_sent_frames", "Frames sent to them.", network.framesSent())
                .counter("seaworthy_transport_received_bytes", "Bytes received from them.", network.bytesReceived())
                .counter("seaworthy_transport_received_frames", "Frames received whole.", network.framesReceived())
                .counter(
                        "seaworthy_transport_dropped_frames",
                        "Frames given up before they were sent.",
                        network.framesDropped())
                .counter("seaworthy_transport_refused_frames", "Frames that were no messages.", refusedFrames)
                .counter("seaworthy_transport_accepted_connections", "Connections welcomed.", network.accepted())
                .counter(
                        "seaworthy_transport_refused_handshakes",
                        "Handshakes refused, here or there.",
                        network.refused())
                .counter(
                        "seaworthy_transport_hostile_connections",
                        "Connections closed for what they sent.",
                        network.hostile())
                .counter(
                        "seaworthy_transport_timed_out_connections",
                        "Connections closed for silence.",
                        network.timedOut())
                .counter(
                        "seaworthy_transport_crowded_out_connections",
                        "Connections closed for their number.",
                        network.crowdedOut())
                .counter(
                        "seaworthy_transport_failed_connects",
                        "Attempts to connect that failed.",
                        network.connectFailed())
                .gauge(
                        "seaworthy_transport_inbound_connections",
                        "Open connections of others.",
                        network.inbound().size())
                .gauges(
                        ofLink("seaworthy_transport_peer_connected", "Whether frames can leave for it."),
                        network.peers(),
                        peer -> peer.connected() ? 1 : 0)
                .gauges(
                        ofLink("seaworthy_transport_peer_queued_bytes", "Bytes that wait for its connection."),
                        network.peers(),
                        TransportStatus.Peer::queuedBytes);
    }

    private static Families.Named<TransportStatus.Peer> ofLink(String name, String help) {
        return new Families.Named<>(
                name, help, "peer", peer -> Long.toString(peer.member().nodeId()));
    }
}
