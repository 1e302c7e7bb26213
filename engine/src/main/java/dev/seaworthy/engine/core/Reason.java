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
    HALTED("the replica has halted"),

    // Why a request was refused.
    NOT_LEADER("this node is not the leader"),
    TOO_MANY_UNCOMMITTED_BYTES("too many uncommitted bytes wait for a quorum"),
    PAYLOAD_TOO_LARGE("the payload is larger than an entry may be");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words, without a full stop. */
    public String sentence() {
        return sentence;
    }
}
