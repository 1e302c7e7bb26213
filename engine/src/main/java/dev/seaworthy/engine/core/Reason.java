package dev.seaworthy.engine.core;

/** Why the core changed its role, ignored a message or refused a request. Reaches every trace and counter. */
public enum Reason {
    // Why a role changed.
    STARTED("the replica started"),
    ELECTION_TIMEOUT("no leader was heard from within the election timeout"),
    PRE_VOTE_WON("a quorum would vote for this node"),
    ELECTION_WON("a quorum voted for this node"),
    HIGHER_TERM("a message carried a higher term"),
    LEADER_FOUND("the leader of this term was heard from"),
    ELECTION_LOST("a quorum refused its vote"),
    QUORUM_LOST("a quorum was not heard from within the election timeout"),
    DISK_STALLED("this node's disk has acknowledged nothing for too long"),
    REMOVED("a configuration in which this node does not vote is committed"),
    TRANSFER("the leader hands over to this node"),

    // How a leadership transfer ended, beside the reasons for a leader to step down.
    TRANSFERRED("the target was told to campaign, and a newer term has begun"),
    TRANSFER_TIMED_OUT("the target did not take over within the election timeout"),

    // Why a message was ignored.
    STALE_TERM("the message is of an earlier term"),
    LEADER_ALIVE("a leader was heard from within the election timeout"),
    NOT_ADDRESSED("the message is for another node"),
    UNKNOWN_SENDER("the sender is not in the configuration"),
    UNEXPECTED_IN_ROLE("nothing of the kind is expected in this role"),
    STALE_REPLY("a newer reply has already been seen"),
    SECOND_LEADER("two nodes claim to lead this term"),
    IMPOSSIBLE_INDEX("the message speaks of entries that cannot exist"),
    CONTRADICTS_COMMIT("the message would replace a committed entry"),
    EARLIER_INCARNATION("the sender's disk has lost entries since it said this"),
    NOT_A_VOTER("this node does not vote in its configuration"),
    RECOVERING("this node's disk has lost entries that it has yet to be given back"),
    LOG_DIFFERS("this node's log does not end where the leader's did"),
    HALTED("the replica has halted"),

    // Why a request was refused.
    /**
     * Only the leader can do this, and this node is not it: a proposal, a change of the membership, a transfer. The
     * outcome names the leader as far as this node knows; ask that one. Where it names none (0), an election is
     * probably under way: wait, and ask any member again. Of a read it says that the leader's release cannot serve
     * reads of other members: ask the leader.
     */
    NOT_LEADER("this node is not the leader"),
    /**
     * Any member could do this, a linearizable read, but this node knows of no leader to confirm it. The outcome never
     * names one. Wait, and ask again, here or elsewhere; or be content with a local read, which may be old. A proposal
     * is refused as {@link #NOT_LEADER} with leader 0 in the same situation.
     */
    NO_LEADER("this node knows of no leader"),
    READ_TIMED_OUT("the leader did not answer within the election timeout"),
    QUERY_FAILED("the state machine could not answer the question"),
    TRANSFERRING("the leadership is being transferred"),
    NO_TARGET("no such voter can take over"),
    TERM_NOT_COMMITTED("the leader has not yet committed an entry of its own term"),
    CHANGE_PENDING("an earlier change of the configuration is not finished"),
    CONFIGURATION_CHANGED("another configuration is in force than the one the change was computed from"),
    NOTHING_TO_CHANGE("the target is the configuration in force"),
    NOT_CAUGHT_UP("a new voter has to be a learner first that keeps pace with the log"),
    CAPABILITY_MISSING("a member is of an older release that does not understand this"),
    TOO_MANY_UNCOMMITTED_BYTES("too many uncommitted bytes wait for a quorum"),
    PAYLOAD_TOO_LARGE("the payload is larger than an entry may be"),

    // Why a request was refused, a message ignored, or a leadership handed over.
    DISK_FULL("this node's disk is full"),
    DISK_BUSY("too much waits to be written to this node's disk"),

    // Why a runtime around the replica did not let a request through to it, or has no outcome of it.
    OVERLOADED("too many requests wait already"),
    /** The node was stopped, or stops, as somebody wished; {@link #HALTED} is for one that ended by itself. */
    STOPPED("the node has stopped");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words, without a full stop. */
    public String sentence() {
        return sentence;
    }
}
