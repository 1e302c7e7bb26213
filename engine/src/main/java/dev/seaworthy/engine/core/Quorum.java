package dev.seaworthy.engine.core;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** The arithmetic of majorities, for plain and joint configurations (§5.2, §5.3, §6). Knows nothing of Raft's flow. */
final class Quorum {
    /** How a vote stands. */
    enum Vote {
        WON,
        PENDING,
        LOST
    }

    private Quorum() {}

    /** The size of a majority of {@code voters} voters. */
    static int majority(int voters) {
        return voters / 2 + 1;
    }

    /**
     * The largest value that a quorum has reached: of matchIndexes the index replicated on a quorum, of acknowledged
     * read sequences the newest confirmed read. {@link Long#MAX_VALUE} where nobody votes, so that an empty half of a
     * joint configuration decides nothing.
     *
     * @param reached the value each member has reached
     */
    static long reached(Configuration configuration, ToLongFunction<Member> reached) {
        long byVoters = reached(configuration.voters(), reached);
        // §6: while joint, a decision needs both majorities.
        return configuration.isJoint() ? Math.min(byVoters, reached(configuration.outgoing(), reached)) : byVoters;
    }

    /** How the vote stands, given who granted and who refused; won where nobody votes. */
    static Vote vote(Configuration configuration, Tally tally) {
        Vote voters = vote(configuration.voters(), tally);
        if (!configuration.isJoint()) {
            return voters;
        }
        Vote outgoing = vote(configuration.outgoing(), tally);
        if (voters == Vote.LOST || outgoing == Vote.LOST) {
            return Vote.LOST;
        }
        return voters == Vote.WON && outgoing == Vote.WON ? Vote.WON : Vote.PENDING;
    }

    private static long reached(List<Member> voters, ToLongFunction<Member> reached) {
        int count = voters.size();
        if (count == 0) {
            return Long.MAX_VALUE;
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = reached.applyAsLong(voters.get(i));
        }
        Arrays.sort(values);
        return values[count - majority(count)];
    }

    private static Vote vote(List<Member> voters, Tally tally) {
        int granted = 0;
        int refused = 0;
        for (Member voter : voters) {
            if (tally.hasGranted(voter)) {
                granted++;
            } else if (tally.hasRefused(voter)) {
                refused++;
            }
        }
        if (voters.isEmpty()) {
            return Vote.WON;
        }
        int majority = majority(voters.size());
        if (granted >= majority) {
            return Vote.WON;
        }
        return voters.size() - refused < majority ? Vote.LOST : Vote.PENDING;
    }
}
