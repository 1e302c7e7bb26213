package dev.seaworthy.engine.core;

/**
 * Changes of who takes part (§6, thesis chapter 4). A configuration is active from the moment it is appended; one
 * change at a time; the joint configuration is left by whoever leads when it is committed.
 */
final class Membership {
    private final CoreState state;
    private final Transitions transitions;
    private final Replication replication;
    private final Transfers transfers;

    Membership(CoreState state, Transitions transitions, Replication replication, Transfers transfers) {
        this.state = state;
        this.transitions = transitions;
        this.replication = replication;
        this.transfers = transfers;
    }

    /** Appends the first step towards the target; the admission's number is its index. */
    Admission change(MembershipChange change) {
        if (!(state.role instanceof Leader leader)) {
            return new Admission(0, Reason.NOT_LEADER);
        }
        Reason refusal = whyNot(leader, change);
        if (refusal != null) {
            return new Admission(0, refusal);
        }
        return new Admission(
                replication.appendConfiguration(
                        leader, ConfigurationChange.firstStep(state.configuration(), change.target())),
                null);
    }

    /** The leader's commitIndex has grown: finishes what a change has begun, whoever began it. */
    void onCommit(Leader leader) {
        if (!state.isConfigurationCommitted()) {
            return;
        }
        Configuration configuration = state.configuration();
        if (configuration.isJoint()) {
            replication.appendConfiguration(leader, ConfigurationChange.left(configuration));
        } else if (!configuration.voters().contains(state.self())) {
            // Thesis §4.2.2: it leads until the configuration without it is committed, and no longer.
            replication.sendCommit(leader);
            transfers.handOver(leader);
            transitions.becomeFollower(null, Reason.REMOVED);
            transitions.resetElectionDeadline();
        }
    }

    private Reason whyNot(Leader leader, MembershipChange change) {
        // Ongaro's correction of 2015 to thesis §4.1: before it has committed an entry of its own term, a leader may
        // not know of a configuration that another leader committed.
        if (state.commitIndex < leader.firstIndex()) {
            return Reason.TERM_NOT_COMMITTED;
        }
        if (!state.isConfigurationCommitted() || state.configuration().isJoint()) {
            return Reason.CHANGE_PENDING;
        }
        if (state.disk.refusal() != null) {
            return state.disk.refusal();
        }
        if (leader.transfer() != null) {
            return Reason.TRANSFERRING;
        }
        if (change.expectedIndex() != state.configurations.activeIndex()) {
            return Reason.CONFIGURATION_CHANGED;
        }
        if (change.target().equals(state.configuration())) {
            return Reason.NOTHING_TO_CHANGE;
        }
        for (Member voter : change.target().voters()) {
            if (!state.configuration().voters().contains(voter) && !isCaughtUp(leader, voter)) {
                return Reason.NOT_CAUGHT_UP;
            }
        }
        return needsNewRelease(change) && someoneLacksIt() ? Reason.CAPABILITY_MISSING : null;
    }

    /**
     * Voters coming and going one by one are understood by every release, and learners that are there already by every
     * member: so can an old member be taken out.
     */
    private boolean needsNewRelease(MembershipChange change) {
        Configuration first = ConfigurationChange.firstStep(state.configuration(), change.target());
        return first.isJoint() || !state.configuration().learners().containsAll(first.learners());
    }

    private boolean someoneLacksIt() {
        boolean lacking = !Capabilities.have(state.options.capabilities(), Capabilities.MEMBERSHIP);
        for (Member member : state.configuration().members()) {
            lacking |= state.isKnownToLack(member, Capabilities.MEMBERSHIP);
        }
        return lacking;
    }

    /** Thesis §4.2.1: a new voter that lags would only hold commits up. Measured here, not guessed by an operator. */
    private boolean isCaughtUp(Leader leader, Member member) {
        Progress peer = leader.progressOf(member);
        return peer != null
                && state.configuration().learners().contains(member)
                && peer.isCaughtUp(
                        state.log.lastIndex(), state.nowNanos, state.limits().electionTimeoutMinNanos())
                && state.nowNanos - peer.contactNanos() < state.limits().electionTimeoutMaxNanos();
    }
}
