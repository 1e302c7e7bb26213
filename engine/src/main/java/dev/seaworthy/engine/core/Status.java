package dev.seaworthy.engine.core;

import java.util.List;

/**
 * A replica's consensus state at one moment, for people and monitoring.
 *
 * @param self which member it is
 * @param role its role
 * @param term the current term
 * @param leaderId who leads, as far as known; {@link HardState#NOBODY} where unknown
 * @param firstIndex the first entry the log still holds; one more than {@code lastIndex} where it holds none
 * @param lastIndex the last entry of the log, durable or not
 * @param durableIndex up to where the log is known to be durable here
 * @param commitIndex up to where the log is known to be committed
 * @param snapshotIndex the last entry of the newest snapshot; 0 where there is none
 * @param configurationIndex the entry that holds the configuration in force; 0 for the initial one
 * @param configuration the configuration in force
 * @param configurationCommitted whether it is committed
 * @param incarnation how often this disk was found to have lost acknowledged entries
 * @param recovering whether what it lost then has not yet been given back to it
 * @param disk how the disk of its log does, as its store sees it
 * @param pendingReads reads that wait for confirmation
 * @param uncommittedBytes payload bytes in the log that are not known to be committed
 * @param transferTarget who is to take over the leadership; null while no transfer is under way
 * @param peers what a leader knows of the other members; empty in any other role
 */
public record Status(
        Member self,
        RoleName role,
        long term,
        long leaderId,
        long firstIndex,
        long lastIndex,
        long durableIndex,
        long commitIndex,
        long snapshotIndex,
        long configurationIndex,
        Configuration configuration,
        boolean configurationCommitted,
        long incarnation,
        boolean recovering,
        DiskCondition disk,
        int pendingReads,
        long uncommittedBytes,
        Member transferTarget,
        List<PeerStatus> peers) {

    static Status of(CoreState state) {
        Leader leader = state.role instanceof Leader own ? own : null;
        return new Status(
                state.self(),
                state.role.roleName(),
                state.term(),
                state.role.leaderId(),
                state.log.base().index() + 1,
                state.log.lastIndex(),
                state.durability.durableIndex(),
                state.commitIndex,
                state.snapshot == null ? 0 : state.snapshot.last().index(),
                state.configurations.activeIndex(),
                state.configuration(),
                state.configurations.activeIndex() <= state.commitIndex,
                state.hardState.incarnation(),
                state.hardState.recovering(),
                state.disk,
                leader == null ? state.askedReads.pending() : leader.reads().pending(),
                state.log.bytesBetween(state.commitIndex, state.log.lastIndex()),
                leader == null || leader.transfer() == null
                        ? null
                        : leader.transfer().target(),
                leader == null
                        ? List.of()
                        : leader.peers().stream()
                                .map(peer -> peer.status(
                                        state.log.lastIndex(),
                                        state.nowNanos,
                                        state.limits().electionTimeoutMinNanos()))
                                .toList());
    }
}
