package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;

/**
 * A vote is only denied for a reason of the paper (§5.2, §5.4.1, thesis §4.2.3): it was given away, the candidate's log
 * is behind, a leader is alive, or the replica is recovering. What a replica believes of its own place in the
 * configuration is none: it may have been promoted without knowing, and then its vote is needed.
 */
final class DenialOracle {
    static final String VOTE_DENIED = "VoteDenied";

    private final Ghost ghost;
    private final Message[] asked;

    DenialOracle(Ghost ghost) {
        this.ghost = ghost;
        asked = new Message[ghost.nodes() + 1];
    }

    /** A message arrived at the node. */
    void received(int node, Message message) {
        if (LastEntry.of(message) != null) {
            asked[node] = message;
        }
    }

    /** The node answers; the answer may yet have to wait for its disk. */
    void answers(int node, Message reply) {
        Message question = asked[node];
        boolean vote = reply instanceof Message.RequestVoteReply answer && !answer.granted();
        boolean preVote = reply instanceof Message.PreVoteReply answer && !answer.granted();
        if (!vote && !preVote
                || question == null
                || question.term() != reply.term()
                || !question.from().equals(reply.to())
                || vote != question instanceof Message.RequestVote) {
            return;
        }
        asked[node] = null;
        HardState state = ghost.hardState(node);
        boolean isFree = preVote || state.votedFor() == null;
        if (isFree && !state.recovering() && !LastEntry.isBehind(LastEntry.of(question), newestOf(node))) {
            ghost.report(
                    VOTE_DENIED,
                    "n" + node + " denied " + ghost.roster().name(reply.to()) + " "
                            + (vote ? "its vote" : "a pre-vote") + " in term " + reply.term()
                            + ", though it had not given it away and the candidate's log, which ends "
                            + LastEntry.words(LastEntry.of(question)) + ", is as good as its own, which ends "
                            + LastEntry.words(newestOf(node)));
        }
    }

    /** The node drops a message. */
    void ignored(int node, Effect.Ignore effect) {
        if (LastEntry.of(effect.message()) == null) {
            return;
        }
        boolean lawful = effect.reason() == Reason.LEADER_ALIVE
                || effect.reason() == Reason.NOT_ADDRESSED
                || effect.reason() == Reason.HALTED;
        if (!lawful) {
            ghost.report(
                    VOTE_DENIED,
                    "n" + node + " dropped a "
                            + effect.message().getClass().getSimpleName() + " of "
                            + ghost.roster().name(effect.message().from()) + " in term "
                            + effect.message().term() + ": " + effect.reason().sentence());
        }
    }

    private EntryId newestOf(int node) {
        int newest = ghost.logs().newest(node);
        return new EntryId(ghost.tree().term(newest), ghost.tree().index(newest));
    }
}
