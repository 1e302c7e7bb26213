package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RoleName;
import java.util.Arrays;

/**
 * A replica whose disk lost what it had acknowledged says so with a new incarnation, and until it holds again
 * everything that its leader had when it first heard of that incarnation, it neither votes, nor says it would, nor
 * campaigns.
 */
final class RecoveryOracle {
    static final String RECOVERY = "Recovery";

    private final Ghost ghost;
    private final ElectionOracle elections;
    private final CommitOracle commits;
    private final Losses losses;
    private final boolean[] hasLost;
    private final boolean[] recovering;
    /** By leader: the term it was last elected in, and by member, the newest incarnation it has heard of since. */
    private final long[] electedIn;

    private final long[][] heard;
    /** By leader and member: the newest entry the leader had when it first heard of that incarnation. */
    private final int[][] newestThen;

    RecoveryOracle(Ghost ghost, ElectionOracle elections, CommitOracle commits, Losses losses) {
        this.ghost = ghost;
        this.elections = elections;
        this.commits = commits;
        this.losses = losses;
        int nodes = ghost.nodes() + 1;
        hasLost = new boolean[nodes];
        recovering = new boolean[nodes];
        electedIn = new long[nodes];
        heard = new long[nodes][Long.SIZE];
        newestThen = new int[nodes][Long.SIZE];
    }

    /** The disk of the machine, which is down, loses entries it may have acknowledged. */
    void lost(int node) {
        hasLost[node] = true;
    }

    /** The machine loses its whole disk, and is another member from now on. */
    void wiped(int node) {
        hasLost[node] = false;
        recovering[node] = false;
    }

    void started(int node, HardState state) {
        if (hasLost[node] && !state.recovering()) {
            ghost.report(
                    RECOVERY,
                    "n" + node + " lost entries that it may have acknowledged, but starts as if it had them all");
        }
        hasLost[node] = false;
        recovering[node] = state.recovering();
    }

    /** Whether the machine has yet to get back what its disk lost. */
    boolean isRecovering(int node) {
        return hasLost[node] || recovering[node];
    }

    /** The node has just become leader, and knows nothing of the others' incarnations. */
    void elected(int node, long term) {
        electedIn[node] = term;
        Arrays.fill(heard[node], -1);
    }

    /** A message arrived at the node. */
    void received(int node, Message message) {
        long incarnation = -1;
        if (message instanceof Message.AppendEntriesReply reply) {
            incarnation = reply.incarnation();
        } else if (message instanceof Message.InstallSnapshotReply reply) {
            incarnation = reply.incarnation();
        }
        if (incarnation >= 0
                && elections.leadingTerm(node) == message.term()
                && message.to().equals(ghost.roster().on(node))) {
            hears(node, ghost.roster().number(message.from()), incarnation);
        }
    }

    private void hears(int leader, int member, long incarnation) {
        if (incarnation > heard[leader][member]) {
            heard[leader][member] = incarnation;
            newestThen[leader][member] = ghost.logs().newest(leader);
        }
    }

    /** The newest incarnation of the member that this node, a leader, has heard of in its term; -1 where of none. */
    long heard(int leader, int member) {
        return elections.leadingTerm(leader) == 0 ? -1 : heard[leader][member];
    }

    /** The node is about to save this. */
    void hardStateSaved(int node, HardState state) {
        HardState before = ghost.hardState(node);
        if (state.incarnation() != before.incarnation() || state.recovering() && !before.recovering()) {
            ghost.report(
                    RECOVERY,
                    "n" + node + " went from " + describe(before) + " to " + describe(state) + " while it ran");
        }
        boolean votes = state.votedFor() != null
                && (state.term() != before.term() || !state.votedFor().equals(before.votedFor()));
        if (votes && isRecovering(node)) {
            supports(node, state.votedFor(), "its vote");
        }
        if (recovering[node] && !state.recovering()) {
            checkRecovered(node, state);
            recovering[node] = false;
            losses.regained(node);
        }
    }

    private void checkRecovered(int node, HardState state) {
        int leader = elections.leaderOf(state.term());
        int member = ghost.roster().numberOn(node);
        if (leader == 0) {
            ghost.report(
                    RECOVERY, "n" + node + " stopped recovering in term " + state.term() + ", which nobody ever led");
        } else if (electedIn[leader] == state.term()) {
            if (heard[leader][member] < state.incarnation()) {
                ghost.report(
                        RECOVERY,
                        "n" + node + " stopped recovering although n" + leader + ", leader of term " + state.term()
                                + ", had never heard of incarnation " + state.incarnation());
            } else {
                checkHolds(node, leader, newestThen[leader][member]);
            }
        }
        long missing = losses.stillMissing(node, commits);
        if (missing != 0) {
            ghost.report(
                    RECOVERY,
                    "n" + node + " stopped recovering although its disk does not hold the committed entry of index "
                            + missing + " again, which it had lost");
        }
    }

    private void checkHolds(int node, int leader, int entry) {
        long index = ghost.tree().index(entry);
        if (entry != EntryTree.NONE && !ghost.holds(node, index, ghost.tree().term(entry))) {
            ghost.report(
                    RECOVERY,
                    "n" + node + " stopped recovering although its disk does not hold index " + index
                            + ", up to which n" + leader + " had entries when it first heard of the loss");
        }
    }

    void roleChanged(int node, RoleName role) {
        if (role != RoleName.FOLLOWER && isRecovering(node)) {
            ghost.report(RECOVERY, "n" + node + " became " + role + " although it is recovering");
        }
    }

    /** The node asks for votes, or whether it would get them. */
    void campaigns(int node, long term) {
        if (isRecovering(node)) {
            ghost.report(RECOVERY, "n" + node + " campaigns for term " + term + " although it is recovering");
        }
    }

    /** The node tells a candidate of its vote; one it gave before it lost anything it may repeat. */
    void votes(int node, Member candidate) {
        if (!candidate.equals(ghost.hardState(node).votedFor())) {
            supports(node, candidate, "its vote");
        }
    }

    /** The node gives its vote, or says that it would. */
    void supports(int node, Member candidate, String what) {
        if (isRecovering(node)) {
            ghost.report(
                    RECOVERY,
                    "n" + node + " gives " + ghost.roster().name(candidate) + " " + what
                            + " although it is recovering");
        }
    }

    /** The node says how much of the log it holds, in the name of this incarnation. */
    void vouches(int node, long incarnation) {
        if (incarnation != ghost.hardState(node).incarnation()) {
            ghost.report(
                    RECOVERY,
                    "n" + node + " of incarnation " + ghost.hardState(node).incarnation()
                            + " answers its leader as one of incarnation " + incarnation);
        }
    }

    private static String describe(HardState state) {
        return "incarnation " + state.incarnation() + (state.recovering() ? ", recovering" : "");
    }
}
